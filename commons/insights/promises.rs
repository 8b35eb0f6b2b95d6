use kernel::{AccountId, ShopId};
use platform::jobs::{Lane, Promise};
use serde::{Deserialize, Serialize};

use super::segments::NoteId;

/// Gather every night what many look for, and what is over.
#[derive(Serialize, Deserialize)]
pub struct GatherInsights {}

impl Promise for GatherInsights {
    const KIND: &'static str = "insights.gather";
    const LANE: Lane = Lane::Long;
}

/// Gather what places did in some months, one after the other.
#[derive(Serialize, Deserialize)]
pub struct GatherPlaces {
    pub months: Vec<i64>,
}

impl Promise for GatherPlaces {
    const KIND: &'static str = "insights.gather_places";
    const LANE: Lane = Lane::Long;
}

/// Count orders that nobody has counted, after one of a shop.
#[derive(Serialize, Deserialize)]
pub struct CountOrders {
    pub shop: ShopId,
    pub after: i64,
}

impl Promise for CountOrders {
    const KIND: &'static str = "insights.count_orders";
    const LANE: Lane = Lane::Long;
}

/// Tell shops once a week what they could make next, those after a number.
#[derive(Serialize, Deserialize)]
pub struct TellShops {
    pub after: i64,
}

impl Promise for TellShops {
    const KIND: &'static str = "insights.tell_shops";
    const LANE: Lane = Lane::Long;
}

/// Tell one shop what it could make next.
#[derive(Serialize, Deserialize)]
pub struct TellShop {
    pub shop: ShopId,
}

impl Promise for TellShop {
    const KIND: &'static str = "insights.tell_shop";
    const LANE: Lane = Lane::Post;
}

/// Tell the segments of shops as they are today, those after a shop.
#[derive(Serialize, Deserialize)]
pub struct FreezeSegments {
    pub after: ShopId,
}

impl Promise for FreezeSegments {
    const KIND: &'static str = "insights.freeze_segments";
    const LANE: Lane = Lane::Long;
}

/// Choose who gets a note, those after somebody.
#[derive(Serialize, Deserialize)]
pub struct SendNote {
    pub note: NoteId,
    pub after: AccountId,
}

impl Promise for SendNote {
    const KIND: &'static str = "insights.send_note";
    const LANE: Lane = Lane::Long;
}

/// Send a note to one person.
#[derive(Serialize, Deserialize)]
pub struct DeliverNote {
    pub note: NoteId,
    pub account: AccountId,
}

impl Promise for DeliverNote {
    const KIND: &'static str = "insights.deliver_note";
    const LANE: Lane = Lane::Post;
}
