use super::{api, invariants, scopes};
use people::capability::{Capability, People, Serves, Web, Work, no_jobs, no_mails, no_pages};

use crate::Selling;

pub const CAPABILITY: Capability<Selling> = Capability {
    name: "ledger",
    serves: Serves {
        pages: no_pages,
        api: api::routes,
        jobs: no_jobs,
        begin: None,
        rounds: &[],
        commands: &[],
    },
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
        scopes: scopes::SCOPES,
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
    work: Work { numbers: &[], invariants: &[], checks: &[invariants::check] },
    demo: None,
};
