use kernel::{Actor, Forbidden, Timestamp};
use platform::{
    db::{DbError, Tx},
    push::Subscriber,
};

use super::{Device, DeviceId, store};
use crate::accounts::TokenId;

/// Devices of one person; another one takes the place of the oldest.
const MOST: usize = 10;

/// A browser that asks to be woken.
#[derive(Clone)]
pub struct NewDevice {
    pub subscriber: Subscriber,
    pub name: String,
    pub session: Option<i64>,
    pub token: Option<TokenId>,
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum KeepError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the device could not be kept")]
    Store(#[from] DbError),
}

/// Wake this browser from now on. Whoever it belonged to before is woken there no more.
pub async fn keep(tx: &mut Tx, by: &Actor, now: Timestamp, new: NewDevice) -> Result<Device, KeepError> {
    let account = by.account()?;
    store::forget_endpoint(tx, &new.subscriber.endpoint).await?;
    let mut own = store::list(tx, account).await?;
    while own.len() >= MOST {
        if let Some(oldest) = own.pop() {
            store::forget(tx, account, oldest.id).await?;
        }
    }
    let NewDevice { subscriber, name, session, token } = new;
    let id = DeviceId::new(tx.next_id(now));
    let device = Device { id, session, token, subscriber, name, failures: 0, at: now };
    store::insert(tx, account, &device).await?;
    Ok(device)
}
