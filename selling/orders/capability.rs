use kernel::{AccountId, Timestamp};
use people::capability::{Addresses, Capability, Counted, Counter, Eyes, Panel, People, Serves, Web, Work};
use platform::{
    Later,
    db::{DbError, Tx},
    views::Place,
};

use super::{
    adopt_cart, api, buy_api, cart_delivery, count_cart, coupons_api, demo, gifts, invariants, jobs,
    kept_checkout, kinds, mail, numbers, pages, refunds, scopes, signals, tax, unfinished, work_api,
    work_mail,
};
use crate::Selling;

pub const CAPABILITY: Capability<Selling> = Capability {
    name: "orders",
    serves: Serves {
        pages: pages::routes,
        api: || {
            buy_api::routes()
                .merge(coupons_api::routes())
                .merge(api::routes())
                .merge(refunds::api::routes())
                .merge(gifts::api::routes())
                .merge(work_api::routes())
                .merge(tax::api::routes())
        },
        jobs: jobs::bodies,
        begin: None,
        rounds: &[],
        commands: &[],
    },
    web: Web {
        counters: &[Counter { name: "cart", count: in_cart }],
        navigation: &[
            Place::Top.entry(20, "cart", "/cart", "cart", "nav-cart"),
            Place::Bottom.entry(40, "cart", "/cart", "cart", "nav-cart"),
            Place::Top.entry(30, "orders", "/orders", "orders", "nav-orders"),
            Place::Mine.entry(10, "orders", "/orders", "orders", "mine-orders"),
            Place::Shop.entry(10, "overview", "", "home", "desk-title"),
            Place::Shop.entry(20, "orders", "/orders", "orders", "desk-orders"),
            Place::Shop.entry(40, "refunds", "/refunds", "undo", "desk-refunds"),
            Place::Moderator.entry(
                30,
                "disputes",
                "/moderator/disputes",
                "hammer",
                "moderator-desk-disputes",
            ),
        ],
        panels: &[
            Panel { page: "card", eyes: Eyes::Everybody, statements: 5, draw: pages::panels::sold },
            Panel { page: "listing", eyes: Eyes::Everybody, statements: 2, draw: pages::panels::taken_back },
        ],
        for_many: &[],
        facets: &[],
        seen: None,
        signals: signals::SIGNALS,
        reductions: &[],
        prices_now: None,
        beside: &[],
        reserved: &["cart", "checkout", "orders", "purchases", "gifts", "refunds", "webhooks"],
        scopes: scopes::SCOPES,
        sitemap: &[Addresses::Closed(&["/cart", "/checkout", "/orders", "/purchases"])],
    },
    people: People {
        sign_in: Some(take_cart_along),
        export: &[("orders", |tx, account| Box::pin(api::export(tx, account)))],
        kinds: kinds::KINDS,
        mails: |sheet| {
            let mut all = mail::samples(sheet);
            all.extend(refunds::mail::samples(sheet));
            all.extend(gifts::mail::samples(sheet));
            all.extend(work_mail::samples(sheet));
            all
        },
        unfinished: Some(|tx, account| Box::pin(unfinished::unfinished(tx, account))),
        is_needed: None,
        forget: Some(forget),
    },
    work: Work {
        numbers: numbers::NUMBERS,
        invariants: &[invariants::INVARIANTS, refunds::invariants::INVARIANTS],
        checks: &[invariants::check],
    },
    demo: Some(demo::open),
};

fn in_cart<'a>(tx: &'a mut Tx, who: &'a Counted) -> Later<'a, Result<i64, DbError>> {
    Box::pin(count_cart(tx, who.holder))
}

fn take_cart_along(
    tx: &mut Tx,
    now: Timestamp,
    guest: i64,
    account: AccountId,
) -> Later<'_, Result<(), DbError>> {
    Box::pin(async move {
        kept_checkout::adopt(tx, guest, account.get()).await?;
        adopt_cart(tx, now, guest, account.get()).await
    })
}

/// What was kept for somebody who leaves.
fn forget(tx: &mut Tx, account: AccountId, _: Timestamp) -> Later<'_, Result<(), DbError>> {
    Box::pin(async move {
        cart_delivery::forget(tx, account.get()).await?;
        kept_checkout::forget(tx, account.get()).await
    })
}
