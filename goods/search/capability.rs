use std::future::ready;

use people::{
    capability::{Addresses, Capability, People, Serves, Stretch, Web, Work},
    kind::Kind,
};
use platform::{Later, db::Tx, views::Place};

use super::{api, commands, demo, follow, invariants::INVARIANTS, pages, saved};
use crate::{Goods, catalog::CRAFTS};

pub const CAPABILITY: Capability<Goods> = Capability {
    name: "search",
    serves: Serves {
        pages: || pages::routes().merge(saved::pages::routes()),
        api: || api::routes().merge(saved::api::routes()),
        jobs: saved::jobs::bodies,
        begin: Some(|market| Box::pin(saved::jobs::begin(market))),
        rounds: &[|market| Box::pin(async move { follow(&market.db, &market.clock, &market.index).await })],
        commands: commands::COMMANDS,
    },
    web: Web {
        counters: &[],
        navigation: &[
            Place::Top.entry(10, "browse", "/browse", "grid", "nav-browse"),
            Place::Bottom.entry(20, "browse", "/browse", "grid", "nav-browse"),
            Place::Mine.entry(25, "searches", "/searches", "search", "searches-title"),
        ],
        panels: &[],
        facets: &[],
        seen: None,
        reserved: &["browse", "search", "sitemap", "suggestions", "searches"],
        scopes: &[],
        sitemap: &[
            Addresses::Fixed(&["/", "/browse"]),
            Addresses::OfMarket(crafts),
            Addresses::Closed(&["/search"]),
        ],
    },
    people: People {
        sign_in: Some(|tx, _, guest, account| Box::pin(saved::adopt(tx, guest, account))),
        export: &[("searches", |tx, account| Box::pin(saved::export(tx, account)))],
        kinds: &[Kind::optional("search.saved", "searches")],
        mails: saved::mail::samples,
        unfinished: None,
        is_needed: None,
        forget: Some(|tx, account| Box::pin(saved::forget(tx, account))),
    },
    work: Work { numbers: &[], invariants: &[INVARIANTS], checks: &[] },
    demo: Some(demo::open),
};

/// What there is of each craft.
fn crafts(_: &mut Tx, _: Option<i64>, _: i64) -> Later<'_, Stretch> {
    let paths = CRAFTS.iter().map(|craft| format!("/browse?craft={}", craft.code));
    Box::pin(ready(Ok((0..).zip(paths).collect())))
}
