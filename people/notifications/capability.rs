use platform::{
    Later,
    db::{DbError, Tx},
    views::Place,
};

use super::{api, api_push, demo, jobs, numbers, pages};
use crate::{
    capability::{Capability, Counted, Counter, People, Serves, Web, Work, no_mails},
    market::Market,
};

pub const CAPABILITY: Capability<Market> = Capability {
    name: "notifications",
    serves: Serves {
        pages: || pages::routes().merge(pages::mail::routes()),
        api: || api::routes().merge(api_push::routes()),
        jobs: jobs::bodies,
        begin: Some(|market| Box::pin(jobs::begin(market))),
        rounds: &[],
        commands: &[],
    },
    web: Web {
        counters: &[Counter { name: "notifications", count: unread }],
        navigation: &[Place::Account.entry(
            20,
            "notifications",
            "/mine/notifications",
            "bell",
            "notifications-choose",
        )],
        panels: &[],
        for_many: &[],
        facets: &[],
        seen: None,
        signals: &[],
        reductions: &[],
        prices_now: None,
        beside: &[],
        reserved: &["notifications", "post"],
        scopes: &[],
        sitemap: &[],
    },
    people: People {
        sign_in: None,
        export: &[("notifications", |tx, account| Box::pin(super::export(tx, account)))],
        kinds: &[],
        mails: no_mails,
        unfinished: None,
        is_needed: None,
        forget: Some(|tx, account, _| Box::pin(super::forget_person(tx, account))),
    },
    work: Work { numbers: numbers::NUMBERS, invariants: &[], checks: &[] },
    demo: Some(demo::open),
};

fn unread<'a>(tx: &'a mut Tx, who: &'a Counted) -> Later<'a, Result<i64, DbError>> {
    Box::pin(async move {
        match who.account {
            Some(account) => super::count_unread(tx, account).await,
            None => Ok(0),
        }
    })
}
