use people::capability::{Addresses, Capability, Eyes, Panel, People, Serves, Web, Work, no_mails};
use platform::views::Place;

use super::{api, demo, invariants, jobs, moment_store, numbers, pages, scopes};
use crate::Commons;

pub const CAPABILITY: Capability<Commons> = Capability {
    name: "live",
    serves: Serves {
        pages: pages::routes,
        api: api::routes,
        jobs: jobs::bodies,
        begin: Some(|market| Box::pin(jobs::begin(market))),
        rounds: &[|market| Box::pin(jobs::follow(market)), |market| Box::pin(demo::send(market))],
        commands: &[],
    },
    web: Web {
        counters: &[],
        navigation: &[
            Place::Shop.entry(40, "live", "/live", "live", "live-desk-title"),
            Place::Top.entry(25, "live", "/live", "live", "live-title"),
        ],
        panels: &[
            Panel { page: "home", eyes: Eyes::Everybody, statements: 6, draw: pages::panels::of_home },
            Panel { page: "operator", eyes: Eyes::Reader, statements: 2, draw: pages::panels::of_operator },
            Panel { page: "shop", eyes: Eyes::Everybody, statements: 6, draw: pages::panels::of_shop },
        ],
        for_many: &["/live", "/live/{id}/pin"],
        facets: &[],
        seen: None,
        signals: &[],
        reductions: &[],
        prices_now: None,
        beside: &[],
        reserved: &["live", "whip"],
        scopes: scopes::SCOPES,
        sitemap: &[Addresses::Fixed(&["/live"])],
    },
    people: People {
        sign_in: None,
        export: &[("live", |tx, account| Box::pin(moment_store::export(tx, account)))],
        kinds: &[],
        mails: no_mails,
        unfinished: None,
        is_needed: None,
        forget: Some(|tx, account| Box::pin(moment_store::forget(tx, account))),
    },
    work: Work {
        numbers: numbers::NUMBERS,
        invariants: &[invariants::INVARIANTS],
        checks: &[invariants::check],
    },
    demo: Some(demo::open),
};
