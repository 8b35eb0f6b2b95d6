use axum::extract::DefaultBodyLimit;
use commons::Commons;
use people::{
    capability::{Addresses, Capability, Eyes, Panel, People, Serves, Web, Work},
    photos::MOST_BYTES,
};
use platform::views::Place;

use super::{
    api, booths, booths_api, demo, desk_api, gate, ground_api, invariants, jobs, kinds, numbers, pages,
    person, programme, scopes, tickets,
};

pub const CAPABILITY: Capability<Commons> = Capability {
    name: "festivals",
    serves: Serves {
        pages: || pages::routes().merge(tickets::pages::routes()).merge(gate::pages::routes()),
        api: || {
            api::routes()
                .merge(desk_api::routes())
                .merge(booths_api::routes())
                .merge(ground_api::routes().layer(DefaultBodyLimit::max(MOST_BYTES)))
                .merge(tickets::api::routes())
                .merge(tickets::desk_api::routes())
                .merge(gate::api::routes())
        },
        jobs: jobs::bodies,
        begin: None,
        rounds: &[],
        commands: &[],
    },
    web: Web {
        counters: &[],
        navigation: &[
            Place::Foot.entry(8, "festivals", "/festivals", "flag", "festivals-title"),
            Place::Mine.entry(45, "tickets", "/mine/tickets", "ticket", "tickets-mine"),
            Place::Mine.entry(55, "festivals", "/mine/festivals", "flag", "festivals-mine"),
            Place::Shop.entry(45, "festivals", "/festivals", "flag", "festivals-title"),
        ],
        panels: &[
            Panel { page: "home", eyes: Eyes::Everybody, statements: 2, draw: pages::panels::of_home },
            Panel { page: "shop", eyes: Eyes::Everybody, statements: 7, draw: pages::panels::of_shop },
            Panel {
                page: "order",
                eyes: Eyes::Everybody,
                statements: 1,
                draw: tickets::pages::panels::of_order,
            },
        ],
        for_many: &[],
        facets: &[],
        seen: None,
        signals: &[],
        reductions: &[],
        prices_now: None,
        beside: &[],
        reserved: &["festivals", "tickets", "gate"],
        scopes: scopes::SCOPES,
        sitemap: &[Addresses::Fixed(&["/festivals"])],
    },
    people: People {
        sign_in: None,
        export: &[("festivals", |tx, account| Box::pin(person::export(tx, account)))],
        kinds: kinds::KINDS,
        mails: kinds::mails,
        unfinished: None,
        is_needed: None,
        forget: Some(|tx, account, _| Box::pin(person::forget(tx, account))),
    },
    work: Work {
        numbers: numbers::NUMBERS,
        invariants: &[
            invariants::INVARIANTS,
            booths::invariants::INVARIANTS,
            programme::invariants::INVARIANTS,
            tickets::INVARIANTS,
        ],
        checks: &[],
    },
    demo: Some(demo::open),
};
