use kernel::{AccountId, Timestamp};
use platform::db::{DbError, Tx};

use super::store;

/// Whether what somebody looks at is noted and something is picked for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    On,
    Off,
}

/// Turn it on or off. Off forgets in the same moment what was known.
pub async fn turn(tx: &mut Tx, now: Timestamp, holder: i64, switch: Switch) -> Result<(), DbError> {
    match switch {
        Switch::On => store::turn_on(tx, holder).await,
        Switch::Off => {
            store::turn_off(tx, now, holder).await?;
            store::clear(tx, holder).await
        }
    }
}

/// Give what a visitor viewed to the account they signed in to, unless it is switched off there.
pub async fn adopt(tx: &mut Tx, guest: i64, account: AccountId) -> Result<(), DbError> {
    if !store::is_off(tx, account.get()).await? {
        store::give(tx, guest, account.get()).await?;
    }
    forget(tx, guest).await
}

/// Keep nothing for a holder who leaves.
pub async fn forget(tx: &mut Tx, holder: i64) -> Result<(), DbError> {
    store::clear(tx, holder).await?;
    store::turn_on(tx, holder).await
}
