use kernel::{Actor, Forbidden, Timestamp};
use people::{accounts, shops};
use platform::db::{DbError, Tx};

use super::{Entry, GiveawayId, store};
use crate::live::find_for;

/// Letters of a code.
const CODE: usize = 12;

#[derive(Debug, thiserror::Error)]
pub enum EnterError {
    #[error("there is no such giveaway")]
    NoSuchGiveaway,
    #[error("nobody can enter any more")]
    Closed,
    #[error("they have not said that they are 18 or older")]
    NotAdult,
    #[error("nobody of the shop enters")]
    OwnShop,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the entry could not be kept")]
    Store(#[from] DbError),
}

/// What somebody says of their age with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    Adult,
    Unsaid,
}

/// Take part, once. Whoever does so again has the entry of the first time.
pub async fn enter(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: GiveawayId,
    age: Age,
) -> Result<Entry, EnterError> {
    let account = by.account()?;
    let giveaway = store::find(tx, id).await?.ok_or(EnterError::NoSuchGiveaway)?;
    find_for(tx, by, giveaway.room).await?.ok_or(EnterError::NoSuchGiveaway)?;
    if let Some(entry) = store::entry_of(tx, id, account).await? {
        return Ok(entry);
    }
    if !giveaway.is_open(now) {
        return Err(EnterError::Closed);
    }
    if shops::role_of(tx, id.shop(), account).await?.is_some() {
        return Err(EnterError::OwnShop);
    }
    if accounts::adult_since(tx, account).await?.is_none() {
        if age == Age::Unsaid {
            return Err(EnterError::NotAdult);
        }
        accounts::say_adult(tx, now, account).await?;
    }
    let number = store::next_number(tx, now, id).await?.ok_or(EnterError::Closed)?;
    let code = tx.chance().token().chars().take(CODE).collect();
    let entry = Entry { number, code };
    store::insert_entry(tx, now, id, account, &entry).await?;
    Ok(entry)
}
