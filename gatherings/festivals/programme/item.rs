use std::time::Duration;

use kernel::{Timestamp, minutes, shop_id, words};
use people::shops::pick;
use platform::i18n::Lang;

use crate::festivals::FestivalId;

shop_id!(
    /// Something that happens at a festival.
    ItemId
);

words! {
    /// What sort of thing it is.
    ItemKind { Show = "show", Workshop = "workshop", Concert = "concert", Talk = "talk" }
}

/// Things of one programme, at most.
pub const MOST_ITEMS: usize = 300;
/// Seats of one thing, at most.
pub const MOST_SEATS: i64 = 50_000;
/// How long one thing takes.
pub const MINUTES: std::ops::RangeInclusive<i64> = 5..=720;

/// What is said of a thing in the programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemPlan {
    pub kind: ItemKind,
    /// In the festival's language.
    pub title: String,
    /// Empty when there is none.
    pub title_en: String,
    /// Where on the ground, in words.
    pub stage: String,
    pub begins_at: Timestamp,
    pub minutes: i64,
    /// To be reserved; 0 where one comes as one likes.
    pub seats: i64,
}

impl ItemPlan {
    pub fn ends_at(&self) -> Timestamp {
        self.begins_at + self.lasts()
    }

    pub fn lasts(&self) -> Duration {
        minutes(u64::try_from(self.minutes).unwrap_or(0))
    }

    /// Whether both are on at some moment.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.begins_at < other.ends_at() && other.begins_at < self.ends_at()
    }
}

#[derive(Clone, Debug)]
pub struct Item {
    pub id: ItemId,
    pub festival: FestivalId,
    pub said: ItemPlan,
    /// Seats that are reserved.
    pub taken: i64,
    pub removed_at: Option<Timestamp>,
    pub updated_at: Timestamp,
}

impl Item {
    pub fn is_on(&self) -> bool {
        self.removed_at.is_none()
    }

    pub fn has_seats(&self) -> bool {
        self.said.seats > 0
    }

    pub fn free(&self) -> i64 {
        (self.said.seats - self.taken).max(0)
    }

    pub fn has_begun(&self, now: Timestamp) -> bool {
        self.said.begins_at <= now
    }

    /// Its name for a reader of `lang`, at a festival whose own language is `own`.
    pub fn title_in(&self, lang: impl Into<Lang>, own: impl Into<Lang>) -> &str {
        pick(lang, own, &self.said.title, &self.said.title_en)
    }
}
