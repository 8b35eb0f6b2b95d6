use std::future::ready;

use people::capability::{Addresses, Capability, People, Serves, Stretch, Web, Work, no_jobs, no_mails};
use platform::{Later, db::Tx, views::Place};

use super::{api, commands, demo, follow, invariants::INVARIANTS, pages};
use crate::{Goods, catalog::CRAFTS};

pub const CAPABILITY: Capability<Goods> = Capability {
    name: "search",
    serves: Serves {
        pages: pages::routes,
        api: api::routes,
        jobs: no_jobs,
        begin: None,
        rounds: &[|market| Box::pin(async move { follow(&market.db, &market.clock, &market.index).await })],
        commands: commands::COMMANDS,
    },
    web: Web {
        counters: &[],
        navigation: &[
            Place::Top.entry(10, "browse", "/browse", "grid", "nav-browse"),
            Place::Bottom.entry(20, "browse", "/browse", "grid", "nav-browse"),
        ],
        panels: &[],
        facets: &[],
        reserved: &["browse", "search", "sitemap", "suggestions", "searches"],
        scopes: &[],
        sitemap: &[
            Addresses::Fixed(&["/", "/browse"]),
            Addresses::OfMarket(crafts),
            Addresses::Closed(&["/search"]),
        ],
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
    work: Work { numbers: &[], invariants: &[INVARIANTS], checks: &[] },
    demo: Some(demo::open),
};

/// What there is of each craft.
fn crafts(_: &mut Tx, _: Option<i64>, _: i64) -> Later<'_, Stretch> {
    let paths = CRAFTS.iter().map(|craft| format!("/browse?craft={}", craft.code));
    Box::pin(ready(Ok((0..).zip(paths).collect())))
}
