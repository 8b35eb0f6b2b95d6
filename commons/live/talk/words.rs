use kernel::{Actor, Forbidden, Timestamp};
use platform::db::{DbError, Tx};

use super::word_store;

/// Words of one shop.
pub const MOST_UNWANTED: usize = 200;

#[derive(Debug, thiserror::Error)]
pub enum WordError {
    #[error("there are as many words as a shop may keep away")]
    TooMany,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("it could not be kept")]
    Store(#[from] DbError),
}

/// Keep a word away from the rooms of the shop: no viewer's line has it from now on.
pub async fn keep_away(tx: &mut Tx, by: &Actor, now: Timestamp, word: &str) -> Result<(), WordError> {
    let (shop, word) = (by.shop()?, word.to_lowercase());
    if word_store::unwanted(tx, shop).await?.len() >= MOST_UNWANTED {
        return Err(WordError::TooMany);
    }
    Ok(word_store::keep(tx, now, shop, &word).await?)
}

/// Let a word be said again.
pub async fn let_back(tx: &mut Tx, by: &Actor, word: &str) -> Result<(), WordError> {
    Ok(word_store::forget(tx, by.shop()?, &word.to_lowercase()).await?)
}
