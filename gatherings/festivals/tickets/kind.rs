//! A kind of ticket: whom it lets in where and when, for how much, and how often.

use goods::catalog::{ListingId, VariantId};
use kernel::{Day, Money, Timestamp, days, shop_id, words};
use people::shops::pick;
use platform::i18n::Lang;

use super::code::Pass;
use crate::festivals::{Days, Festival, FestivalId};

shop_id!(
    /// A kind of ticket of a festival.
    KindId
);

words! {
    /// How often a ticket lets somebody in.
    Reentry {
        Once = "once",
        /// Once on every day for which it is.
        Daily = "daily",
        /// As often as they like, if they were seen to leave in between.
        Free = "free",
    }
}

/// Kinds of one festival, at most: one octet of a code counts them.
pub const MOST_KINDS: usize = 60;
/// Tickets of one kind, at most.
pub const MOST_TICKETS: i64 = 200_000;

/// What is said of a kind of ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindPlan {
    pub name: String,
    /// Empty when there is none.
    pub name_en: String,
    /// 0 for every day, else the first, the second …
    pub day: i64,
    /// 0 for everywhere, else the position of a zone.
    pub zone: i64,
    /// That of its listing; nothing for a free one, which is taken without an order.
    pub price: Money,
    pub capacity: i64,
    pub sale_from: Timestamp,
    pub sale_until: Timestamp,
    pub most_per_person: i64,
    /// Given back until so many days before its first day; none: not at all.
    pub refund_days: Option<i64>,
    pub reentry: Reentry,
    /// The number of the only gate at which it admits.
    pub gate: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketKind {
    pub id: KindId,
    pub festival: FestivalId,
    /// 1, 2, 3 … of its festival.
    pub position: i64,
    pub said: KindPlan,
    /// What is bought for it; none of a free one.
    pub sold: Option<(ListingId, VariantId)>,
    /// Of the capacity: issued and not void.
    pub taken: i64,
}

impl TicketKind {
    pub fn is_free(&self) -> bool {
        self.sold.is_none()
    }

    pub fn left(&self) -> i64 {
        (self.said.capacity - self.taken).max(0)
    }

    /// Whether it is sold now, as far as its own dates say.
    pub fn is_on_sale(&self, now: Timestamp) -> bool {
        self.said.sale_from <= now && now < self.said.sale_until
    }

    pub fn name_in<'a>(&'a self, lang: impl Into<Lang>, festival: &'a Festival) -> &'a str {
        pick(lang, festival.said.language, &self.said.name, &self.said.name_en)
    }

    /// The first and the last day on which it admits.
    pub fn admits(&self, of: &Days) -> (Day, Day) {
        match self.said.day {
            0 => (of.first, of.last),
            day => {
                let day = Day::from_number(of.first.number() + day - 1);
                (day, day)
            }
        }
    }

    /// When the last day on which it admits is over.
    pub fn over_at(&self, of: &Days) -> Option<Timestamp> {
        of.at(self.admits(of).1, of.closes_minute)
    }

    /// Until when it is given back; none when it is not.
    pub fn refund_until(&self, of: &Days) -> Option<Timestamp> {
        let first = of.at(self.admits(of).0, 0)?;
        Some(first - days(u64::try_from(self.said.refund_days?).ok()?))
    }

    /// What its codes say beside the number of the ticket.
    pub fn pass(&self, festival: [u8; 3], number: super::TicketNumber, version: i64) -> Pass {
        let octet = |value: i64| u8::try_from(value).unwrap_or(u8::MAX);
        let (kind, version) = (octet(self.position), octet(version));
        Pass { festival, number, kind, version, day: octet(self.said.day), zone: octet(self.said.zone) }
    }
}
