use kernel::{AccountId, Timestamp};
use people::{
    capability::{Addresses, Capability, Eyes, Panel, People, Serves, Web, Work},
    kind::Kind,
};
use platform::{
    Later,
    db::{DbError, Tx},
    views::Place,
};
use selling::Selling;

use super::{adopt::adopt, api, demo, invariants, jobs, mail, numbers, pages, store};

pub const CAPABILITY: Capability<Selling> = Capability {
    name: "wishes",
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
        navigation: &[Place::Mine.entry(20, "wishes", "/wishes", "heart", "wishes-title")],
        panels: &[
            Panel { page: "listing", eyes: Eyes::Reader, statements: 2, draw: pages::panels::of_listing },
            Panel { page: "home", eyes: Eyes::Reader, statements: 20, draw: pages::panels::of_home },
        ],
        for_many: &[],
        facets: &[],
        seen: None,
        signals: &[],
        reductions: &[],
        prices_now: None,
        beside: &[],
        reserved: &["wishes"],
        scopes: &[],
        sitemap: &[Addresses::Closed(&["/wishes"])],
    },
    people: People {
        sign_in: Some(take_wishes_along),
        export: &[("wishes", |tx, account| Box::pin(super::export(tx, account)))],
        kinds: &[Kind::optional("wishes.news", "wishes")],
        mails: mail::samples,
        unfinished: None,
        is_needed: None,
        forget: Some(|tx, account, _| Box::pin(store::clear(tx, account.get()))),
    },
    work: Work { numbers: numbers::NUMBERS, invariants: &[invariants::INVARIANTS], checks: &[] },
    demo: Some(demo::open),
};

fn take_wishes_along(
    tx: &mut Tx,
    _: Timestamp,
    guest: i64,
    account: AccountId,
) -> Later<'_, Result<(), DbError>> {
    Box::pin(adopt(tx, guest, account))
}
