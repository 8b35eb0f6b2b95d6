use people::capability::{Capability, Panel, People, Serves, Web, Work, no_jobs, no_mails};
use platform::views::Place;

use super::{api, demo, pages, panels};
use crate::Goods;

pub const CAPABILITY: Capability<Goods> = Capability {
    name: "shipping",
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
        navigation: &[Place::Shop.entry(100, "shipping", "/shipping", "truck", "shipping-title")],
        panels: &[Panel { page: "shop", statements: 2, draw: panels::ways_of_shop }],
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
    work: Work { numbers: &[], invariants: &[], checks: &[] },
    demo: Some(demo::open),
};
