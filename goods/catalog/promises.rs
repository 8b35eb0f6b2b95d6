use kernel::{AccountId, Timestamp};
use platform::jobs::{Lane, Promise};
use serde::{Deserialize, Serialize};

use super::{ListingId, import_run::RunId};

/// Take the next listings of an import.
#[derive(Serialize, Deserialize)]
pub struct ImportListings {
    pub run: RunId,
}

impl Promise for ImportListings {
    const KIND: &'static str = "catalog.import_listings";
    const LANE: Lane = Lane::Long;
}

/// Fetch one picture of a listing from its address.
#[derive(Serialize, Deserialize)]
pub struct FetchPicture {
    pub listing: ListingId,
    pub source: String,
}

impl Promise for FetchPicture {
    const KIND: &'static str = "catalog.fetch_picture";
    const LANE: Lane = Lane::Long;
}

/// The pictures of a listing are others than before. The catalog does nothing more; who looks at pictures does.
#[derive(Serialize, Deserialize)]
pub struct PicturesChanged {
    pub listing: ListingId,
}

impl Promise for PicturesChanged {
    const KIND: &'static str = "catalog.pictures_changed";
    const LANE: Lane = Lane::Long;
}

/// Tell those who follow shops what these have put out since.
#[derive(Serialize, Deserialize)]
pub struct TellOfFresh {
    pub since: Timestamp,
}

impl Promise for TellOfFresh {
    const KIND: &'static str = "catalog.tell_of_fresh";
    const LANE: Lane = Lane::Long;
}

/// The same of some of them, after an account.
#[derive(Serialize, Deserialize)]
pub struct TellFollowers {
    pub since: Timestamp,
    pub until: Timestamp,
    pub after: i64,
}

impl Promise for TellFollowers {
    const KIND: &'static str = "catalog.tell_followers";
    const LANE: Lane = Lane::Long;
}

/// Write to one of them.
#[derive(Serialize, Deserialize)]
pub struct TellFollower {
    pub account: AccountId,
    pub since: Timestamp,
    pub until: Timestamp,
}

impl Promise for TellFollower {
    const KIND: &'static str = "catalog.tell_follower";
    const LANE: Lane = Lane::Post;
}
