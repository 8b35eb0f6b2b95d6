//! Tickets that came in more often than their kind allows: found when gates meet, whatever the order in which they tell.

use std::collections::BTreeMap;

use kernel::Day;
use platform::db::{DbError, Tx};

use super::{Entry, Way, entry_store};
use crate::festivals::{
    self, FestivalId,
    tickets::{self, KindId, Reentry, Ticket},
};

/// A ticket that came in once more than it may: where it was before, and where again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Double {
    pub ticket: Ticket,
    pub first: Entry,
    pub again: Entry,
}

/// The pairs of entries of one ticket of which the later one should not have been, the entries by their time.
pub(super) fn pairs(reentry: Reentry, zone: &str, entries: &[Entry]) -> Vec<(Entry, Entry)> {
    let (mut pairs, mut before): (Vec<_>, Option<&Entry>) = (Vec::new(), None);
    for entry in entries {
        if entry.way == Way::Out {
            if reentry == Reentry::Free {
                before = None;
            }
            continue;
        }
        let is_again = before.is_some_and(|before| match reentry {
            Reentry::Once | Reentry::Free => true,
            Reentry::Daily => Day::there(before.at, zone) == Day::there(entry.at, zone),
        });
        match before.filter(|_| is_again) {
            Some(first) => pairs.push((first.clone(), entry.clone())),
            None => before = Some(entry),
        }
    }
    pairs
}

/// The doubles of a festival, for its organiser.
pub async fn doubles(tx: &mut Tx, festival: FestivalId) -> Result<Vec<Double>, DbError> {
    let Some(festival) = festivals::find(tx, festival).await? else { return Ok(Vec::new()) };
    let kinds: BTreeMap<KindId, Reentry> =
        tickets::kinds(tx, festival.id).await?.into_iter().map(|kind| (kind.id, kind.said.reentry)).collect();
    let mut all = Vec::new();
    for (id, entries) in entry_store::often(tx, festival.id).await? {
        let Some(ticket) = tickets::find(tx, id).await? else { continue };
        let reentry = kinds.get(&ticket.kind).copied().unwrap_or(Reentry::Once);
        let pairs = pairs(reentry, &festival.said.days.time_zone, &entries);
        all.extend(pairs.into_iter().map(|(first, again)| Double { ticket: ticket.clone(), first, again }));
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use kernel::{ShopId, Timestamp};

    use super::*;
    use crate::festivals::{gate::GateId, tickets::TicketId};

    fn entry(gate: i64, counter: i64, way: Way, at: &str) -> Entry {
        let shop = ShopId::new(1);
        let at = Timestamp::parse_rfc3339(at).unwrap();
        Entry { gate: GateId::new(shop, gate), counter, ticket: TicketId::new(shop, 3), version: 1, way, at }
    }

    #[test]
    fn what_came_in_once_too_often_is_found_by_the_rule_of_its_kind() {
        let all = [
            entry(1, 1, Way::In, "2026-12-03T02:00:00Z"),
            entry(2, 1, Way::In, "2026-12-03T02:05:00Z"),
            entry(1, 2, Way::Out, "2026-12-03T03:00:00Z"),
            entry(1, 3, Way::In, "2026-12-03T04:00:00Z"),
            // The next day by the clock of the place.
            entry(2, 2, Way::In, "2026-12-03T16:30:00Z"),
        ];
        let found = |reentry| -> Vec<(i64, i64)> {
            let pairs = pairs(reentry, "Asia/Shanghai", &all);
            pairs.iter().map(|(_, again)| (again.gate.number(), again.counter)).collect()
        };
        assert_eq!(found(Reentry::Once), [(2, 1), (1, 3), (2, 2)]);
        assert_eq!(found(Reentry::Daily), [(2, 1), (1, 3)]);
        assert_eq!(found(Reentry::Free), [(2, 1), (2, 2)]);
        assert!(pairs(Reentry::Once, "Asia/Shanghai", &all[..1]).is_empty());
    }
}
