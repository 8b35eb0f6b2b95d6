use goods::catalog::ListingId;
use kernel::{AccountId, Timestamp};
use people::capability::{Addresses, Capability, Eyes, Panel, People, Serves, Sighting, Web, Work, no_mails};
use platform::{
    Later,
    db::{DbError, Tx},
    views::Place,
};
use selling::Selling;

use super::{adopt, api, demo, export, forget, invariants, jobs, numbers, pages, see};

pub const CAPABILITY: Capability<Selling> = Capability {
    name: "recommendations",
    serves: Serves {
        pages: pages::routes,
        api: api::routes,
        jobs: jobs::bodies,
        begin: Some(|market| Box::pin(jobs::begin(market))),
        rounds: &[],
        commands: &[],
    },
    web: Web {
        counters: &[],
        navigation: &[Place::Mine.entry(
            27,
            "recommendations",
            "/recommendations",
            "eye",
            "recommendations-title",
        )],
        panels: &[
            Panel { page: "home", eyes: Eyes::Reader, statements: 24, draw: pages::panels::of_home },
            Panel { page: "listing", eyes: Eyes::Everybody, statements: 16, draw: pages::panels::of_listing },
            Panel { page: "listing", eyes: Eyes::Reader, statements: 0, draw: pages::panels::look },
        ],
        for_many: &[],
        facets: &[],
        signals: &[],
        seen: Some(note),
        reductions: &[],
        prices_now: None,
        beside: &[],
        reserved: &["recommendations"],
        scopes: &[],
        sitemap: &[Addresses::Closed(&["/recommendations"])],
    },
    people: People {
        sign_in: Some(take_along),
        export: &[("recommendations", |tx, account| Box::pin(export(tx, account)))],
        kinds: &[],
        mails: no_mails,
        unfinished: None,
        is_needed: None,
        forget: Some(|tx, account, _| Box::pin(forget(tx, account.get()))),
    },
    work: Work { numbers: numbers::NUMBERS, invariants: &[invariants::INVARIANTS], checks: &[] },
    demo: Some(demo::open),
};

fn take_along(tx: &mut Tx, _: Timestamp, guest: i64, account: AccountId) -> Later<'_, Result<(), DbError>> {
    Box::pin(adopt(tx, guest, account))
}

fn note<'a>(tx: &'a mut Tx, seen: &'a Sighting) -> Later<'a, Result<(), DbError>> {
    Box::pin(async move {
        match seen.holder {
            Some(holder) => see(tx, seen.now, holder, ListingId::new(seen.shop, seen.id)).await,
            None => Ok(()),
        }
    })
}
