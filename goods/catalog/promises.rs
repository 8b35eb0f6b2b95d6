use platform::jobs::{Lane, Promise};
use serde::{Deserialize, Serialize};

use super::import_run::RunId;

/// Take the next listings of an import.
#[derive(Serialize, Deserialize)]
pub struct ImportListings {
    pub run: RunId,
}

impl Promise for ImportListings {
    const KIND: &'static str = "catalog.import_listings";
    const LANE: Lane = Lane::Long;
}
