use people::capability::{Capability, Eyes, Facet, Panel, People, Serves, Web, Work, no_jobs, no_mails};
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
            Panel { page: "shop", eyes: Eyes::Everybody, statements: 3, draw: pages::panels::ways_of_shop },
            Panel { page: "desk", eyes: Eyes::Everybody, statements: 2, draw: pages::panels::start },
            Panel { page: "listing", eyes: Eyes::Everybody, statements: 11, draw: pages::panels::of_listing },
            Panel {
                page: "listing",
                eyes: Eyes::Reader,
                statements: 11,
                draw: pages::panels::to_reader_of_listing,
            },
            Panel { page: "offer", eyes: Eyes::Everybody, statements: 11, draw: pages::panels::of_listing },
            Panel {
                page: "offer",
                eyes: Eyes::Reader,
                statements: 11,
                draw: pages::panels::to_reader_of_listing,
            },
            Panel { page: "feed", eyes: Eyes::Everybody, statements: 1, draw: pages::panels::of_feed },
            Panel { page: "card", eyes: Eyes::Everybody, statements: 5, draw: pages::panels::free_of_cards },
        ],
        for_many: &[],
        facets: &[Facet { name: "free", text: "search-facet-free", admits: free::admits }],
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
    work: Work { numbers: &[], invariants: &[], checks: &[] },
    demo: Some(demo::open),
};
