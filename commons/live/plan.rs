use kernel::{Actor, Forbidden, ShopId, Timestamp};
use people::shops;
use platform::db::{DbError, Tx};

use super::{Repeats, Room, RoomId, RoomState, law::find_standing, schedule::promise, store};

/// Rooms of one shop that are planned or on air.
const MOST_OPEN: i64 = 50;

/// A show that somebody wants to give.
#[derive(Clone, Debug)]
pub struct NewRoom {
    pub title: String,
    /// When it begins, if a day is said.
    pub at: Option<Timestamp>,
    /// Of one with a day.
    pub repeats: Repeats,
    /// A picture of it in the store of files, empty for none; what is there stays where nothing is said.
    pub cover: Option<String>,
    /// Whether who speaks in it is made by a computer.
    pub is_made: bool,
}

#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    #[error("it begins later than now")]
    Past,
    #[error("the shop is not open")]
    Closed,
    #[error("the shop may give no shows for now")]
    Banned,
    #[error("there are as many rooms planned as there may be")]
    TooMany,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the room could not be kept")]
    Store(#[from] DbError),
}

/// Plan a show, for a day or for as soon as its host is ready.
pub async fn plan(tx: &mut Tx, by: &Actor, now: Timestamp, new: NewRoom) -> Result<Room, PlanError> {
    plan_of(tx, by, by.shop()?, now, new).await
}

/// Plan a show of a shop.
pub(super) async fn plan_of(
    tx: &mut Tx,
    by: &Actor,
    shop: ShopId,
    now: Timestamp,
    new: NewRoom,
) -> Result<Room, PlanError> {
    let found = shops::find(tx, shop).await?;
    if !found.is_some_and(|shop| shop.state == shops::ShopState::Open) {
        return Err(PlanError::Closed);
    }
    if find_standing(tx, shop, now).await?.is_some() {
        return Err(PlanError::Banned);
    }
    if new.at.is_some_and(|at| at <= now) {
        return Err(PlanError::Past);
    }
    if store::count_open(tx, shop).await? >= MOST_OPEN {
        return Err(PlanError::TooMany);
    }
    let room = Room {
        id: RoomId::new(shop, tx.next_id(now)),
        title: new.title,
        state: RoomState::Planned { at: new.at },
        pinned: None,
        has_replay: false,
        has_key: false,
        poster: String::new(),
        cover: new.cover.unwrap_or_default(),
        is_made: new.is_made,
        repeats: if new.at.is_some() { new.repeats } else { Repeats::Once },
        created_at: now,
        updated_at: now,
    };
    store::insert(tx, by, &room).await?;
    promise(tx, now, &room).await?;
    Ok(room)
}
