use super::routes;
use people::capability::{Addresses, Capability, People, Serves, Web, Work, no_api, no_jobs, no_mails};
use selling::Selling;

pub const CAPABILITY: Capability<Selling> = Capability {
    name: "reference",
    serves: Serves { pages: routes, api: no_api, jobs: no_jobs, begin: None, rounds: &[], commands: &[] },
    web: Web {
        counters: &[],
        navigation: &[],
        panels: &[],
        for_many: &[],
        facets: &[],
        signals: &[],
        seen: None,
        reductions: &[],
        prices_now: None,
        beside: &[],
        reserved: &[
            "api", "llms", "about", "help", "sell", "support", "system", "market", "jishi", "demo", "assets",
        ],
        scopes: &[],
        sitemap: &[
            Addresses::Fixed(&["/about", "/help", "/sell", "/api", "/api.txt", "/llms.txt"]),
            Addresses::Closed(&["/api/"]),
        ],
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
    demo: None,
};
