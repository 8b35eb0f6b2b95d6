use platform::views::Place;

use super::{jobs, numbers, pages};
use crate::{
    capability::{Capability, People, Serves, Web, Work, no_api, no_mails},
    market::Market,
};

pub const CAPABILITY: Capability<Market> = Capability {
    name: "texts",
    serves: Serves {
        pages: pages::routes,
        api: no_api,
        jobs: jobs::bodies,
        begin: Some(|market| Box::pin(jobs::begin(market))),
        rounds: &[],
        commands: &[],
    },
    web: Web {
        counters: &[],
        navigation: &[Place::Operator.entry(135, "texts", "/operator/texts", "talk", "texts-title")],
        panels: &[],
        for_many: &[],
        facets: &[],
        seen: None,
        signals: &[],
        reductions: &[],
        prices_now: None,
        beside: &[],
        reserved: &["texts"],
        scopes: &[],
        sitemap: &[],
    },
    people: People {
        sign_in: None,
        export: &[("texts", |tx, account| Box::pin(super::export(tx, account)))],
        kinds: &[],
        mails: no_mails,
        unfinished: None,
        is_needed: None,
        forget: Some(|tx, account, _| Box::pin(super::forget_person(tx, account))),
    },
    work: Work { numbers: numbers::NUMBERS, invariants: &[], checks: &[] },
    demo: None,
};
