//! What stands for everything that has changed since a cart was filled, so that somebody can say that they have seen it.

use std::hash::{DefaultHasher, Hash, Hasher};

use kernel::{Money, Timestamp};

use super::cart::{Change, ShopCart};

/// Stands between what stands for changes of lines and what stands for those of deliveries.
const BETWEEN: char = '.';

/// Stands for what has changed of the carts of some shops: whoever says it again has seen it. Empty when nothing has.
pub fn changes<'a>(groups: impl Iterator<Item = &'a ShopCart>) -> String {
    let (mut lines, mut deliveries) = (DefaultHasher::new(), DefaultHasher::new());
    let (mut has_line, mut has_delivery) = (false, false);
    for group in groups {
        for (line, change) in
            group.lines.iter().flat_map(|line| line.changes().into_iter().map(move |one| (line, one)))
        {
            has_line = true;
            let number = line.offered.variant.number();
            match change {
                Change::Price { now, .. } => (number, now.minor()).hash(&mut lines),
                Change::Delivery { now, .. } => {
                    (number, now.days, now.not_before.map(Timestamp::micros)).hash(&mut lines);
                }
            }
        }
        if let Some(change) = &group.delivery {
            has_delivery = true;
            let now = change.now.map(Money::minor);
            (group.shop.id.get(), change.country.code(), &change.region, now).hash(&mut deliveries);
        }
    }
    let said = |is: bool, hasher: DefaultHasher| is.then(|| format!("{:016x}", hasher.finish()));
    let both = [said(has_line, lines), said(has_delivery, deliveries)];
    both.into_iter().flatten().collect::<Vec<_>>().join(&String::from(BETWEEN))
}

/// Whether somebody who said this has seen all of it: of what they saw in the cart, the delivery may not matter where it
/// goes somewhere else.
pub(super) fn has_seen(said: &str, changes: &str) -> bool {
    changes.is_empty() || changes.split(BETWEEN).all(|one| said.split(BETWEEN).any(|seen| seen == one))
}
