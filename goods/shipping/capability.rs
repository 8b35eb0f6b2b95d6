use people::capability::{Capability, Facet, Panel, People, Serves, Web, Work, no_jobs, no_mails};
use platform::views::Place;

use super::{api, commands, demo, free, pages};
use crate::Goods;

pub const CAPABILITY: Capability<Goods> = Capability {
    name: "shipping",
    serves: Serves {
        pages: pages::routes,
        api: api::routes,
        jobs: no_jobs,
        begin: None,
        rounds: &[],
        commands: commands::COMMANDS,
    },
    web: Web {
        counters: &[],
        navigation: &[Place::Shop.entry(100, "shipping", "/shipping", "truck", "shipping-title")],
        panels: &[
            Panel { page: "shop", statements: 3, draw: pages::panels::ways_of_shop },
            Panel { page: "desk", statements: 2, draw: pages::panels::start },
            Panel { page: "listing", statements: 6, draw: pages::panels::of_listing },
            Panel { page: "offer", statements: 6, draw: pages::panels::of_listing },
            Panel { page: "feed", statements: 1, draw: pages::panels::of_feed },
            Panel { page: "card", statements: 5, draw: pages::panels::free_of_cards },
        ],
        facets: &[Facet { name: "free", text: "search-facet-free", admits: free::admits }],
        seen: None,
        signals: &[],
        reductions: &[],
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
