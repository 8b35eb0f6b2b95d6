use people::capability::{Addresses, Capability, People, Serves, Web, Work};
use platform::views::Place;

use super::{api, demo, desk_api, invariants, jobs, kinds, mail, numbers, pages, person, scopes};
use crate::Commons;

pub const CAPABILITY: Capability<Commons> = Capability {
    name: "drives",
    serves: Serves {
        pages: pages::routes,
        api: || api::routes().merge(desk_api::routes()),
        jobs: jobs::bodies,
        begin: Some(|market| Box::pin(jobs::begin(market))),
        rounds: &[],
        commands: &[],
    },
    web: Web {
        counters: &[],
        navigation: &[
            Place::Mine.entry(52, "drives", "/mine/drives", "flag", "drives-mine"),
            Place::Foot.entry(20, "drives", "/drives", "flag", "drives-title"),
            Place::Operator.entry(109, "drives", "/mine/drives", "flag", "drives-title"),
        ],
        panels: &[],
        for_many: &[],
        facets: &[],
        seen: None,
        signals: &[],
        reductions: &[],
        prices_now: None,
        beside: &[],
        reserved: &["drives"],
        scopes: scopes::SCOPES,
        sitemap: &[Addresses::Fixed(&["/drives"])],
    },
    people: People {
        sign_in: None,
        export: &[("drives", |tx, account| Box::pin(person::export(tx, account)))],
        kinds: kinds::KINDS,
        mails: mail::samples,
        unfinished: None,
        is_needed: None,
        forget: Some(|tx, account, _| Box::pin(person::forget(tx, account))),
    },
    work: Work { numbers: numbers::NUMBERS, invariants: &[invariants::INVARIANTS], checks: &[] },
    demo: Some(demo::open),
};
