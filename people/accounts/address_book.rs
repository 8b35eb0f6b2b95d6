use kernel::{AccountId, Actor, Forbidden, Timestamp};
use platform::db::{DbError, Tx};

use super::{Address, AddressId, store};

/// More than anybody has parents, friends and offices.
const MOST: usize = 50;

/// Whether a new or changed address becomes the one that checkouts begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressRank {
    Default,
    Other,
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum AddressError {
    #[error("there is no such address")]
    NoSuchAddress,
    #[error("there is no room for another address")]
    Full,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the address could not be kept")]
    Store(#[from] DbError),
}

/// Keep a new address. The first one is the default.
pub async fn add_address(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    address: &Address,
    place: AddressRank,
) -> Result<AddressId, AddressError> {
    let account = by.account()?;
    let book = store::list_addresses(tx, account).await?;
    if book.len() >= MOST {
        return Err(AddressError::Full);
    }
    let is_default = place == AddressRank::Default || book.is_empty();
    if is_default {
        store::clear_default(tx, account).await?;
    }
    let id = AddressId::new(tx.next_id(now));
    store::insert_address(tx, account, id, address, is_default).await?;
    Ok(id)
}

/// Change an address. Orders that were placed keep the one they were placed with.
pub async fn edit_address(
    tx: &mut Tx,
    by: &Actor,
    id: AddressId,
    address: &Address,
    place: AddressRank,
) -> Result<(), AddressError> {
    let account = by.account()?;
    let kept = store::find_address(tx, account, id).await?.ok_or(AddressError::NoSuchAddress)?;
    let is_default = place == AddressRank::Default || kept.is_default;
    if is_default {
        store::clear_default(tx, account).await?;
    }
    store::update_address(tx, account, id, address, is_default).await?;
    Ok(())
}

/// Forget an address. When it was the default, the newest of the others takes its place.
pub async fn remove_address(tx: &mut Tx, by: &Actor, id: AddressId) -> Result<(), AddressError> {
    let account = by.account()?;
    let kept = store::find_address(tx, account, id).await?.ok_or(AddressError::NoSuchAddress)?;
    store::delete_address(tx, account, id).await?;
    if kept.is_default
        && let Some(next) = store::list_addresses(tx, account).await?.first()
    {
        store::update_address(tx, account, next.id, &next.address, true).await?;
    }
    Ok(())
}

/// Keep an address in the book unless it is there already.
pub async fn keep_address(
    tx: &mut Tx,
    now: Timestamp,
    account: AccountId,
    address: &Address,
) -> Result<(), DbError> {
    let book = store::list_addresses(tx, account).await?;
    if book.len() >= MOST || book.iter().any(|kept| kept.address == *address) {
        return Ok(());
    }
    let id = AddressId::new(tx.next_id(now));
    store::insert_address(tx, account, id, address, book.is_empty()).await
}
