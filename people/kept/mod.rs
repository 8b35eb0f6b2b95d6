//! Pages that are made once and read by many.
//!
//! **Words.** A *kept page* is what one address shows to all readers who agree in their [`Audience`]; an *opening* is where
//! each reader's own words go.
//!
//! **Promises.** A page is kept for as long as nothing has changed that it was made from ([`platform::db::Changes`]), and
//! never into the next minute, since pages tell the time in days and minutes. It is made for nobody: its request has no
//! cookie and no token, so nothing of a viewer can come into it. A reader's openings are drawn for their session alone, and
//! seen again while nothing has changed that they were drawn from. Members of a shop get its pages made anew. What costs
//! money trusts none of it: whoever buys is told what is true then.
//!
//! **Not here.** Which pages: a capability says it of its own (`Web::for_many`).

mod own;
mod page;
mod shelf;

use std::{
    collections::HashSet,
    sync::{Arc, Weak},
    time::Duration,
};

use axum::{
    body::Body,
    extract::{MatchedPath, Request, State},
    http::{HeaderValue, Method, header, request::Parts},
    middleware::Next,
    response::Response,
};
use platform::web::guard;

use self::{
    own::OwnPages,
    page::{Made, Page, Told},
    shelf::{Key, Shelf},
};
use crate::{
    known::Readers,
    market::Market,
    visit::{ACCEPT_CURRENCY, Audience, ForMany, Visit},
};

/// What in an address makes a page one reader's own: what was just done, what is looked for in words, and where from.
const OWN: [&str; 5] = ["done", "q", "near", "explain", "return_to"];

/// Room for some two thousand people who look around at once.
const READER_BYTES: u64 = 4 << 20;
/// How often pages that are old are let go.
const REST: Duration = Duration::from_secs(20);

/// Which pages of a market are kept.
pub struct Kept {
    market: Market,
    patterns: Arc<HashSet<&'static str>>,
    shelf: Arc<Shelf>,
    own: Arc<OwnPages>,
    /// None where others change them without a word.
    readers: Option<Arc<Readers>>,
}

impl Kept {
    pub fn new(market: Market) -> Self {
        let patterns = market.capabilities.iter().flat_map(|brought| brought.web.for_many).copied();
        let kept = Self { patterns: Arc::new(patterns.collect()), ..Self::nothing(market.clone()) };
        let is_remembered = market.hears_all() && kept.shelf.is_open();
        let kept = Self { readers: is_remembered.then(|| Arc::new(Readers::new(READER_BYTES))), ..kept };
        tokio::spawn(rest(Arc::downgrade(&kept.shelf), kept.own.clone(), kept.readers.clone(), market));
        kept
    }

    /// None of them.
    pub fn nothing(market: Market) -> Self {
        let shelf = Shelf::new(market.config.page_bytes, market.config.compare_every);
        let own = Arc::new(OwnPages::new(market.config.page_bytes / 4));
        Self { patterns: Arc::default(), shelf: Arc::new(shelf), own, readers: None, market }
    }

    fn is_for_many(&self, request: &Request) -> bool {
        if request.method() != Method::GET || !self.shelf.is_open() {
            return false;
        }
        let pattern = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
        let mut names =
            request.uri().query().unwrap_or_default().split('&').map(|pair| pair.split('=').next());
        self.patterns.contains(pattern) && !names.any(|name| OWN.contains(&name.unwrap_or_default()))
    }

    /// The page of an address: kept, or made now; or the answer that is no page to keep.
    async fn page(&self, parts: &Parts, audience: Audience, next: &Next) -> Made {
        let key = Key::new(audience, &parts.uri);
        let guard = match self.shelf.find(&self.market, &key).await {
            Ok((page, is_to_be_compared)) => {
                if is_to_be_compared {
                    self.compare(parts, &key, &page, next).await;
                }
                return Made::Page(page);
            }
            Err(guard) => guard,
        };
        match self.make(parts, key.audience.clone(), next).await {
            Made::Page(page) => {
                // Nobody is lost when there is no room for it.
                if let Some(guard) = guard {
                    let _ = guard.insert(page.clone());
                }
                self.market.metrics.pages().was_made(self.shelf.bytes());
                Made::Page(page)
            }
            other => other,
        }
    }

