use people::capability::{Addresses, Capability, Eyes, Panel, People, Serves, Web, Work, no_mails};
use platform::views::Place;

use super::{api, commands, demo, desk_api, invariants, jobs, numbers, pages, person, sales, scopes};
use crate::Commons;

pub const CAPABILITY: Capability<Commons> = Capability {
    name: "villages",
    serves: Serves {
        pages: pages::routes,
        api: || api::routes().merge(desk_api::routes()),
        jobs: jobs::bodies,
        begin: Some(|market| Box::pin(jobs::begin(market))),
        rounds: &[],
        commands: commands::COMMANDS,
    },
    web: Web {
        counters: &[],
        navigation: &[
            Place::Shop.entry(58, "village", "/village", "place", "village-desk"),
            Place::Mine.entry(45, "villages", "/mine/villages", "place", "village-mine"),
            Place::Operator.entry(107, "villages", "/operator/villages", "place", "villages-title"),
        ],
        panels: &[Panel { page: "shop", eyes: Eyes::Everybody, statements: 7, draw: pages::panels::of_shop }],
        for_many: &[],
        facets: &[],
        seen: None,
        signals: &[],
        reductions: &[],
        prices_now: None,
        beside: &[],
        reserved: &["villages", "stewardships"],
        scopes: scopes::SCOPES,
        sitemap: &[Addresses::Fixed(&["/villages", "/villages/data"])],
    },
    people: People {
        sign_in: None,
        export: &[("villages", |tx, account| Box::pin(person::export(tx, account)))],
        kinds: &[],
        mails: no_mails,
        unfinished: None,
        is_needed: None,
        forget: Some(|tx, account, _| Box::pin(person::forget(tx, account))),
    },
    work: Work { numbers: numbers::NUMBERS, invariants: &[invariants::INVARIANTS], checks: &[sales::check] },
    demo: Some(demo::open),
};
