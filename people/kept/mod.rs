//! Pages that are made once and read by many.
//!
//! **Words.** A *kept page* is what one address shows to all readers who agree in their [`Audience`]; an *opening* is where
//! each reader's own words go.
//!
//! **Promises.** A page is kept for as long as nothing has changed that it was made from ([`platform::db::Changes`]), and
//! never into the next minute, since pages tell the time in days and minutes. It is made for nobody: its request has no
//! cookie and no token, so nothing of a viewer can come into it. A reader's openings are drawn anew each time. Members of
//! a shop get its pages made anew. What costs money trusts none of it: whoever buys is told what is true then.
//!
//! **Not here.** Which pages: a capability says it of its own (`Web::for_many`).

mod page;
mod shelf;

use std::{collections::HashSet, sync::Arc};

use axum::{
    body::Body,
    extract::{MatchedPath, Request, State},
    http::{HeaderValue, Method, header, request::Parts},
    middleware::Next,
    response::Response,
};
use platform::web::guard;

use self::{
    page::{Made, Page, Part, Told},
    shelf::{Key, Shelf},
};
use crate::{
    market::Market,
    panels,
    visit::{ACCEPT_CURRENCY, Audience, ForMany, Visit},
};

/// What in an address makes a page one reader's own: what was just done, what is looked for in words, and where from.
const OWN: [&str; 5] = ["done", "q", "near", "explain", "return_to"];

/// Which pages of a market are kept.
#[derive(Clone)]
pub struct Kept {
    market: Market,
    patterns: Arc<HashSet<&'static str>>,
    shelf: Arc<Shelf>,
}

impl Kept {
    pub fn new(market: Market) -> Self {
        let patterns = market.capabilities.iter().flat_map(|brought| brought.web.for_many).copied();
        Self { patterns: Arc::new(patterns.collect()), ..Self::nothing(market) }
    }

    /// None of them.
    pub fn nothing(market: Market) -> Self {
        let shelf = Shelf::new(market.config.page_bytes, market.config.compare_every);
        Self { patterns: Arc::default(), shelf: Arc::new(shelf), market }
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
                    page.fill_for_guests(fill(&visit, &page).await);
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

/// What a reader sees where a page is open.
async fn fill(visit: &Visit, page: &Page) -> Vec<String> {
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

/// Answer with what is kept where there is something, or keep what is made.
pub async fn keep(State(kept): State<Kept>, request: Request, next: Next) -> Response {
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
                page.for_guest(&parts.headers)
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
            page.for_reader(&parts.headers, fill(&visit, &page).await)
        }
        Made::Page(_) | Made::Other(_) => {
            parts.extensions.insert(visit);
            next.run(Request::from_parts(parts, body)).await
        }
    }
}
