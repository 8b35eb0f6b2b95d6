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
