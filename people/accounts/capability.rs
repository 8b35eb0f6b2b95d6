use platform::views::Place;

use super::{api, commands, demo, invariants, jobs, mail, numbers, own_api, pages, scopes};
use crate::{
    capability::{Addresses, Capability, People, Serves, Web, Work},
    market::Market,
};

pub const CAPABILITY: Capability<Market> = Capability {
    name: "accounts",
    serves: Serves {
        pages: pages::routes,
        api: || api::routes().merge(own_api::routes()),
        jobs: jobs::bodies,
        begin: Some(|market| Box::pin(super::begin(market))),
        rounds: &[],
        commands: commands::COMMANDS,
    },
    web: Web {
        counters: &[],
        navigation: &[
            Place::Mine.entry(30, "addresses", "/mine/addresses", "place", "addresses-title"),
            Place::Account.entry(10, "profile", "/mine/profile", "person", "profile-title"),
            Place::Account.entry(30, "password", "/mine/password", "lock", "password-title"),
            Place::Account.entry(35, "phone", "/mine/phone", "talk", "phone-title"),
            Place::Account.entry(40, "sessions", "/mine/sessions", "eye", "sessions-title"),
            Place::Account.entry(50, "tokens", "/mine/tokens", "link", "tokens-title"),
        ],
        panels: &[],
        for_many: &[],
        facets: &[],
        seen: None,
        signals: &[],
        reductions: &[],
        prices_now: None,
        beside: &[],
        reserved: &[
            "mine", "signin", "signout", "signup", "register", "language", "currency", "accounts", "account",
        ],
        scopes: scopes::SCOPES,
        sitemap: &[Addresses::Closed(&["/mine"])],
    },
    people: People {
        sign_in: None,
        export: &[("account", |tx, account| Box::pin(super::export(tx, account)))],
        kinds: &[],
        mails: |_| mail::samples(),
        unfinished: None,
        is_needed: None,
        forget: None,
    },
    work: Work { numbers: numbers::NUMBERS, invariants: &[invariants::INVARIANTS], checks: &[] },
    demo: Some(demo::open),
};
