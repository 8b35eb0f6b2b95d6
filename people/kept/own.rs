//! What a page shows one reader where it is open.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use axum::{body::Bytes, http::request::Parts, response::Response};
use platform::web::Problem;

use super::page::{Page, Part, takes_gzip};
use crate::{
    known::Readers,
    market::Market,
    panels,
    remembered::{Remembered, Weighed},
    visit::Visit,
};

/// A page with one reader's own words in it.
struct Own {
    packed: Bytes,
}

impl Weighed for Own {
    fn bytes(&self) -> usize {
        self.packed.len()
    }
}

/// Pages as readers saw them last, by session and by the number of the page.
pub struct OwnPages {
    pages: Remembered<(i64, u64), Own>,
    shown: AtomicU64,
}

impl OwnPages {
    pub fn new(bytes: u64) -> Self {
        Self { pages: Remembered::new(bytes), shown: AtomicU64::new(0) }
    }

    /// Let go of what would be drawn anew.
    pub fn let_go(&self, market: &Market) {
        self.pages.let_go(market.db.changes(), market.now());
    }

    /// A page for somebody who is known.
    pub async fn answer(&self, parts: &mut Parts, visit: &Visit, page: &Arc<Page>) -> Response {
        let is_remembered = parts.extensions.get::<Arc<Readers>>().is_some();
        let session = visit.session.as_ref().filter(|_| is_remembered && page.is_open());
        let Some(session) = session.filter(|_| takes_gzip(&parts.headers)) else {
            return page.for_reader(&parts.headers, fill(visit, page).await);
        };
        let Ok(own) = self.seen(parts, visit, session.id, page).await else {
            return page.for_reader(&parts.headers, fill(visit, page).await);
        };
        let every = visit.market.config.compare_every;
        if self.shown.fetch_add(1, Ordering::Relaxed).is_multiple_of(every) {
            self.compare(parts, visit, session.id, page, &own).await;
        }
        page.packed_answer(own.packed.clone())
    }

    /// What they saw last, while all of it is true, or what they see now.
    async fn seen(
        &self,
        parts: &mut Parts,
        visit: &Visit,
        session: i64,
        page: &Page,
    ) -> Result<Arc<Own>, Problem> {
        let (market, now) = (&visit.market, visit.now);
        let draw = async {
            // Who it is is asked again, so that it is known what is drawn here depends on it.
            let visit = Visit::of(parts, market.clone()).await?;
            Ok(Own { packed: page.packed_with(fill(&visit, page).await) })
        };
        self.pages.get(market.db.changes(), now, (session, page.number), draw).await
    }

    /// Draw it again and see that it is what is remembered.
    async fn compare(&self, parts: &mut Parts, visit: &Visit, session: i64, page: &Page, own: &Arc<Own>) {
        let Ok(visit) = Visit::of(parts, visit.market.clone()).await else { return };
        let fresh = page.packed_with(fill(&visit, page).await);
        let is_same = fresh == own.packed;
        if !is_same {
            // It may have changed while it was drawn.
            let again = self.seen(parts, &visit, session, page).await;
            if !again.is_ok_and(|again| Arc::ptr_eq(&again, own)) {
                return;
            }
            tracing::error!(
                path = visit.path,
                "what is remembered of a reader's page is not what it would be now"
            );
        }
        visit.market.metrics.pages().was_compared(is_same);
    }
}

/// What a reader sees where a page is open.
pub async fn fill(visit: &Visit, page: &Page) -> Vec<String> {
    let shell = visit.shell(page.open.section);
    let mut drawn = Vec::with_capacity(page.open.panels.len());
    for left in &page.open.panels {
        drawn.push(panels::draw_open(visit, left).await);
    }
    let of = |part: &Part| match part {
        Part::Fixed(_) => None,
        Part::Frame(name) => Some(shell.part(name).unwrap_or_default()),
        Part::Panels(number, place) => Some(drawn.get(*number).map(|it| it.at(place)).unwrap_or_default()),
    };
    page.parts.iter().filter_map(of).collect()
}
