//! Who has a connection, and who has waited longest for something to do with it.

use std::{
    collections::{BTreeMap, HashMap},
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::Notify;

use crate::web::proxy::limit_key;

/// The places for connections, some of them taken.
#[derive(Clone)]
pub struct Places(Arc<Inner>);

struct Inner {
    of_one: usize,
    of_all: usize,
    taken: Mutex<Taken>,
}

#[derive(Default)]
struct Taken {
    count: usize,
    by_address: HashMap<String, usize>,
    /// Everybody, by the order in which they came.
    open: BTreeMap<u64, Arc<Notify>>,
    /// Those who were asked nothing, by the order in which their wait began.
    waiting: BTreeMap<u64, Arc<Notify>>,
    next: u64,
}

impl Taken {
    fn number(&mut self) -> u64 {
        self.next += 1;
        self.next
    }
}

impl Places {
    pub fn new(of_one: usize, of_all: usize) -> Self {
        Self(Arc::new(Inner { of_one, of_all, taken: Mutex::default() }))
    }

    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.0.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A place for a connection, counted for its address if it has a share of its own. None when its share is used up,
    /// or when everybody is busy; else whoever waits longest makes room.
    pub fn take(&self, address: Option<IpAddr>) -> Option<Place> {
        let address = address.map(limit_key);
        let mut taken = self.taken();
        let has = address.as_ref().and_then(|address| taken.by_address.get(address)).copied();
        if has.is_some_and(|has| has >= self.0.of_one) {
            return None;
        }
        if taken.count >= self.0.of_all {
            let (_, longest) = taken.waiting.pop_first()?;
            longest.notify_one();
        }
        taken.count += 1;
        if let Some(address) = &address {
            *taken.by_address.entry(address.clone()).or_default() += 1;
        }
        let (id, since, ended) = (taken.number(), taken.number(), Arc::new(Notify::new()));
        taken.open.insert(id, ended.clone());
        taken.waiting.insert(since, ended.clone());
        drop(taken);
        let turn = Turn { places: self.clone(), ended, since: Arc::new(Mutex::new(Some(since))) };
        Some(Place { turn, id, address })
    }

    pub fn count(&self) -> usize {
        self.taken().count
    }

    /// Let everybody go.
    pub fn end_all(&self) {
        self.taken().open.values().for_each(|ended| ended.notify_one());
    }
}

/// A place that is taken for as long as this lives.
pub struct Place {
    turn: Turn,
    id: u64,
    address: Option<String>,
}

impl Place {
    /// Rung when whoever has it must go.
    pub fn ended(&self) -> Arc<Notify> {
        self.turn.ended.clone()
    }

    pub fn turn(&self) -> Turn {
        self.turn.clone()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.turn.begin();
        let mut taken = self.turn.places.taken();
        taken.count -= 1;
        taken.open.remove(&self.id);
        if let Some(address) = &self.address
            && let Some(count) = taken.by_address.get_mut(address)
        {
            *count -= 1;
            if *count == 0 {
                taken.by_address.remove(address);
            }
        }
    }
}

/// Whether it is our turn on a connection, or that of whoever is connected.
#[derive(Clone)]
pub struct Turn {
    places: Places,
    ended: Arc<Notify>,
    /// Its number among those who wait.
    since: Arc<Mutex<Option<u64>>>,
}

impl Turn {
    /// Something was asked: it is ours.
    pub fn begin(&self) {
        let since = self.since.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(since) = since {
            self.places.taken().waiting.remove(&since);
        }
    }

    /// It was answered: we wait for what comes next.
    pub fn end(&self) {
        let mut since = self.since.lock().unwrap_or_else(PoisonError::into_inner);
        let mut taken = self.places.taken();
        let now = taken.number();
        taken.waiting.insert(now, self.ended.clone());
        if let Some(before) = since.replace(now) {
            taken.waiting.remove(&before);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_has_a_share_and_gets_it_back() {
        let places = Places::new(2, 9);
        let one = Some("203.0.113.9".parse().unwrap());
        let (first, _second) = (places.take(one).unwrap(), places.take(one).unwrap());
        assert!(places.take(one).is_none());
        assert!(places.take(Some("203.0.113.8".parse().unwrap())).is_some() && places.take(None).is_some());
        drop(first);
        assert!(places.take(one).is_some());
    }

    #[tokio::test]
    async fn whoever_waits_longest_makes_room_and_who_is_busy_stays() {
        let places = Places::new(9, 2);
        let (busy, idle) = (places.take(None).unwrap(), places.take(None).unwrap());
        busy.turn().begin();
        let third = places.take(None).unwrap();
        idle.ended().notified().await;
        drop(idle);
        third.turn().begin();
        assert!(places.take(None).is_none(), "everybody is busy");
        busy.turn().end();
        assert!(places.take(None).is_some());
        busy.ended().notified().await;
        drop((busy, third));
        let taken = places.taken();
        assert_eq!((taken.count, taken.waiting.len(), taken.open.len()), (0, 0, 0));
    }
}
