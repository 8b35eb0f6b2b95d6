use std::future::ready;

use kernel::{AccountId, Timestamp};
use people::{
    capability::{Addresses, Capability, Eyes, Panel, People, Serves, Sighting, Stretch, Web, Work},
    kind::Kind,
};
use platform::{
    Later,
    db::{DbError, Tx},
    views::Place,
};

use super::{
    api,
    asked::SearchRequest,
    commands,
    demand::{self, Who},
    demo, follow,
    invariants::INVARIANTS,
    lexicon_api,
    numbers::NUMBERS,
    pages, saved,
};
use crate::{
    Goods,
    catalog::{CRAFTS, ListingId},
};

pub const CAPABILITY: Capability<Goods> = Capability {
    name: "search",
    serves: Serves {
        pages: || pages::routes().merge(saved::pages::routes()).merge(demand::pages::routes()),
        api: || {
            api::routes()
                .merge(saved::api::routes())
                .merge(demand::api::routes())
                .merge(lexicon_api::routes())
        },
        jobs: |bodies| {
            saved::jobs::bodies(bodies);
            demand::jobs::bodies(bodies);
        },
        begin: Some(|market| {
            Box::pin(async move {
                saved::jobs::begin(market).await?;
                demand::jobs::begin(market).await
            })
        }),
        rounds: &[
            |market| Box::pin(async move { follow(&market.db, &market.clock, &market.index).await }),
            |market| Box::pin(async move { follow::rest(&market.db, &market.index).await }),
        ],
        commands: commands::COMMANDS,
    },
    web: Web {
        counters: &[],
        navigation: &[
            Place::Top.entry(10, "browse", "/browse", "grid", "nav-browse"),
            Place::Bottom.entry(20, "browse", "/browse", "grid", "nav-browse"),
            Place::Shop.entry(65, "searches", "/searches", "search", "demand-desk"),
            Place::Operator.entry(65, "searches", "/operator/searches", "search", "demand-title"),
            Place::Mine.entry(25, "searches", "/searches", "search", "searches-title"),
            Place::Operator.entry(125, "lexicon", "/operator/lexicon", "globe", "lexicon-title"),
        ],
        panels: &[
            Panel { page: "home", eyes: Eyes::Reader, statements: 13, draw: pages::panels::of_home },
            Panel { page: "browse", eyes: Eyes::Reader, statements: 2, draw: pages::panels::of_browse },
        ],
        for_many: &["/", "/browse", "/api/v1/listings"],
        facets: &[],
        seen: Some(note_click),
        signals: &[],
        reductions: &[],
        prices_now: None,
        beside: &[],
        reserved: &["browse", "search", "sitemap", "suggestions", "searches"],
        scopes: &[],
        sitemap: &[
            Addresses::Fixed(&["/", "/browse"]),
            Addresses::OfMarket(crafts),
            Addresses::Closed(&["/search"]),
        ],
    },
    people: People {
        sign_in: Some(take_along),
        export: &[("searches", |tx, account| Box::pin(saved::export(tx, account)))],
        kinds: &[Kind::optional("search.saved", "searches")],
        mails: saved::mail::samples,
        unfinished: None,
        is_needed: None,
        forget: Some(|tx, account, _| Box::pin(saved::forget(tx, account))),
    },
    work: Work { numbers: &[NUMBERS, demand::numbers::NUMBERS], invariants: &[INVARIANTS], checks: &[] },
    demo: Some(demo::open),
};

/// What there is of each craft.
fn crafts(_: &mut Tx, _: Option<i64>, _: i64) -> Later<'_, Stretch> {
    let paths = CRAFTS.iter().map(|craft| format!("/browse?craft={}", craft.code));
    Box::pin(ready(Ok((0..).zip(paths).collect())))
}

fn take_along(tx: &mut Tx, now: Timestamp, guest: i64, account: AccountId) -> Later<'_, Result<(), DbError>> {
    Box::pin(async move {
        saved::adopt(tx, guest, account).await?;
        demand::come_in(tx, now, guest, account).await
    })
}

/// A listing was opened from what was found by words.
fn note_click<'a>(tx: &'a mut Tx, seen: &'a Sighting) -> Later<'a, Result<(), DbError>> {
    Box::pin(async move {
        let query = seen.came_from.as_deref().and_then(|path| path.strip_prefix("/search?"));
        let words = query.map(|query| SearchRequest::read(query).words).unwrap_or_default();
        if words.is_empty() {
            return Ok(());
        }
        let who = Who { holder: seen.holder, from: seen.from.clone() };
        demand::clicked(tx, seen.now, &who, seen.lang, &words, ListingId::new(seen.shop, seen.id)).await
    })
}
