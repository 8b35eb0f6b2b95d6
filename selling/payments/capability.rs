use super::{invariants, jobs, sandbox, stripe};
use people::capability::{Capability, People, Serves, Web, Work, no_api, no_mails};

use crate::Selling;

pub const CAPABILITY: Capability<Selling> = Capability {
    name: "payments",
    serves: Serves {
        pages: || sandbox::pages::routes().merge(stripe::pages::routes()),
        api: no_api,
        jobs: jobs::bodies,
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
        reserved: &["sandbox", "stripe"],
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
    work: Work { numbers: &[], invariants: &[invariants::INVARIANTS], checks: &[] },
    demo: None,
};
