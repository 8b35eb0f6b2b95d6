//! What the host does about what was said.

use kernel::{Actor, Forbidden, Timestamp, hours};
use platform::db::{DbError, Tx};

use super::{Body, RoomId, find_own, moment::by_host, moment_store, say::put};

/// How long somebody is silent in the rooms of a shop.
const SILENT: std::time::Duration = hours(24);

#[derive(Debug, thiserror::Error)]
pub enum ModerateError {
    #[error("there is no such room")]
    NoSuchRoom,
    #[error("there is no such line")]
    NoSuchLine,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("it could not be kept")]
    Store(#[from] DbError),
}

/// Take a line out of sight, for everybody at once and in the replay. What is out of sight stays so.
pub async fn hide(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: RoomId,
    position: i64,
) -> Result<(), ModerateError> {
    may_moderate(by)?;
    let room = find_own(tx, by, id).await?.ok_or(ModerateError::NoSuchRoom)?;
    let line = moment_store::find(tx, id, position).await?.ok_or(ModerateError::NoSuchLine)?;
    if line.is_hidden {
        return Ok(());
    }
    if !moment_store::hide(tx, id, position).await? {
        return Err(ModerateError::NoSuchLine);
    }
    let key = format!("hide-{position}");
    put(tx, &room, &key, by_host(by, now, Body::Hide { position })).await?;
    Ok(())
}

/// Let whoever said a line say nothing in the rooms of this shop for a day, and take the line out of sight.
///
/// Refused for what the shop itself said.
pub async fn silence(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: RoomId,
    position: i64,
) -> Result<(), ModerateError> {
    let account = by.account()?;
    hide(tx, by, now, id, position).await?;
    let line = moment_store::find(tx, id, position).await?.ok_or(ModerateError::NoSuchLine)?;
    let said_by = line.account.filter(|_| !line.is_host).ok_or(ModerateError::NoSuchLine)?;
    Ok(moment_store::silence(tx, now, id.shop(), said_by, now + SILENT, account).await?)
}

/// The shop in its own rooms, and who looks after what is said in the market.
fn may_moderate(by: &Actor) -> Result<(), Forbidden> {
    match by {
        Actor::Seller { .. } | Actor::Moderator { .. } | Actor::Operator { .. } | Actor::System => Ok(()),
        Actor::Guest | Actor::Buyer { .. } => Err(Forbidden),
    }
}
