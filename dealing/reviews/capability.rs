use people::capability::{Capability, Eyes, Facet, Panel, People, Serves, Web, Work};
use platform::views::Place;
use selling::Selling;

use super::{api, demo, invariants, jobs, kinds, mail, numbers, pages, rated, signals};

pub const CAPABILITY: Capability<Selling> = Capability {
    name: "reviews",
    serves: Serves {
        pages: pages::routes,
        api: api::routes,
        jobs: jobs::bodies,
        begin: None,
        rounds: &[],
        commands: &[],
    },
    web: Web {
        counters: &[],
        navigation: &[
            Place::Shop.entry(50, "reviews", "/reviews", "star", "reviews-title"),
            Place::Moderator.entry(40, "reviews", "/moderator/reviews", "flag", "moderator-desk-reviews"),
        ],
        panels: &[
            Panel { page: "listing", eyes: Eyes::Everybody, statements: 12, draw: pages::panels::of_listing },
            Panel { page: "shop", eyes: Eyes::Everybody, statements: 24, draw: pages::panels::of_shop },
            Panel { page: "card", eyes: Eyes::Everybody, statements: 5, draw: pages::panels::of_cards },
            Panel {
                page: "shop-card",
                eyes: Eyes::Everybody,
                statements: 5,
                draw: pages::panels::of_shop_cards,
            },
            Panel { page: "order", eyes: Eyes::Everybody, statements: 16, draw: pages::panels::of_order },
            Panel {
                page: "desk-order",
                eyes: Eyes::Everybody,
                statements: 16,
                draw: pages::panels::of_desk_order,
            },
        ],
        for_many: &[],
        facets: &[Facet { name: "rated", text: "search-facet-rated", admits: rated::admits }],
        seen: None,
        signals: signals::SIGNALS,
        reductions: &[],
        prices_now: None,
        beside: &[],
        reserved: &["reviews"],
        scopes: &[],
        sitemap: &[],
    },
    people: People {
        sign_in: None,
        export: &[("reviews", |tx, account| Box::pin(super::export(tx, account)))],
        kinds: kinds::KINDS,
        mails: mail::samples,
        unfinished: None,
        is_needed: None,
        forget: None,
    },
    work: Work { numbers: numbers::NUMBERS, invariants: &[invariants::INVARIANTS], checks: &[] },
    demo: Some(demo::open),
};
