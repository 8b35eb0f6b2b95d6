use people::capability::{Capability, Counted, Counter, Eyes, Facet, Panel, People, Serves, Web, Work};
use platform::{
    Later,
    db::{DbError, Tx},
    views::Place,
};
use selling::Selling;

use super::{
    api, count_unread, demo, invariants, jobs, kinds, mail, negotiable, numbers, pages, quotes, reports,
    unfinished,
};

pub const CAPABILITY: Capability<Selling> = Capability {
    name: "negotiation",
    serves: Serves {
        pages: || pages::routes().merge(reports::pages::routes()),
        api: || api::routes().merge(quotes::api::routes()).merge(reports::api::routes()),
        jobs: jobs::bodies,
        begin: None,
        rounds: &[|market| Box::pin(jobs::end_stale_offers(market))],
        commands: &[],
    },
    web: Web {
        counters: &[Counter { name: "talk", count: unread }],
        navigation: &[
            Place::SignedIn.entry(10, "talk", "/conversations", "talk", "nav-talk"),
            Place::Bottom.entry(30, "talk", "/conversations", "talk", "nav-talk"),
            Place::Shop.entry(30, "talk", "/conversations", "talk", "talk-title"),
            Place::Moderator.entry(
                50,
                "conversations",
                "/moderator/conversations",
                "eye",
                "moderator-desk-conversations",
            ),
        ],
        panels: &[
            Panel {
                page: "reputation",
                eyes: Eyes::Everybody,
                statements: 2,
                draw: pages::panels::of_reputation,
            },
            Panel { page: "order", eyes: Eyes::Everybody, statements: 4, draw: pages::panels::of_order },
            Panel { page: "desk-order", eyes: Eyes::Everybody, statements: 4, draw: pages::panels::of_order },
        ],
        for_many: &[],
        facets: &[Facet { name: "negotiable", text: "search-facet-negotiable", admits: negotiable::admits }],
        signals: &[],
        seen: None,
        reductions: &[],
        prices_now: None,
        beside: &[],
        reserved: &["conversations", "offers", "quotes", "deals"],
        scopes: &[],
        sitemap: &[],
    },
    people: People {
        sign_in: None,
        export: &[
            ("conversations", |tx, account| Box::pin(super::export(tx, account))),
            ("reports", |tx, account| Box::pin(reports::export(tx, account))),
        ],
        kinds: kinds::KINDS,
        mails: |sheet| {
            let mut all = mail::samples();
            all.extend(reports::mail::samples(sheet));
            all
        },
        unfinished: Some(|tx, account| Box::pin(unfinished::unfinished(tx, account))),
        is_needed: None,
        forget: None,
    },
    work: Work { numbers: numbers::NUMBERS, invariants: &[invariants::INVARIANTS], checks: &[] },
    demo: Some(demo::open),
};

fn unread<'a>(tx: &'a mut Tx, who: &'a Counted) -> Later<'a, Result<i64, DbError>> {
    Box::pin(async move {
        match who.account {
            Some(account) => count_unread(tx, account, &who.shops).await,
            None => Ok(0),
        }
    })
}
