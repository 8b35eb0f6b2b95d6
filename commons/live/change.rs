use kernel::{Actor, Timestamp};
use platform::db::Tx;

use super::{AirError, NewRoom, PlanError, Room, RoomState, find_own, store};

/// Change what a room is called, and when it begins while it is planned.
pub async fn change(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: super::RoomId,
    new: NewRoom,
) -> Result<Room, AirError> {
    let room = find_own(tx, by, id).await?.ok_or(AirError::NoSuchRoom)?;
    let state = match room.state {
        RoomState::Planned { at } => {
            if new.at.is_some_and(|at| at <= now) && new.at != at {
                return Err(AirError::Plan(PlanError::Past));
            }
            RoomState::Planned { at: new.at }
        }
        RoomState::OnAir { .. } | RoomState::Ended { .. } | RoomState::Cancelled { .. } => room.state.clone(),
    };
    let changed = Room { title: new.title, state, updated_at: now, ..room };
    store::update(tx, now, &changed).await?;
    Ok(changed)
}
