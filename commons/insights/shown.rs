use std::{
    collections::HashSet,
    hash::{BuildHasher, RandomState},
    sync::{Mutex, PoisonError},
};

use people::capability::Sighting;

use super::span::{monday, utc_day};

/// What is remembered of who saw which shops; then it begins anew.
const MOST: usize = 100_000;

/// Who has seen something of which shops lately, so that who sees it again costs no look at a row. Nothing of it says who.
#[derive(Default)]
pub struct Showings {
    told: Mutex<HashSet<u64>>,
    hasher: RandomState,
}

impl Showings {
    /// Whether it was not noted before, as far as is remembered.
    pub fn is_new(&self, seen: &Sighting) -> bool {
        let who = seen.holder.map_or_else(|| seen.from.clone(), |holder| holder.to_string());
        let hash = self.hasher.hash_one((monday(utc_day(seen.now)), seen.shop.get(), who));
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.len() >= MOST {
            told.clear();
        }
        told.insert(hash)
    }
}
