use kernel::{Actor, Timestamp};
use platform::db::Tx;

use super::{Manners, store};
use crate::live::{AirError, RoomId, find_own};

/// Say how a room is held from now on.
pub async fn hold(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: RoomId,
    manners: Manners,
) -> Result<(), AirError> {
    by.shop()?;
    find_own(tx, by, id).await?.ok_or(AirError::NoSuchRoom)?;
    Ok(store::keep(tx, now, id, manners).await?)
}
