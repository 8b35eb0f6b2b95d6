use kernel::{Actor, Currency, Forbidden};
use platform::db::{DbError, Tx};

use super::{Profile, store};

#[derive(Clone, Debug, thiserror::Error)]
pub enum EditError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the profile could not be kept")]
    Store(#[from] DbError),
}

/// Have prices shown to the one who asks in a currency beside the shops' own.
pub async fn choose_currency(tx: &mut Tx, by: &Actor, currency: Currency) -> Result<(), EditError> {
    store::update_currency(tx, by.account()?, currency).await?;
    Ok(())
}

/// Change the name, language, time zone, currency and birth year of the one who asks.
pub async fn edit(tx: &mut Tx, by: &Actor, profile: &Profile) -> Result<(), EditError> {
    store::update_profile(tx, by.account()?, profile).await?;
    Ok(())
}
