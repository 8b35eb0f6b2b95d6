//! How pages that many read were come by.

use std::sync::atomic::{AtomicU64, Ordering};

use super::{Kind, Text};

/// The counters of one process.
#[derive(Default)]
pub struct Pages {
    kept: AtomicU64,
    made: AtomicU64,
    same: AtomicU64,
    different: AtomicU64,
    bytes: AtomicU64,
}

impl Pages {
    /// One was read as it was kept; the answer is how many there were.
    pub fn was_kept(&self) -> u64 {
        self.kept.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// One was made; together they take so many bytes now.
    pub fn was_made(&self, bytes: u64) {
        self.made.fetch_add(1, Ordering::Relaxed);
        self.bytes.store(bytes, Ordering::Relaxed);
    }

    /// One was made again, and was what was kept or was not.
    pub fn was_compared(&self, is_same: bool) {
        let counter = if is_same { &self.same } else { &self.different };
        counter.fetch_add(1, Ordering::Relaxed);
    }

    /// How many kept pages were not what they would have been.
    pub fn different(&self) -> u64 {
        self.different.load(Ordering::Relaxed)
    }

    pub(super) fn write(&self, text: &mut Text) {
        let name = "jishi_pages_total";
        text.family(name, Kind::Counter, "Pages for many: read as they were kept, and made.");
        text.sample(name, &[("how", "kept")], self.kept.load(Ordering::Relaxed));
        text.sample(name, &[("how", "made")], self.made.load(Ordering::Relaxed));
        let name = "jishi_pages_compared_total";
        text.family(name, Kind::Counter, "Kept pages that were made again and compared.");
        text.sample(name, &[("outcome", "same")], self.same.load(Ordering::Relaxed));
        text.sample(name, &[("outcome", "different")], self.different());
        let bytes = self.bytes.load(Ordering::Relaxed);
        text.single("jishi_pages_bytes", Kind::Gauge, "Memory that kept pages take.", bytes);
    }
}
