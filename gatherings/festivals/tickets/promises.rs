//! What tickets wait for, and who is told of them.

use kernel::{AccountId, Timestamp};
use platform::{
    db::{DbError, Tx},
    jobs::{self, Lane, Promise},
};
use serde::{Deserialize, Serialize};

use super::{KindId, TicketId, TicketKind};
use crate::festivals::{Festival, FestivalId};

/// Put a kind of ticket on sale or take it off, by its dates and its festival's.
#[derive(Serialize, Deserialize)]
pub struct SettleSale {
    pub kind: KindId,
}

impl Promise for SettleSale {
    const KIND: &'static str = "festivals.settle_sale";
}

/// A festival was announced, moved or called off: its tickets follow.
#[derive(Serialize, Deserialize)]
pub struct FollowFestival {
    pub festival: FestivalId,
}

impl Promise for FollowFestival {
    const KIND: &'static str = "festivals.follow";
}

/// Tell somebody that tickets are theirs.
#[derive(Serialize, Deserialize)]
pub struct TellOfTickets {
    pub festival: FestivalId,
    pub account: AccountId,
    pub count: i64,
}

impl Promise for TellOfTickets {
    const KIND: &'static str = "festivals.tell_of_tickets";
    const LANE: Lane = Lane::Post;
}

/// Tell who held a ticket that it admits no more.
#[derive(Serialize, Deserialize)]
pub struct TellOfVoid {
    pub ticket: TicketId,
    pub account: AccountId,
}

impl Promise for TellOfVoid {
    const KIND: &'static str = "festivals.tell_of_void";
    const LANE: Lane = Lane::Post;
}

/// Have everybody told who holds a ticket of a festival whose days have moved, from one of them on.
#[derive(Serialize, Deserialize)]
pub struct TellHolders {
    pub festival: FestivalId,
    /// What is told; of one that was moved again before, nothing is said.
    pub begins_at: Timestamp,
    pub ends_at: Timestamp,
    pub after: i64,
}

impl Promise for TellHolders {
    const KIND: &'static str = "festivals.tell_holders";
}

/// Tell who holds a ticket that the days of its festival have moved.
#[derive(Serialize, Deserialize)]
pub struct TellOfMove {
    pub festival: FestivalId,
    pub begins_at: Timestamp,
    pub ends_at: Timestamp,
    pub account: AccountId,
}

impl Promise for TellOfMove {
    const KIND: &'static str = "festivals.tell_of_move";
    const LANE: Lane = Lane::Post;
}

/// Tell everybody who holds a ticket of a festival that it is on other days.
pub async fn tell_of_move(tx: &mut Tx, now: Timestamp, festival: &Festival) -> Result<(), DbError> {
    let (begins_at, ends_at) = (festival.begins_at, festival.ends_at);
    let told = TellHolders { festival: festival.id, begins_at, ends_at, after: 0 };
    jobs::enqueue(tx, now, now, &told).await
}

/// See to the sale of a kind now, when it begins and when it ends.
pub(super) async fn settle_sale_at(tx: &mut Tx, now: Timestamp, kind: &TicketKind) -> Result<(), DbError> {
    let (from, until) = (kind.said.sale_from, kind.said.sale_until);
    for at in [now, from, until].into_iter().filter(|at| *at >= now) {
        jobs::enqueue(tx, now, at, &SettleSale { kind: kind.id }).await?;
    }
    Ok(())
}

/// Have the tickets of a festival follow what has become of it.
pub async fn follow(tx: &mut Tx, now: Timestamp, festival: FestivalId) -> Result<(), DbError> {
    jobs::enqueue(tx, now, now, &FollowFestival { festival }).await
}
