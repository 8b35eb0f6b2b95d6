//! A page that is made for many readers at once: what it may know of them, and what it leaves open for each.
//!
//! Such a page is asked for by nobody. It has no session, no account and no cart, so that nothing of theirs can come to
//! stand on it; where something of theirs belongs it leaves a mark, which each reader's own words take the place of.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use kernel::{Currency, ShopId};
use platform::i18n::Lang;

use crate::capability::Shown;

/// All that a page for many knows of its readers; it is made once for each that differs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Audience {
    pub lang: Lang,
    /// By whose clock its days are told.
    pub zone: String,
    /// The currency that they have chosen, if they have.
    pub currency: Option<Currency>,
}

/// One such page, while it is made.
pub struct ForMany {
    pub audience: Audience,
    /// What its marks begin with; nobody can have written it into a text.
    pub mark: Arc<str>,
    open: Mutex<Open>,
}

/// What a page leaves open.
#[derive(Clone, Debug, Default)]
pub struct Open {
    /// The entry of the navigation that it belongs to.
    pub section: &'static str,
    /// The panels that each reader is drawn for themselves, in the order of the numbers of their marks.
    pub panels: Vec<OpenPanels>,
    /// The listing that its readers look at.
    pub looked_at: Option<(ShopId, i64)>,
}

/// The panels of a page that are each reader's own.
#[derive(Clone, Debug)]
pub struct OpenPanels {
    pub page: &'static str,
    pub section: &'static str,
    pub shop: Option<ShopId>,
    pub id: i64,
    pub cards: Vec<Shown>,
}

impl ForMany {
    pub fn new(audience: Audience, mark: Arc<str>) -> Self {
        Self { audience, mark, open: Mutex::default() }
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What it left open.
    pub fn left_open(&self) -> Open {
        self.lock().clone()
    }

    pub(super) fn belongs_to(&self, section: &'static str) {
        if !section.is_empty() {
            self.lock().section = section;
        }
    }

    pub(super) fn is_looked_at(&self, shop: ShopId, id: i64) {
        self.lock().looked_at = Some((shop, id));
    }

    /// Leave panels open; the answer is their number.
    pub fn leave(&self, panels: OpenPanels) -> usize {
        let mut open = self.lock();
        open.panels.push(panels);
        open.panels.len() - 1
    }
}
