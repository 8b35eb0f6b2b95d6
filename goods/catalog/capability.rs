use kernel::ShopId;
use people::{
    capability::{Addresses, Capability, Eyes, Facet, Panel, People, Serves, Stretch, Web, Work},
    kind::Kind,
};
use platform::{Later, db::Tx, views::Place};

use super::{
    api, commands, demo, desk, import_api, invariants, jobs, list_of_shop, mail, pages, photo_api, ready,
    scopes, shops_with_more_than, tell_fresh, write_api,
};
use crate::Goods;

pub const CAPABILITY: Capability<Goods> = Capability {
    name: "catalog",
    serves: Serves {
        pages: || pages::routes().merge(desk::routes()),
        api: || {
            api::routes().merge(write_api::routes()).merge(import_api::routes()).merge(photo_api::routes())
        },
        jobs: jobs::bodies,
        begin: Some(|market| Box::pin(tell_fresh::begin(market))),
        rounds: &[],
        commands: commands::COMMANDS,
    },
    web: Web {
        counters: &[],
        navigation: &[
            Place::Shop.entry(60, "listings", "/listings", "tag", "desk-listings"),
            Place::Shop.entry(70, "import", "/import", "upload", "desk-import"),
        ],
        panels: &[Panel { page: "desk", eyes: Eyes::Everybody, statements: 2, draw: pages::panels::start }],
        for_many: &["/shops/{handle}", "/shops/{shop}/{listing}"],
        facets: &[Facet { name: "ready", text: "search-facet-ready", admits: ready::admits }],
        signals: &[],
        seen: None,
        reductions: &[],
        prices_now: None,
        beside: &[],
        reserved: &["listings", "media", "merchant"],
        scopes: scopes::SCOPES,
        sitemap: &[
            Addresses::OfShop(listings),
            Addresses::Large(|tx, most| Box::pin(shops_with_more_than(tx, most))),
        ],
    },
    people: People {
        sign_in: None,
        export: &[],
        kinds: &[Kind::optional("catalog.fresh", "following")],
        mails: mail::samples,
        unfinished: None,
        is_needed: None,
        forget: None,
    },
    work: Work { numbers: &[], invariants: &[invariants::INVARIANTS], checks: &[invariants::check] },
    demo: Some(demo::open),
};

fn listings(tx: &mut Tx, shop: ShopId, before: Option<i64>, most: i64) -> Later<'_, Stretch> {
    Box::pin(async move {
        let cards = list_of_shop(tx, shop, before.unwrap_or(i64::MAX), most).await?;
        Ok(cards.iter().map(|card| (card.id.number(), card.url())).collect())
    })
}
