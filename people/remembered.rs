//! What was read, remembered for as long as nothing of it has changed.

use std::{hash::Hash, sync::Arc};

use kernel::Timestamp;
use platform::db::{Changes, Seen};
use quick_cache::{Weighter, sync::Cache};

/// The rest of a place.
const AROUND: usize = 150;
/// Things of a usual size, for the first reservation.
const USUAL_BYTES: usize = 2_000;

/// What is remembered says how many bytes it takes.
pub trait Weighed {
    fn bytes(&self) -> usize;
}

struct Kept<V> {
    value: Arc<V>,
    seen: Seen,
    /// What is read in one minute is not remembered in the next: pages tell the time.
    minute: i64,
}

#[derive(Clone)]
struct ByBytes;

impl<K, V: Weighed> Weighter<K, Arc<Kept<V>>> for ByBytes {
    fn weight(&self, _: &K, kept: &Arc<Kept<V>>) -> u64 {
        (kept.value.bytes() + kept.seen.bytes() + size_of::<Kept<V>>() + size_of::<K>() + AROUND) as u64
    }
}

/// Things by their keys, up to so many bytes.
pub struct Remembered<K, V: Weighed>(Cache<K, Arc<Kept<V>>, ByBytes>);

impl<K: Hash + Eq, V: Weighed> Remembered<K, V> {
    pub fn new(bytes: u64) -> Self {
        let usual = usize::try_from(bytes).unwrap_or(usize::MAX) / USUAL_BYTES;
        Self(Cache::with_weighter(usual.max(16), bytes, ByBytes))
    }

    /// What is remembered, or else what is read now.
    pub async fn get<E>(
        &self,
        changes: &Changes,
        now: Timestamp,
        key: K,
        read: impl Future<Output = Result<V, E>>,
    ) -> Result<Arc<V>, E> {
        let minute = minute_of(now);
        if let Some(kept) = self.0.get(&key) {
            if kept.is_good(changes, minute) {
                kept.seen.read_again();
                return Ok(Arc::clone(&kept.value));
            }
            self.0.remove_if(&key, |other| Arc::ptr_eq(other, &kept));
        }
        let (value, seen) = changes.watch(read).await;
        seen.read_again();
        let value = Arc::new(value?);
        self.0.insert(key, Arc::new(Kept { value: Arc::clone(&value), seen, minute }));
        Ok(value)
    }

    /// Let go of what would be read anew.
    pub fn let_go(&self, changes: &Changes, now: Timestamp) {
        let minute = minute_of(now);
        self.0.retain(|_, kept| kept.is_good(changes, minute));
    }
}

impl<V> Kept<V> {
    fn is_good(&self, changes: &Changes, minute: i64) -> bool {
        self.minute == minute && self.seen.is_good(changes)
    }
}

fn minute_of(now: Timestamp) -> i64 {
    now.micros().div_euclid(60_000_000)
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;

    impl Weighed for i64 {
        fn bytes(&self) -> usize {
            8
        }
    }

    async fn get(remembered: &Remembered<u8, i64>, changes: &Changes, now: i64, value: i64) -> i64 {
        let read = async {
            Changes::read("index");
            Ok::<_, Infallible>(value)
        };
        let Ok(got) = remembered.get(changes, Timestamp::from_micros(now), 1, read).await;
        *got
    }

    #[tokio::test]
    async fn it_is_remembered_until_it_changes_or_the_minute_ends() {
        let (remembered, changes) = (Remembered::new(100_000), Changes::default());
        assert_eq!(get(&remembered, &changes, 0, 1).await, 1);
        assert_eq!(get(&remembered, &changes, 59_999_999, 2).await, 1);
        changes.touch("index");
        assert_eq!(get(&remembered, &changes, 59_999_999, 3).await, 3);
        assert_eq!(get(&remembered, &changes, 60_000_000, 4).await, 4);
    }

    #[tokio::test]
    async fn who_reads_what_is_remembered_has_read_what_it_was_made_from() {
        let (remembered, changes) = (Remembered::new(100_000), Changes::default());
        for _ in 0..2 {
            let (_, seen) = changes.watch(get(&remembered, &changes, 0, 1)).await;
            assert!(seen.is_good(&changes));
            changes.touch("index");
            assert!(!seen.is_good(&changes));
        }
    }
}
