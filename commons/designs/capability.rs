use kernel::ShopId;
use people::capability::{
    Addresses, Beside, Capability, Eyes, Facet, Panel, People, Serves, Stretch, Web, Work,
};
use platform::{Later, db::Tx, views::Place};

use super::{
    api, beside, check, commands, demo, invariants, jobs, kinds, list_open_of_shop, mail, numbers, original,
    pages, person, scopes,
};
use crate::Commons;

pub const CAPABILITY: Capability<Commons> = Capability {
    name: "designs",
    serves: Serves {
        pages: pages::routes,
        api: api::routes,
        jobs: jobs::bodies,
        begin: None,
        rounds: &[|market| Box::pin(jobs::follow(market))],
        commands: commands::COMMANDS,
    },
    web: Web {
        counters: &[],
        navigation: &[
            Place::Shop.entry(55, "designs", "/designs", "hammer", "designs-title"),
            Place::Moderator.entry(50, "designs", "/moderator/designs", "flag", "moderator-desk-designs"),
            Place::Moderator.entry(
                55,
                "likenesses",
                "/moderator/likenesses",
                "eye",
                "moderator-desk-likenesses",
            ),
        ],
        panels: &[
            Panel { page: "listing", eyes: Eyes::Everybody, statements: 3, draw: pages::panels::of_listing },
            Panel { page: "card", eyes: Eyes::Everybody, statements: 5, draw: pages::panels::of_cards },
            Panel { page: "shop", eyes: Eyes::Everybody, statements: 2, draw: pages::panels::of_shop },
        ],
        for_many: &["/designs", "/designs/{id}"],
        facets: &[Facet { name: "original", text: "search-facet-original", admits: original::admits }],
        seen: None,
        signals: &[],
        reductions: &[],
        prices_now: None,
        beside: &[Beside {
            name: beside::NAME,
            fill: pages::editor::fill,
            draw: pages::editor::draw,
            check: pages::editor::check,
            keep: pages::editor::keep,
        }],
        reserved: &["designs", "likenesses"],
        scopes: scopes::SCOPES,
        sitemap: &[
            Addresses::Fixed(&["/designs", "/designs/chain", "/designs/rulings"]),
            Addresses::OfShop(records),
        ],
    },
    people: People {
        sign_in: None,
        export: &[("designs", |tx, account| Box::pin(person::export(tx, account)))],
        kinds: kinds::KINDS,
        mails: mail::samples,
        unfinished: None,
        is_needed: None,
        forget: None,
    },
    work: Work { numbers: numbers::NUMBERS, invariants: &[invariants::INVARIANTS], checks: &[check::check] },
    demo: Some(demo::open),
};

fn records(tx: &mut Tx, shop: ShopId, before: Option<i64>, most: i64) -> Later<'_, Stretch> {
    Box::pin(async move {
        let records = list_open_of_shop(tx, shop, before.unwrap_or(i64::MAX), most).await?;
        Ok(records.iter().map(|record| (record.id.number(), record.path())).collect())
    })
}
