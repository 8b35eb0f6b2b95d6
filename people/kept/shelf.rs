//! Where pages are kept, up to so many bytes: those that are read come before those that were read once.

use std::sync::Arc;

use axum::http::Uri;
use kernel::Chance;
use quick_cache::{
    DefaultHashBuilder, Weighter,
    sync::{Cache, DefaultLifecycle, PlaceholderGuard},
};

use super::page::Page;
use crate::{market::Market, visit::Audience};

/// The rest of a key and of a place for it.
const AROUND: usize = 200;
/// Pages of a usual size, for the first reservation.
const USUAL_BYTES: usize = 64 << 10;

/// What one page is kept under.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    pub audience: Audience,
    /// Path and query.
    pub address: String,
}

impl Key {
    pub fn new(audience: Audience, uri: &Uri) -> Self {
        Self { audience, address: uri.path_and_query().map_or("/", |path| path.as_str()).to_owned() }
    }
}

#[derive(Clone)]
pub struct ByBytes;

impl Weighter<Key, Arc<Page>> for ByBytes {
    fn weight(&self, key: &Key, page: &Arc<Page>) -> u64 {
        (page.bytes() + key.address.len() + AROUND) as u64
    }
}

pub type Guard<'a> =
    PlaceholderGuard<'a, Key, Arc<Page>, ByBytes, DefaultHashBuilder, DefaultLifecycle<Key, Arc<Page>>>;

/// The pages of one process.
pub struct Shelf {
    pages: Cache<Key, Arc<Page>, ByBytes>,
    mark: Arc<str>,
    is_open: bool,
    /// Of so many pages that are read one is made again and compared.
    compare_every: u64,
}

impl Shelf {
    /// Its marks come from chance of its own, so that a market whose chance is seeded has the same rows without it.
    pub fn new(bytes: u64, compare_every: u64) -> Self {
        let usual = usize::try_from(bytes).unwrap_or(usize::MAX) / USUAL_BYTES;
        Self {
            pages: Cache::with_weighter(usual.max(16), bytes, ByBytes),
            mark: format!("open {}", Chance::from_entropy().token()).into(),
            is_open: bytes > 0,
            compare_every,
        }
    }

    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// What marks of openings begin with: nobody can write it into a text of theirs.
    pub fn mark(&self) -> Arc<str> {
        Arc::clone(&self.mark)
    }

    /// Let go of what would be made anew.
    pub fn let_go(&self, market: &Market) {
        self.pages.retain(|_, page| page.is_good(market));
    }

    pub fn bytes(&self) -> u64 {
        self.pages.weight()
    }

    /// The page, if it is kept and as it would be made now, and whether it is to be made again to be sure; else the right to
    /// make it, which one asker has and the others wait for.
    pub async fn find(&self, market: &Market, key: &Key) -> Result<(Arc<Page>, bool), Option<Guard<'_>>> {
        let found = |page| {
            let is_to_be_compared = market.metrics.pages().was_kept().is_multiple_of(self.compare_every);
            Ok((page, is_to_be_compared))
        };
        if let Some(page) = self.pages.get(key) {
            if page.is_good(market) {
                return found(page);
            }
            self.pages.remove_if(key, |kept| Arc::ptr_eq(kept, &page));
        }
        match self.pages.get_value_or_guard_async(key).await {
            Ok(page) if page.is_good(market) => found(page),
            // It has changed while it was made: whoever waited makes it for themselves.
            Ok(_) => Err(None),
            Err(guard) => Err(Some(guard)),
        }
    }
}

/// Whether two pages are the same; where they are not, the log says what differs.
pub fn is_same(address: &str, kept: &Page, fresh: &Page) -> bool {
    if kept.content() == fresh.content() {
        return true;
    }
    let ((_, kept), (_, fresh)) = (kept.content(), fresh.content());
    let at = std::iter::zip(kept, fresh).take_while(|(one, other)| one == other).count();
    let around = |text: &[u8]| {
        let text = text.get(at.saturating_sub(80)..).unwrap_or_default();
        String::from_utf8_lossy(text.get(..160).unwrap_or(text)).into_owned()
    };
    let (kept, fresh) = (around(kept), around(fresh));
    tracing::error!(address, kept, fresh, "a kept page is not what it would be now");
    false
}
