use people::capability::{Capability, People, Serves, Web, Work};
use platform::views::Place;
use selling::Selling;

use super::{api, demo, invariants, jobs, mail, numbers, pages, person, scopes};

pub const CAPABILITY: Capability<Selling> = Capability {
    name: "webhooks",
    serves: Serves {
        pages: pages::routes,
        api: api::routes,
        jobs: jobs::bodies,
        begin: Some(|market| Box::pin(jobs::begin(market))),
        rounds: &[],
        commands: &[],
    },
    web: Web {
        counters: &[],
        navigation: &[
            Place::Shop.entry(95, "webhooks", "/webhooks", "link", "webhooks-title"),
            Place::Operator.entry(125, "webhooks", "/operator/webhooks", "link", "webhooks-title"),
        ],
        panels: &[],
        for_many: &[],
        facets: &[],
        seen: None,
        signals: &[],
        reductions: &[],
        prices_now: None,
        beside: &[],
        reserved: &["webhooks"],
        scopes: scopes::SCOPES,
        sitemap: &[],
    },
    people: People {
        sign_in: None,
        export: &[("webhooks", |tx, account| Box::pin(person::export(tx, account)))],
        kinds: &[],
        mails: mail::samples,
        unfinished: None,
        is_needed: None,
        forget: Some(|tx, account, _| Box::pin(person::forget(tx, account))),
    },
    work: Work { numbers: numbers::NUMBERS, invariants: &[invariants::INVARIANTS], checks: &[] },
    demo: Some(demo::open),
};
