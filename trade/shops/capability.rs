use platform::views::Entry;

use super::{api, commands, pages, scopes};
use crate::{
    capability::{Capability, People, Serves, Web, Work, no_jobs, no_mails},
    market::Market,
};

pub const CAPABILITY: Capability<Market> = Capability {
    name: "shops",
    serves: Serves {
        pages: pages::routes,
        api: api::routes,
        jobs: no_jobs,
        begin: None,
        rounds: &[],
        commands: commands::COMMANDS,
    },
    web: Web {
        counters: &[],
        navigation: &[
            Entry::shop(110, "settings", "/settings", "gear", "settings-title"),
            Entry::shop(120, "staff", "/staff", "person", "staff-title"),
            Entry::shop(130, "holiday", "/holiday", "leaf", "holiday-title"),
        ],
        panels: &[],
        reserved: &["shops", "shop", "desk", "following", "new", "edit", "staff"],
        scopes: scopes::SCOPES,
    },
    people: People {
        sign_in: None,
        export: &[("shops", |tx, account| Box::pin(super::export(tx, account)))],
        kinds: &[],
        mails: no_mails,
        is_needed: Some(|tx, account| Box::pin(super::owns_open(tx, account))),
        forget: Some(|tx, account| Box::pin(super::forget(tx, account))),
    },
    work: Work { numbers: &[], invariants: &[], checks: &[] },
};
