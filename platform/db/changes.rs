//! What has changed since somebody looked: how what is kept in memory learns that it is old.
//!
//! Every committed act leaves the time of its change, a number that only grows, at the places that its statements touched.
//! Whoever keeps what was read notes the places that were read and the number at which reading began; what was kept is
//! good for as long as no place has a later one. There are so many places that they share: two that fall together cost
//! a page that is made once more.

use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use super::{Value, touched, touched::Place};

/// Half a megabyte of numbers.
const PLACES: u64 = 1 << 16;

tokio::task_local! {
    /// What the task reads, while somebody wants to know.
    static READING: Arc<Reading>;
}

/// When what changed, in this process.
#[derive(Clone)]
pub struct Changes(Arc<Inner>);

struct Inner {
    count: AtomicU64,
    /// When everything may have changed.
    all: AtomicU64,
    places: Box<[AtomicU64]>,
}

impl Default for Changes {
    fn default() -> Self {
        let places = (0..PLACES).map(|_| AtomicU64::new(0)).collect();
        Self(Arc::new(Inner { count: AtomicU64::new(0), all: AtomicU64::new(0), places }))
    }
}

impl Changes {
    fn at(&self, place: Place) -> &AtomicU64 {
        // The remainder is smaller than the number of places.
        #[allow(clippy::indexing_slicing, reason = "the remainder is smaller than the number of places")]
        &self.0.places[usize::try_from(place.0 % PLACES).unwrap_or_default()]
    }

    /// What is not a table has changed.
    pub fn touch(&self, name: &str) {
        self.note(&[Place::named(name)]);
    }

    /// What is not a table is read by whoever wants to know.
    pub fn read(name: &str) {
        let _ = READING.try_with(|reading| reading.places().insert(Place::named(name)));
    }

    /// Nobody knows what has changed.
    pub fn touch_all(&self) {
        let now = self.0.count.fetch_add(1, Ordering::SeqCst) + 1;
        self.0.all.fetch_max(now, Ordering::SeqCst);
    }

    pub(super) fn note(&self, places: &[Place]) {
        if places.is_empty() {
            return;
        }
        if places.contains(&Place::ANYWHERE) {
            return self.touch_all();
        }
        let now = self.0.count.fetch_add(1, Ordering::SeqCst) + 1;
        for place in places {
            self.at(*place).fetch_max(now, Ordering::SeqCst);
        }
    }

    /// How many changes there were.
    pub fn count(&self) -> u64 {
        self.0.count.load(Ordering::SeqCst)
    }

    /// Do something, and answer what it read besides.
    pub async fn watch<T>(&self, act: impl Future<Output = T>) -> (T, Seen) {
        let reading = Arc::new(Reading { since: AtomicU64::new(self.count()), ..Reading::default() });
        let done = READING.scope(reading.clone(), act).await;
        let places = std::mem::take(&mut *reading.places()).into_iter().collect();
        let since = reading.since.load(Ordering::SeqCst);
        let queries = reading.queries.load(Ordering::Relaxed);
        (done, Seen { since, good_at: AtomicU64::new(since), queries, places })
    }
}

/// What was read, and when.
#[derive(Debug)]
pub struct Seen {
    since: u64,
    /// The number of changes at which it was found good last.
    good_at: AtomicU64,
    queries: u64,
    places: Box<[Place]>,
}

impl Seen {
    /// Whether all of it is as it was.
    pub fn is_good(&self, changes: &Changes) -> bool {
        let now = changes.count();
        if self.good_at.load(Ordering::Relaxed) == now {
            return true;
        }
        let is_older = |number: &AtomicU64| number.load(Ordering::SeqCst) <= self.since;
        let is_good =
            is_older(&changes.0.all) && self.places.iter().all(|place| is_older(changes.at(*place)));
        if is_good {
            self.good_at.store(now, Ordering::Relaxed);
        }
        is_good
    }

    /// Whoever wants to know what is being read has read this too, when it was read.
    pub fn read_again(&self) {
        let _ = READING.try_with(|reading| {
            reading.since.fetch_min(self.since, Ordering::SeqCst);
            reading.places().extend(self.places.iter().copied());
        });
    }

    /// How many queries were asked.
    pub fn queries(&self) -> u64 {
        self.queries
    }

    /// How many bytes it takes to remember.
    pub fn bytes(&self) -> usize {
        size_of_val(&*self.places)
    }
}

/// What is being read.
#[derive(Default)]
pub(super) struct Reading {
    /// The number of changes at which the oldest of it was read.
    since: AtomicU64,
    queries: AtomicU64,
    places: Mutex<BTreeSet<Place>>,
}

impl Reading {
    /// What the task that runs wants to know, if it does.
    pub fn current() -> Option<Arc<Self>> {
        READING.try_with(Arc::clone).ok()
    }

    fn places(&self) -> std::sync::MutexGuard<'_, BTreeSet<Place>> {
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn add(&self, sql: &'static str, params: &[Value]) {
        self.queries.fetch_add(1, Ordering::Relaxed);
        touched::add_read(&mut self.places(), sql, params);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_was_read_is_good_until_it_changes() {
        let changes = Changes::default();
        let ((), seen) = changes.watch(async { Changes::read("index") }).await;
        assert!(seen.is_good(&changes));
        changes.touch("weather");
        assert!(seen.is_good(&changes), "something else");
        changes.touch("index");
        assert!(!seen.is_good(&changes));
        let ((), nothing) = changes.watch(async {}).await;
        changes.touch("index");
        assert!(nothing.is_good(&changes));
        changes.touch_all();
        assert!(!nothing.is_good(&changes));
    }

    #[tokio::test]
    async fn what_was_read_before_is_as_old_as_it_is() {
        let changes = Changes::default();
        let ((), before) = changes.watch(async { Changes::read("index") }).await;
        changes.touch("index");
        let ((), seen) = changes.watch(async { before.read_again() }).await;
        assert!(!seen.is_good(&changes));
    }

    #[tokio::test]
    async fn what_changes_while_it_is_read_is_read_again() {
        let changes = Changes::default();
        let other = changes.clone();
        let act = async move {
            Changes::read("index");
            other.touch("index");
        };
        let ((), seen) = changes.watch(act).await;
        assert!(!seen.is_good(&changes));
    }
}
