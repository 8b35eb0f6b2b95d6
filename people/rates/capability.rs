use platform::views::Place;

use super::{api, commands, demo, jobs, pages};
use crate::{
    capability::{Capability, People, Serves, Web, Work, no_jobs, no_mails},
    market::Market,
};

pub const CAPABILITY: Capability<Market> = Capability {
    name: "rates",
    serves: Serves {
        pages: pages::routes,
        api: api::routes,
        jobs: no_jobs,
        begin: None,
        rounds: &[|market| Box::pin(jobs::keep_fresh(market))],
        commands: commands::COMMANDS,
    },
    web: Web {
        counters: &[],
        navigation: &[Place::Operator.entry(105, "rates", "/operator/rates", "coins", "rates-title")],
        panels: &[],
        for_many: &[],
        facets: &[],
        seen: None,
        signals: &[],
        reductions: &[],
        prices_now: None,
        beside: &[],
        reserved: &["rates"],
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
