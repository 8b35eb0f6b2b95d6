//! Answers that are kept while the index is what it was: at a fair most people ask for the same few things.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::OnceCell;

/// Answers by what was asked, those that were asked for last. Who asks for what is being looked for waits for it.
#[derive(Clone)]
pub struct Kept<K, V> {
    most: usize,
    slots: Arc<Mutex<Slots<K, V>>>,
}

struct Slots<K, V> {
    by_key: HashMap<K, Slot<V>>,
    asked: u64,
    /// How much was asked when this was looked at last.
    asked_before: u64,
}

struct Slot<V> {
    asked: u64,
    answer: Arc<OnceCell<Arc<V>>>,
}

impl<K: Clone + Eq + Hash, V> Kept<K, V> {
    pub fn new(most: usize) -> Self {
        Self {
            most,
            slots: Arc::new(Mutex::new(Slots { by_key: HashMap::new(), asked: 0, asked_before: 0 })),
        }
    }

    /// The answer, made if nobody has asked yet. One that fails is not kept.
    pub async fn get<E, F: Future<Output = Result<V, E>>>(
        &self,
        key: K,
        make: impl FnOnce() -> F,
    ) -> Result<Arc<V>, E> {
        let answer = self.slot(key);
        let made = answer.get_or_try_init(|| async { make().await.map(Arc::new) }).await?;
        Ok(Arc::clone(made))
    }

    /// Forget everything, unless something was asked since this was called before.
    pub fn rest(&self) {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        if slots.asked == slots.asked_before {
            slots.by_key = HashMap::new();
        }
        slots.asked_before = slots.asked;
    }

    fn slot(&self, key: K) -> Arc<OnceCell<Arc<V>>> {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        slots.asked += 1;
        let asked = slots.asked;
        if slots.by_key.len() >= self.most && !slots.by_key.contains_key(&key) {
            let oldest = slots.by_key.iter().min_by_key(|(_, slot)| slot.asked).map(|(key, _)| key.clone());
            oldest.and_then(|oldest| slots.by_key.remove(&oldest));
        }
        let slot = slots.by_key.entry(key).or_insert_with(|| Slot { asked, answer: Arc::default() });
        slot.asked = asked;
        Arc::clone(&slot.answer)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicI64, Ordering};

    use super::*;

    #[tokio::test]
    async fn the_latest_are_kept_and_failures_are_not() {
        let (kept, made) = (Kept::<i64, i64>::new(2), AtomicI64::new(0));
        let ask = async |key: i64, fails: bool| {
            let make = || async {
                made.fetch_add(1, Ordering::Relaxed);
                if fails { Err("no") } else { Ok(key * 10) }
            };
            kept.get(key, make).await.map(|answer| *answer)
        };
        assert_eq!(
            (ask(1, true).await, ask(1, false).await, ask(1, false).await),
            (Err("no"), Ok(10), Ok(10))
        );
        assert_eq!((ask(2, false).await, ask(1, false).await, ask(3, false).await), (Ok(20), Ok(10), Ok(30)));
        assert_eq!(made.load(Ordering::Relaxed), 4);
        // The second was asked for the longest ago.
        assert_eq!((ask(1, false).await, ask(2, false).await), (Ok(10), Ok(20)));
        assert_eq!(made.load(Ordering::Relaxed), 5);
        // Nobody asks for a while.
        kept.rest();
        assert_eq!((ask(2, false).await, made.load(Ordering::Relaxed)), (Ok(20), 5));
        kept.rest();
        kept.rest();
        assert_eq!((ask(2, false).await, made.load(Ordering::Relaxed)), (Ok(20), 6));
    }
}
