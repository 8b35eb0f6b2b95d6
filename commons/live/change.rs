use kernel::{Actor, Timestamp};
use platform::db::Tx;

use super::{AirError, NewRoom, PlanError, Repeats, Room, RoomState, find_own, schedule::promise, store};

/// Change what a room is called and how it is announced, and when it begins while it is planned.
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
    let repeats = if state.at().is_some() { new.repeats } else { Repeats::Once };
    let cover = new.cover.unwrap_or_else(|| room.cover.clone());
    let was_at = room.state.at();
    let is_made = new.is_made;
    let changed = Room { title: new.title, state, repeats, cover, is_made, updated_at: now, ..room };
    store::update(tx, now, &changed).await?;
    if changed.is_planned() && changed.state.at() != was_at {
        promise(tx, now, &changed).await?;
    }
    Ok(changed)
}

/// Put another picture on a show, or take it away with an empty name.
pub async fn set_cover(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: super::RoomId,
    file: &str,
) -> Result<Room, AirError> {
    let room = find_own(tx, by, id).await?.ok_or(AirError::NoSuchRoom)?;
    let changed = Room { cover: file.to_owned(), updated_at: now, ..room };
    store::update(tx, now, &changed).await?;
    Ok(changed)
}
