use people::capability::{Capability, Eyes, Panel, People, Serves, Web, Work};
use platform::views::Place;

use super::{api, demo, invariants, jobs, mail, numbers, pages, scopes};
use crate::Selling;

pub const CAPABILITY: Capability<Selling> = Capability {
    name: "payouts",
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
            Place::Shop.entry(90, "money", "/money", "coins", "money-title"),
            Place::Operator.entry(100, "payouts", "/operator/payouts", "download", "payouts-title"),
        ],
        panels: &[Panel { page: "desk", eyes: Eyes::Everybody, statements: 2, draw: pages::panels::start }],
        for_many: &[],
        facets: &[],
        seen: None,
        signals: &[],
        reductions: &[],
        prices_now: None,
        beside: &[],
        reserved: &["payouts"],
        scopes: scopes::SCOPES,
        sitemap: &[],
    },
    people: People {
        sign_in: None,
        export: &[("payouts", |tx, account| Box::pin(super::export_person(tx, account)))],
        kinds: &[],
        mails: mail::samples,
        unfinished: None,
        is_needed: None,
        forget: None,
    },
    work: Work { numbers: numbers::NUMBERS, invariants: &[invariants::INVARIANTS], checks: &[] },
    demo: Some(demo::open),
};
