//! What capabilities add to the pages of others: one that fails or asks too much costs itself and nothing else.

use std::future::ready;

use kernel::Chance;
use people::capability::{
    Addresses, Brought, Drawn, Eyes, Looking, Panel, People, Stretch, Web, Work, no_mails,
};
use platform::{Later, db::Tx};
use server::wiring;

use crate::{
    harness::{Market, Place, START},
    on_both,
};

/// Asks for what is not there.
fn broken<'a>(tx: &'a mut Tx, _: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        tx.number("SELECT nothing_of_the_kind FROM account", &[]).await?;
        Ok(vec![("aside", "never drawn".to_owned())])
    })
}

/// Asks as often as it is allowed to, and once more.
fn greedy<'a>(tx: &'a mut Tx, _: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        tx.number("SELECT COUNT(*) FROM account", &[]).await?;
        tx.number("SELECT COUNT(*) FROM account", &[]).await?;
        Ok(vec![("aside", "too dear".to_owned())])
    })
}

fn modest<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let people = tx.number("SELECT COUNT(*) FROM account", &[]).await?;
        Ok(vec![("main", format!("<p>{people} people, seen by {:?}</p>", looking.account.is_some()))])
    })
}

/// More pages than are asked for at once.
fn many(_: &mut Tx, after: Option<i64>, most: i64) -> Later<'_, Stretch> {
    let from = after.map_or(0, |after| after + 1);
    let found = (from..2_500.min(from + most)).map(|number| (number, format!("/strange/{number}")));
    Box::pin(ready(Ok(found.collect())))
}

static WEB: Web = Web {
    for_many: &[],
    facets: &[],
    signals: &[],
    reductions: &[],
    prices_now: None,
    beside: &[],
    counters: &[],
    navigation: &[],
    panels: &[
        Panel { page: "shop", eyes: Eyes::Everybody, statements: 9, draw: broken },
        Panel { page: "shop", eyes: Eyes::Everybody, statements: 1, draw: greedy },
        Panel { page: "shop", eyes: Eyes::Everybody, statements: 1, draw: modest },
    ],
    seen: None,
    reserved: &[],
    scopes: &[],
    sitemap: &[Addresses::OfMarket(many), Addresses::Closed(&["/strange/desk"])],
};
static PEOPLE: People = People {
    sign_in: None,
    export: &[],
    kinds: &[],
    mails: no_mails,
    unfinished: None,
    is_needed: None,
    forget: None,
};
static WORK: Work = Work { numbers: &[], invariants: &[], checks: &[] };

/// A market that has one capability more.
async fn open(place: &Place) -> Market {
    let mut capabilities = vec![Brought { name: "strange", web: &WEB, people: &PEOPLE, work: &WORK }];
    capabilities.extend(wiring::brought());
    Market::open_of(place, START, Chance::seeded(7), |_| {}, capabilities).await
}

on_both!(a_panel_that_fails_or_asks_too_much_costs_that_panel, |place: Place| async move {
    let market = open(&place).await;
    market.maker("Ana").await;
    let page = market.visitor().get("/shops/ana").await;
    page.is(200).shows("1 people, seen by false").hides("never drawn").hides("too dear");
    // What comes after them stands there as ever.
    page.shows("Reputation");
    market.end().await;
});

on_both!(search_engines_are_told_of_all_that_a_capability_adds, |place: Place| async move {
    let market = open(&place).await;
    let guest = market.visitor();
    let pages = guest.get("/sitemap-pages.xml").await.is(200).body.clone();
    assert_eq!(pages.matches("/strange/").count(), 2_500);
    assert!(pages.contains("/strange/2499</loc>") && pages.contains("/browse</loc>"));
    guest.get("/robots.txt").await.is(200).shows("Disallow: /strange/desk").shows("Disallow: /cart");
    market.end().await;
});
