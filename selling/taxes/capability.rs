use people::capability::{Capability, People, Serves, Web, Work, no_jobs, no_mails};
use platform::views::Place;

use super::{api, demo, pages};
use crate::Selling;

pub const CAPABILITY: Capability<Selling> = Capability {
    name: "taxes",
    serves: Serves {
        pages: pages::routes,
        api: api::routes,
        jobs: no_jobs,
        begin: None,
        rounds: &[],
        commands: &[],
    },
    web: Web {
        counters: &[],
        navigation: &[Place::Shop.entry(92, "taxes", "/taxes", "orders", "taxes-title")],
        panels: &[],
        for_many: &[],
        facets: &[],
        seen: None,
        signals: &[],
        reductions: &[],
        prices_now: None,
        beside: &[],
        reserved: &["taxes"],
        scopes: &[],
        sitemap: &[],
    },
    people: People {
        sign_in: None,
        export: &[],
        kinds: &[],
        mails: no_mails,
        unfinished: None,
        is_needed: None,
        forget: None,
    },
    work: Work { numbers: &[], invariants: &[], checks: &[] },
    demo: Some(demo::open),
};
