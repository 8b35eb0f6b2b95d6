use kernel::{Actor, Forbidden, Timestamp};
use platform::db::{DbError, Tx};

use super::{Address, Target, TargetId, TargetStage, store};

/// Targets of one shop.
pub const MOST: i64 = 3;

/// What a target is to be.
#[derive(Clone)]
pub struct NewTarget {
    pub name: String,
    /// One that was looked at.
    pub address: Address,
    pub key: String,
}

#[derive(Debug, thiserror::Error)]
pub enum AddError {
    #[error("there are targets enough")]
    TooMany,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the target could not be kept")]
    Store(#[from] DbError),
}

/// Hand the shows of a shop on to a service, from now on.
pub async fn add(tx: &mut Tx, by: &Actor, now: Timestamp, new: NewTarget) -> Result<Target, AddError> {
    let shop = by.shop()?;
    if store::count(tx, shop).await? >= MOST {
        return Err(AddError::TooMany);
    }
    let target = Target {
        id: TargetId::new(shop, tx.next_id(now)),
        name: new.name,
        address: new.address,
        key: new.key,
        state: TargetStage::On,
        created_at: now,
        updated_at: now,
    };
    store::insert(tx, &target).await?;
    Ok(target)
}
