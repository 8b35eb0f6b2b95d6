//! Whom a change of the programme concerns.

use kernel::{AccountId, Timestamp};
use platform::{
    db::{DbError, Tx},
    jobs::{self, Lane, Promise},
};
use serde::{Deserialize, Serialize};

use super::{Item, ItemId, store};
use crate::festivals::FestivalId;

/// Tell somebody what has become of a thing at which they have a seat.
#[derive(Serialize, Deserialize)]
pub struct TellOfProgramme {
    pub item: ItemId,
    pub account: AccountId,
    /// The moment that is told; of one that was moved again before, nothing is said.
    pub begins_at: Timestamp,
}

impl Promise for TellOfProgramme {
    const KIND: &'static str = "festivals.tell_of_programme";
    const LANE: Lane = Lane::Post;
}

pub(super) async fn tell_holders(tx: &mut Tx, now: Timestamp, item: &Item) -> Result<(), DbError> {
    for account in store::holders(tx, item.id).await? {
        let told = TellOfProgramme { item: item.id, account, begins_at: item.said.begins_at };
        jobs::enqueue(tx, now, now, &told).await?;
    }
    Ok(())
}

/// Tell everybody who has a seat at what is still to come of a festival that is called off.
pub async fn call_off(tx: &mut Tx, now: Timestamp, festival: FestivalId) -> Result<(), DbError> {
    for item in store::items(tx, festival).await? {
        if !item.has_begun(now) {
            tell_holders(tx, now, &item).await?;
        }
    }
    Ok(())
}