    /// Make a page for nobody in particular.
    async fn make(&self, parts: &Parts, audience: Audience, next: &Next) -> Made {
        let many = Arc::new(ForMany::new(audience, self.shelf.mark()));
        let told = Told::now(&self.market);
        let asked = for_nobody(parts, Some(many.clone()), &many.audience);
        let guest = for_nobody(parts, None, &many.audience);
        let making = async {
            let (is_page, head, body) = page::read(next.clone().run(asked).await).await;
            if !is_page {
                return Err(Response::from_parts(head, Body::from(body)));
            }
            let mut page = Page::new(head, body, &many);
            if page.is_open() {
                let (mut parts, ()) = guest.map(drop).into_parts();
                if let Ok(visit) = Visit::of(&mut parts, self.market.clone()).await {
                    page.fill_for_guests(own::fill(&visit, &page).await);
                }
            }
            Ok(page)
        };
        let (made, seen) = self.market.db.changes().watch(making).await;
        match made {
            Ok(page) => Made::Page(Arc::new(page.kept_while(seen, told))),
            Err(other) => Made::Other(other),
        }
    }

    /// Make a page again and see that it is the one that was kept.
    async fn compare(&self, parts: &Parts, key: &Key, page: &Arc<Page>, next: &Next) {
        if let Made::Page(fresh) = self.make(parts, key.audience.clone(), next).await
            && page.is_good(&self.market)
        {
            let is_same = shelf::is_same(&key.address, page, &fresh);
            self.market.metrics.pages().was_compared(is_same);
        }
    }
}

/// Let go of pages that are old, for as long as somebody has the shelf: who comes back makes them anew anyway.
async fn rest(shelf: Weak<Shelf>, own: Arc<OwnPages>, readers: Option<Arc<Readers>>, market: Market) {
    loop {
        tokio::time::sleep(REST).await;
        let Some(shelf) = shelf.upgrade() else { return };
        shelf.let_go(&market);
        own.let_go(&market);
        if let Some(readers) = &readers {
            readers.let_go(market.db.changes(), market.now());
        }
    }
}

/// A request for the same that nobody makes: no cookie, no token, nothing of a browser.
fn for_nobody(parts: &Parts, many: Option<Arc<ForMany>>, audience: &Audience) -> Request {
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = parts.uri.clone();
    *request.extensions_mut() = parts.extensions.clone();
    request.headers_mut().insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(audience.lang.code()));
    if let Some(currency) = audience.currency {
        request.headers_mut().insert(ACCEPT_CURRENCY, HeaderValue::from_static(currency.code()));
    }
    if let Some(many) = many {
        request.extensions_mut().insert(many);
    }
    request
}

/// Answer with what is kept where there is something, or keep what is made.
pub async fn keep(State(kept): State<Arc<Kept>>, mut request: Request, next: Next) -> Response {
    if let Some(readers) = &kept.readers {
        request.extensions_mut().insert(readers.clone());
    }
    if !kept.is_for_many(&request) {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    if !guard::is_known(&parts.headers) {
        let audience = Visit::guests(&parts.headers, &kept.market);
        return match kept.page(&parts, audience.clone(), &next).await {
            Made::Page(page) => {
                if let Some((shop, id)) = page.open.looked_at {
                    Visit::tell_guest_saw(&kept.market, &audience, &parts, shop, id);
                }
                Page::for_guest(&page, &parts.headers)
            }
            Made::Other(response) => response,
        };
    }
    let Ok(visit) = Visit::of(&mut parts, kept.market.clone()).await else {
        return next.run(Request::from_parts(parts, body)).await;
    };
    let made = kept.page(&parts, visit.audience(), &next).await;
    let is_own = |page: &Page| {
        let mut shops = page.open.panels.iter().filter_map(|left| left.shop);
        shops.any(|shop| visit.memberships.iter().any(|member| member.shop == shop))
    };
    match made {
        Made::Page(page) if !is_own(&page) => {
            if let Some((shop, id)) = page.open.looked_at {
                visit.tell_seen(shop, id);
            }
            kept.own.answer(&mut parts, &visit, &page).await
        }
        Made::Page(_) | Made::Other(_) => {
            parts.extensions.insert(visit);
            next.run(Request::from_parts(parts, body)).await
        }
    }
}
