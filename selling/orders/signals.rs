//! What orders know of listings that says how well they serve: that they are bought, and that who wants them buys them.

use std::collections::{HashMap, HashSet};

use kernel::{ShopId, Timestamp, born_at, days};
use people::capability::{Signal, Strength, Told};
use platform::{Later, db::Tx};

use super::bought_store::{Bought, bought_since, in_carts_since};

/// What was bought longer ago says nothing of today.
const LOOK_BACK_DAYS: u64 = 60;
/// After so many days a purchase says half as much.
const HALVED_DAYS: u64 = 14;
/// What a purchase of today says, so that halving it leaves something.
const ONE: i64 = 1_024;
/// Purchases of today that speak half as strongly as any number can.
const MANY: i64 = 8;
/// Carts whose end is taken as neither good nor bad, so that one purchase is no certainty.
const UNKNOWN: i64 = 4;

pub const SIGNALS: &[Signal] = &[
    Signal { name: "sales", weight: 30, gather: sales },
    Signal { name: "conversion", weight: 15, gather: conversion },
];

/// What was bought of each listing, and by how many; each buyer counts once, so that nobody buys themselves a place.
fn counted(bought: Vec<Bought>, now: Timestamp) -> HashMap<(ShopId, i64), (i64, i64)> {
    let mut newest = bought;
    newest.sort_unstable_by_key(|line| std::cmp::Reverse(line.order.number()));
    let mut seen = HashSet::new();
    let mut counts: HashMap<(ShopId, i64), (i64, i64)> = HashMap::new();
    for line in newest {
        let listing = (line.order.shop(), line.listing);
        if !seen.insert((listing, line.buyer)) {
            continue;
        }
        let age = now.since(born_at(line.order.number()));
        let halvings = u32::try_from(age.as_secs() / days(HALVED_DAYS).as_secs()).unwrap_or(u32::MAX);
        let (says, buyers) = counts.entry(listing).or_default();
        *says += ONE.checked_shr(halvings).unwrap_or_default();
        *buyers += 1;
    }
    counts
}

fn since(now: Timestamp) -> Timestamp {
    now - days(LOOK_BACK_DAYS)
}

/// From 0 towards 100 with every purchase, the later ones adding less.
fn sales(tx: &mut Tx, now: Timestamp) -> Later<'_, Told> {
    Box::pin(async move {
        let counts = counted(bought_since(tx, since(now)).await?, now);
        let strength = |((shop, listing), (says, _)): ((ShopId, i64), (i64, i64))| {
            Strength::new(shop, listing, 100 * says / (says + MANY * ONE))
        };
        Ok(counts.into_iter().map(strength).collect())
    })
}

/// Of those who put it into their carts, how many bought it: half of them is neither good nor bad.
fn conversion(tx: &mut Tx, now: Timestamp) -> Later<'_, Told> {
    Box::pin(async move {
        let bought = counted(bought_since(tx, since(now)).await?, now);
        let mut counts: HashMap<(ShopId, i64), (i64, i64)> =
            bought.into_iter().map(|(listing, (_, buyers))| (listing, (buyers, 0))).collect();
        for (listing, carts) in in_carts_since(tx, since(now)).await? {
            counts.entry(listing).or_default().1 = carts;
        }
        let strength = |((shop, listing), (buyers, carts)): ((ShopId, i64), (i64, i64))| {
            Strength::new(shop, listing, converted(buyers, carts))
        };
        Ok(counts.into_iter().map(strength).collect())
    })
}

fn converted(buyers: i64, carts: i64) -> i64 {
    100 * (buyers - carts) / (buyers + carts + UNKNOWN)
}

#[cfg(test)]
mod tests {
    use kernel::{AccountId, first_id};

    use super::*;
    use crate::orders::OrderId;

    #[test]
    fn a_buyer_counts_once_and_what_is_long_ago_counts_less() {
        let now = Timestamp::parse_rfc3339("2026-06-01T12:00:00Z").unwrap();
        let line = |buyer: i64, ago: u64| Bought {
            order: OrderId::new(ShopId::new(1), first_id(now - days(ago))),
            buyer: AccountId::new(buyer),
            listing: 7,
        };
        let says = |lines: Vec<Bought>| counted(lines, now)[&(ShopId::new(1), 7)];
        assert_eq!(says(vec![line(1, 0)]), (1_024, 1));
        assert_eq!(says(vec![line(1, 40), line(1, 0), line(1, 1)]), (1_024, 1));
        assert_eq!(says(vec![line(1, 0), line(2, 15), line(3, 29)]), (1_024 + 512 + 256, 3));
    }

    #[test]
    fn a_cart_that_nobody_pays_speaks_against() {
        assert_eq!((converted(0, 0), converted(1, 0), converted(0, 6)), (0, 20, -60));
        assert!(converted(50, 2) > converted(5, 2));
    }
}
