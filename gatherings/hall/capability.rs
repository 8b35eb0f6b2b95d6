use kernel::{AccountId, Timestamp};
use people::capability::{Addresses, Capability, Eyes, Panel, People, Serves, Web, Work, no_jobs, no_mails};
use platform::{
    Later,
    db::{DbError, Tx},
    views::Place,
};

use super::{api, check, demo, invariants, numbers, pages, person};
use crate::Commons;

pub const CAPABILITY: Capability<Commons> = Capability {
    name: "hall",
    serves: Serves {
        pages: pages::routes,
        api: api::routes,
        jobs: no_jobs,
        begin: None,
        rounds: &[],
        commands: &[],
    },
    web: Web {
        counters: &[],
        navigation: &[
            Place::Foot.entry(15, "hall", "/hall", "cube", "hall-title"),
            Place::Shop.entry(57, "exhibits", "/exhibits", "cube", "exhibits-title"),
        ],
        panels: &[Panel {
            page: "listing",
            eyes: Eyes::Everybody,
            statements: 1,
            draw: pages::panels::of_listing,
        }],
        for_many: &[],
        facets: &[],
        seen: None,
        signals: &[],
        reductions: &[],
        prices_now: None,
        beside: &[],
        reserved: &["hall"],
        scopes: &[],
        sitemap: &[Addresses::Fixed(&["/hall"])],
    },
    people: People {
        sign_in: Some(leave_the_guests),
        export: &[("hall", |tx, account| Box::pin(person::export(tx, account)))],
        kinds: &[],
        mails: no_mails,
        unfinished: None,
        is_needed: None,
        forget: Some(|tx, account, _| Box::pin(person::forget(tx, account.get()))),
    },
    work: Work { numbers: numbers::NUMBERS, invariants: &[invariants::INVARIANTS], checks: &[check::check] },
    demo: Some(demo::open),
};

/// A guest's hall is not kept: what it was made from comes along, and makes the account's.
fn leave_the_guests(tx: &mut Tx, _: Timestamp, guest: i64, _: AccountId) -> Later<'_, Result<(), DbError>> {
    Box::pin(person::forget(tx, guest))
}
