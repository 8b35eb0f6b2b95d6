//! What designs wait for: telling whom it concerns.

use goods::catalog::ListingId;
use kernel::Timestamp;
use platform::{
    db::{DbError, Tx},
    jobs::{self, Lane, Promise},
};
use serde::{Deserialize, Serialize};

/// Tell a seller that a picture of theirs is like one of a maker's record.
#[derive(Serialize, Deserialize)]
pub struct TellOfLikeness {
    pub listing: ListingId,
}

impl Promise for TellOfLikeness {
    const KIND: &'static str = "designs.tell_of_likeness";
    const LANE: Lane = Lane::Post;
}

/// Tell a maker who asks to sell after their record, or that shop what the maker says.
#[derive(Serialize, Deserialize)]
pub struct TellOfClaim {
    pub listing: ListingId,
}

impl Promise for TellOfClaim {
    const KIND: &'static str = "designs.tell_of_claim";
    const LANE: Lane = Lane::Post;
}

pub(super) async fn tell_of_likeness(tx: &mut Tx, now: Timestamp, listing: ListingId) -> Result<(), DbError> {
    jobs::enqueue(tx, now, now, &TellOfLikeness { listing }).await
}

pub(super) async fn tell_of_claim(tx: &mut Tx, now: Timestamp, listing: ListingId) -> Result<(), DbError> {
    jobs::enqueue(tx, now, now, &TellOfClaim { listing }).await
}
