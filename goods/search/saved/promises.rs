use kernel::{AccountId, Timestamp};
use platform::jobs::{Lane, Promise};
use serde::{Deserialize, Serialize};

use super::SavedId;
use crate::catalog::ListingId;

/// Look every morning for what is new since, for those who saved a search.
#[derive(Serialize, Deserialize)]
pub struct LookForSearchers {
    pub since: Timestamp,
}

impl Promise for LookForSearchers {
    const KIND: &'static str = "search.look_for_searchers";
    const LANE: Lane = Lane::Long;
}

/// The same for some of them, after an account.
#[derive(Serialize, Deserialize)]
pub struct LookForSome {
    pub since: Timestamp,
    pub until: Timestamp,
    pub after: i64,
}

impl Promise for LookForSome {
    const KIND: &'static str = "search.look_for_some";
    const LANE: Lane = Lane::Long;
}

/// Write to one of them what was found.
#[derive(Serialize, Deserialize)]
pub struct TellSearcher {
    pub account: AccountId,
    pub finds: Vec<Find>,
}

/// What is new of one search: the first things, and how many there are.
#[derive(Serialize, Deserialize)]
pub struct Find {
    pub search: SavedId,
    pub first: Vec<ListingId>,
    pub all: i64,
}

impl Promise for TellSearcher {
    const KIND: &'static str = "search.tell_searcher";
    const LANE: Lane = Lane::Post;
}
