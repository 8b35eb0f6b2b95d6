use goods::catalog::ListingId;
use kernel::AccountId;
use platform::jobs::{Lane, Promise};
use serde::{Deserialize, Serialize};

/// Look every morning what became otherwise with the things that people keep.
#[derive(Serialize, Deserialize)]
pub struct LookAtWishes {}

impl Promise for LookAtWishes {
    const KIND: &'static str = "wishes.look";
    const LANE: Lane = Lane::Long;
}

/// The same for some holders, after one.
#[derive(Serialize, Deserialize)]
pub struct LookAtSome {
    pub after: i64,
}

impl Promise for LookAtSome {
    const KIND: &'static str = "wishes.look_at_some";
    const LANE: Lane = Lane::Long;
}

/// Write to one of them of what is cheaper or there again.
#[derive(Serialize, Deserialize)]
pub struct TellWisher {
    pub account: AccountId,
    pub things: Vec<ListingId>,
}

impl Promise for TellWisher {
    const KIND: &'static str = "wishes.tell";
    const LANE: Lane = Lane::Post;
}
