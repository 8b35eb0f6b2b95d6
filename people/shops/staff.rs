use kernel::{AccountId, Actor, Forbidden, ShopId, ShopRole, Timestamp};
use platform::db::{DbError, Tx};

use super::store;
use crate::accounts::{self, Login};

/// Owner and staff of one shop.
const MOST: usize = 50;

#[derive(Clone, Debug, thiserror::Error)]
pub enum StaffError {
    #[error("no account has this login")]
    NoSuchAccount,
    #[error("this person works in the shop already")]
    Already,
    #[error("this person does not work in the shop")]
    NotStaff,
    #[error("the shop can have no more staff")]
    Full,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the staff could not be changed")]
    Store(#[from] DbError),
}

/// The shop of the one who asks, when they own it: people and closing are not for staff to decide.
pub fn owner(by: &Actor) -> Result<ShopId, Forbidden> {
    match *by {
        Actor::Seller { shop, role: ShopRole::Owner, .. } => Ok(shop),
        Actor::Seller { role: ShopRole::Staff, .. }
        | Actor::Guest
        | Actor::Buyer { .. }
        | Actor::Moderator { .. }
        | Actor::Operator { .. }
        | Actor::System => Err(Forbidden),
    }
}

/// Let somebody with an account work in the shop.
pub async fn add_staff(tx: &mut Tx, by: &Actor, now: Timestamp, login: &Login) -> Result<(), StaffError> {
    let shop = owner(by)?;
    let person = accounts::find_by_login(tx, login).await?.ok_or(StaffError::NoSuchAccount)?;
    if store::role_of(tx, shop, person.id).await?.is_some() {
        return Err(StaffError::Already);
    }
    if store::list_members(tx, shop).await?.len() >= MOST {
        return Err(StaffError::Full);
    }
    store::insert_member(tx, shop, person.id, ShopRole::Staff, now).await?;
    Ok(())
}

/// Take the right to work in the shop from somebody. The owner cannot be removed.
pub async fn remove_staff(tx: &mut Tx, by: &Actor, person: AccountId) -> Result<(), StaffError> {
    let is_gone = store::delete_staff(tx, owner(by)?, person).await?;
    if is_gone { Ok(()) } else { Err(StaffError::NotStaff) }
}
