//! What capabilities know of listings beside their words: a table in memory that each node reads anew every few
//! minutes, never while somebody waits. A listing takes 24 bytes of it, a million of them 24 MB, and it takes no more.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use kernel::Timestamp;
use people::capability::{Brought, Signal, Strength};
use platform::db::{Db, Tx};

use crate::catalog::ListingId;

/// Signals that capabilities may bring in all.
const MOST_SIGNALS: usize = 6;
/// Listings, and shops as a whole, of which something is kept.
const MOST: usize = 1_000_000;
/// Between two readings.
const KEPT: Duration = Duration::from_secs(180);

/// What is known of one listing; of all of a shop's where its number is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Known {
    shop: i64,
    listing: i64,
    strengths: [i8; MOST_SIGNALS],
}

/// What all signals say, in the order of shops and listings.
#[derive(Debug, Default)]
pub struct SignalTable {
    signals: Vec<(&'static str, i64)>,
    known: Vec<Known>,
}

impl SignalTable {
    fn new(signals: Vec<(&'static str, i64)>, told: Vec<Vec<Strength>>) -> Self {
        let mut known: BTreeMap<(i64, i64), [i8; MOST_SIGNALS]> = BTreeMap::new();
        for (at, strengths) in told.into_iter().enumerate() {
            for Strength { shop, listing, hundredths } in strengths {
                let key = (shop.get(), listing);
                if known.len() >= MOST && !known.contains_key(&key) {
                    continue;
                }
                if let Some(slot) = known.entry(key).or_default().get_mut(at) {
                    *slot = hundredths;
                }
            }
        }
        let known = known.into_iter();
        let known = known.map(|((shop, listing), strengths)| Known { shop, listing, strengths }).collect();
        Self { signals, known }
    }

    /// A table for tests.
    #[cfg(test)]
    pub fn of_one(name: &'static str, weight: i64, strengths: Vec<Strength>) -> Self {
        Self::new(vec![(name, weight)], vec![strengths])
    }

    /// Each signal with its weight and what it says of a listing, from -100 to 100; what it says of the listing itself
    /// and of its shop adds up.
    pub fn of(&self, id: ListingId) -> impl Iterator<Item = (&'static str, i64, i64)> {
        let find = |listing: i64| {
            let key = (id.shop().get(), listing);
            let at = self.known.binary_search_by_key(&key, |known| (known.shop, known.listing)).ok();
            at.and_then(|at| self.known.get(at)).map_or([0; MOST_SIGNALS], |known| known.strengths)
        };
        let sums = find(id.number())
            .into_iter()
            .zip(find(0))
            .map(|(own, of_shop)| i64::from(own) + i64::from(of_shop));
        self.signals.iter().zip(sums).map(|((name, weight), sum)| (*name, *weight, sum.clamp(-100, 100)))
    }
}

/// The table of a node and where it comes from.
#[derive(Clone, Default)]
pub struct Signals {
    sources: Arc<[&'static Signal]>,
    table: Arc<RwLock<Arc<SignalTable>>>,
    /// When it was read last, in microseconds since 1970.
    read_at: Arc<AtomicI64>,
}

impl Signals {
    /// All signals that capabilities bring.
    pub fn brought(capabilities: &[Brought]) -> Self {
        let sources = capabilities.iter().flat_map(|brought| brought.web.signals).take(MOST_SIGNALS);
        Self { sources: sources.collect(), ..Self::default() }
    }

    pub fn table(&self) -> Arc<SignalTable> {
        Arc::clone(&self.table.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Whether the table is to be read again.
    pub fn are_due(&self, now: Timestamp) -> bool {
        let before = self.read_at.load(Ordering::Relaxed);
        before == 0 || now.since(Timestamp::from_micros(before)) >= KEPT
    }

    /// Read the table anew. A signal that fails says nothing until the next time.
    pub async fn refresh(&self, db: &Db, now: Timestamp) {
        self.read_at.store(now.micros(), Ordering::Relaxed);
        let mut told = Vec::with_capacity(self.sources.len());
        for signal in self.sources.iter().copied() {
            let read = db.report(async move |tx: &mut Tx| (signal.gather)(tx, now).await).await;
            told.push(read.unwrap_or_else(|error| {
                tracing::warn!(%error, signal = signal.name, "a signal could not be read");
                Vec::new()
            }));
        }
        let signals = self.sources.iter().map(|signal| (signal.name, signal.weight)).collect();
        let table = Arc::new(SignalTable::new(signals, told));
        *self.table.write().unwrap_or_else(PoisonError::into_inner) = table;
    }
}

#[cfg(test)]
mod tests {
    use kernel::ShopId;

    use super::*;

    #[test]
    fn a_listing_takes_so_many_bytes_and_what_is_said_of_its_shop_adds_up() {
        assert_eq!(size_of::<Known>(), 24);
        let shop = ShopId::new(7);
        let said = vec![Strength::new(shop, 3, 90), Strength::new(shop, 0, 40), Strength::new(shop, 4, -500)];
        let table = SignalTable::of_one("sales", 30, said);
        let says = |listing: i64| table.of(ListingId::new(shop, listing)).collect::<Vec<_>>();
        assert_eq!(says(3), [("sales", 30, 100)]);
        assert_eq!(says(4), [("sales", 30, -60)]);
        assert_eq!(says(5), [("sales", 30, 40)]);
        assert_eq!(table.of(ListingId::new(ShopId::new(8), 3)).next(), Some(("sales", 30, 0)));
    }
}
