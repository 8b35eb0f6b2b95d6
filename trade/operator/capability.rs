use platform::views::Entry;

use super::{api, jobs, pages};
use crate::{
    capability::{Addresses, Capability, People, Serves, Web, Work, no_mails},
    selling::Selling,
};

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
            Entry::operator(10, "overview", "/operator", "home", "operator-overview"),
            Entry::operator(20, "orders", "/operator/orders", "orders", "operator-orders"),
            Entry::operator(60, "shops", "/operator/shops", "shop", "operator-shops"),
            Entry::operator(70, "accounts", "/operator/accounts", "person", "operator-accounts"),
            Entry::operator(80, "ledger", "/operator/ledger", "coins", "operator-ledger"),
            Entry::operator(120, "jobs", "/operator/jobs", "clock", "operator-jobs"),
            Entry::operator(130, "mail", "/operator/mail", "talk", "operator-mail"),
            Entry::operator(140, "audit", "/operator/audit", "eye", "operator-audit"),
            Entry::operator(150, "settings", "/operator/settings", "gear", "operator-settings"),
        ],
        panels: &[],
        reserved: &["operator", "moderator", "admin", "root"],
        scopes: &[],
        sitemap: &[Addresses::Closed(&["/operator"])],
    },
    people: People { sign_in: None, export: &[], kinds: &[], mails: no_mails, is_needed: None, forget: None },
    work: Work { numbers: &[], invariants: &[], checks: &[] },
};
