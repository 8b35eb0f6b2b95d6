use people::capability::{Beside, Capability, Eyes, Panel, People, Serves, Web, Work, no_mails};
use platform::views::Place;

use super::{api, demo, invariants, numbers, pages, reductions};
use crate::Selling;

pub const CAPABILITY: Capability<Selling> = Capability {
    name: "promotions",
    serves: Serves {
        pages: || pages::routes().merge(reductions::pages::routes()),
        api: || api::routes().merge(reductions::api::routes()),
        jobs: reductions::jobs::bodies,
        begin: None,
        rounds: &[],
        commands: &[],
    },
    web: Web {
        counters: &[],
        navigation: &[
            Place::Shop.entry(80, "coupons", "/coupons", "ticket", "coupons-title"),
            Place::Operator.entry(90, "coupons", "/operator/coupons", "ticket", "coupons-title"),
            Place::Shop.entry(75, "reductions", "/reductions", "coins", "reductions-title"),
            Place::Operator.entry(95, "reductions", "/operator/reductions", "coins", "reductions-title"),
        ],
        panels: &[
            Panel { page: "listing", eyes: Eyes::Everybody, statements: 3, draw: pages::panels::for_you },
            Panel { page: "shop", eyes: Eyes::Everybody, statements: 3, draw: pages::panels::for_you },
            Panel {
                page: "listing",
                eyes: Eyes::Everybody,
                statements: 40,
                draw: reductions::pages::panels::prices,
            },
        ],
        for_many: &[],
        facets: &[],
        seen: None,
        signals: &[],
        reductions: &[reductions::source],
        prices_now: Some(reductions::prices_now),
        beside: &[Beside {
            name: reductions::beside::NAME,
            fill: reductions::pages::editor::fill,
            draw: reductions::pages::editor::draw,
            check: reductions::pages::editor::check,
            keep: reductions::pages::editor::keep,
        }],
        reserved: &["coupons", "reductions"],
        scopes: &[],
        sitemap: &[],
    },
    people: People {
        sign_in: None,
        export: &[("coupons", |tx, account| Box::pin(super::export(tx, account)))],
        kinds: &[],
        mails: no_mails,
        unfinished: None,
        is_needed: None,
        forget: None,
    },
    work: Work { numbers: numbers::NUMBERS, invariants: &[invariants::INVARIANTS], checks: &[] },
    demo: Some(demo::open),
};
