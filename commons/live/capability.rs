use people::capability::{Addresses, Capability, Eyes, Panel, People, Serves, Web, Work};
use platform::views::Place;

use super::{
    api, coupons, demo, films, giveaways, invariants, jobs, kinds, law, moment_store, numbers, pages, person,
    prices, receipts, schedule, scopes,
};
use crate::Commons;

pub const CAPABILITY: Capability<Commons> = Capability {
    name: "live",
    serves: Serves {
        pages: pages::routes,
        api: api::routes,
        jobs: jobs::bodies,
        begin: Some(|market| Box::pin(jobs::begin(market))),
        rounds: &[|market| Box::pin(jobs::follow(market)), |market| Box::pin(demo::send(market))],
        commands: &[],
    },
    web: Web {
        counters: &[],
        navigation: &[
            Place::Shop.entry(40, "live", "/live", "live", "live-desk-title"),
            Place::Operator.entry(85, "live", "/operator/live", "live", "operator-live"),
            Place::Moderator.entry(60, "passages", "/moderator/passages", "flag", "moderator-desk-passages"),
            Place::Top.entry(25, "live", "/live", "live", "live-title"),
        ],
        panels: &[
            Panel { page: "home", eyes: Eyes::Everybody, statements: 6, draw: pages::panels::of_home },
            Panel { page: "operator", eyes: Eyes::Reader, statements: 2, draw: pages::panels::of_operator },
            Panel {
                page: "listing",
                eyes: Eyes::Everybody,
                statements: 1,
                draw: films::pages::panels::of_listing,
            },
            Panel {
                page: "order",
                eyes: Eyes::Everybody,
                statements: 2,
                draw: receipts::pages::panels::of_order,
            },
            Panel {
                page: "desk-order",
                eyes: Eyes::Everybody,
                statements: 4,
                draw: receipts::pages::panels::of_desk_order,
            },
            Panel {
                page: "dispute",
                eyes: Eyes::Everybody,
                statements: 1,
                draw: receipts::pages::panels::of_dispute,
            },
            Panel { page: "shop", eyes: Eyes::Everybody, statements: 6, draw: pages::panels::of_shop },
            Panel { page: "village", eyes: Eyes::Everybody, statements: 6, draw: pages::panels::of_village },
        ],
        for_many: &["/live", "/live/{id}/pin", "/shorts"],
        facets: &[],
        seen: None,
        signals: &[],
        reductions: &[],
        prices_now: None,
        beside: &[],
        reserved: &["live", "receipts", "shorts", "whip"],
        scopes: scopes::SCOPES,
        sitemap: &[Addresses::Fixed(&["/live", "/shorts"])],
    },
    people: People {
        sign_in: None,
        export: &[
            ("live", |tx, account| Box::pin(moment_store::export(tx, account))),
            ("live_reminders", |tx, account| Box::pin(schedule::export(tx, account))),
            ("live_giveaways", |tx, account| Box::pin(giveaways::export(tx, account))),
            ("live_coupons", |tx, account| Box::pin(coupons::export(tx, account))),
            ("live_bought", |tx, account| Box::pin(prices::export(tx, account))),
            ("live_passages", |tx, account| Box::pin(law::export(tx, account))),
        ],
        kinds: kinds::KINDS,
        mails: kinds::mails,
        unfinished: None,
        is_needed: None,
        forget: Some(|tx, account, _| Box::pin(person::forget(tx, account))),
    },
    work: Work {
        numbers: numbers::NUMBERS,
        invariants: &[invariants::INVARIANTS, prices::INVARIANTS, giveaways::INVARIANTS, coupons::INVARIANTS],
        checks: &[invariants::check],
    },
    demo: Some(demo::open),
};
