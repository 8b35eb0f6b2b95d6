use people::capability::{Addresses, Capability, People, Serves, Web, Work, no_mails};
use platform::views::Place;
use selling::Selling;

use super::{api, jobs, pages};

pub const CAPABILITY: Capability<Selling> = Capability {
    name: "operator",
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
            Place::Operator.entry(10, "overview", "/operator", "home", "operator-overview"),
            Place::Operator.entry(20, "orders", "/operator/orders", "orders", "operator-orders"),
            Place::Operator.entry(60, "shops", "/operator/shops", "shop", "operator-shops"),
            Place::Operator.entry(70, "accounts", "/operator/accounts", "person", "operator-accounts"),
            Place::Operator.entry(80, "ledger", "/operator/ledger", "coins", "operator-ledger"),
            Place::Operator.entry(120, "jobs", "/operator/jobs", "clock", "operator-jobs"),
            Place::Operator.entry(130, "mail", "/operator/mail", "talk", "operator-mail"),
            Place::Operator.entry(140, "audit", "/operator/audit", "eye", "operator-audit"),
            Place::Operator.entry(150, "settings", "/operator/settings", "gear", "operator-settings"),
        ],
        panels: &[],
        for_many: &[],
        facets: &[],
        seen: None,
        signals: &[],
        reductions: &[],
        prices_now: None,
        beside: &[],
        reserved: &["operator", "moderator", "admin", "root"],
        scopes: &[],
        sitemap: &[Addresses::Closed(&["/operator"])],
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
    demo: None,
};
