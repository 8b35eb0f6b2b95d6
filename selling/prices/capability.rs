use people::capability::{Capability, People, Serves, Web, Work, no_api, no_jobs, no_mails, no_pages};

use super::numbers;
use crate::Selling;

pub const CAPABILITY: Capability<Selling> = Capability {
    name: "prices",
    serves: Serves { pages: no_pages, api: no_api, jobs: no_jobs, begin: None, rounds: &[], commands: &[] },
    web: Web {
        counters: &[],
        navigation: &[],
        panels: &[],
        for_many: &[],
        facets: &[],
        seen: None,
        signals: &[],
        reductions: &[],
        prices_now: None,
        beside: &[],
        reserved: &[],
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
    work: Work { numbers: numbers::NUMBERS, invariants: &[], checks: &[] },
    demo: None,
};
