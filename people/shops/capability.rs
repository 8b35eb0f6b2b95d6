use kernel::ShopId;
use platform::{Later, db::Tx, views::Place};

use super::{api, commands, demo, find, pages, scopes};
use crate::{
    capability::{Addresses, Capability, Eyes, Panel, People, Serves, Stretch, Web, Work, no_jobs, no_mails},
    market::Market,
};

pub const CAPABILITY: Capability<Market> = Capability {
    name: "shops",
    serves: Serves {
        pages: pages::routes,
        api: api::routes,
        jobs: no_jobs,
        begin: None,
        rounds: &[],
        commands: commands::COMMANDS,
    },
    web: Web {
        counters: &[],
        navigation: &[
            Place::Mine.entry(30, "following", "/following", "shop", "following-title"),
            Place::Shop.entry(110, "settings", "/settings", "gear", "settings-title"),
            Place::Shop.entry(120, "staff", "/staff", "person", "staff-title"),
            Place::Shop.entry(130, "holiday", "/holiday", "leaf", "holiday-title"),
        ],
        panels: &[
            Panel { page: "desk", eyes: Eyes::Everybody, statements: 1, draw: pages::start_steps },
            Panel { page: "shop", eyes: Eyes::Reader, statements: 3, draw: pages::follow_panel },
        ],
        for_many: &[],
        facets: &[],
        seen: None,
        signals: &[],
        reductions: &[],
        prices_now: None,
        beside: &[],
        reserved: &["shops", "shop", "desk", "following", "share", "new", "edit", "staff"],
        scopes: scopes::SCOPES,
        sitemap: &[
            Addresses::Fixed(&["/shops"]),
            Addresses::OfShop(own_page),
            Addresses::Closed(&["/desk", "/share"]),
        ],
    },
    people: People {
        sign_in: None,
        export: &[("shops", |tx, account| Box::pin(super::export(tx, account)))],
        kinds: &[],
        mails: no_mails,
        unfinished: None,
        is_needed: Some(|tx, account| Box::pin(super::owns_open(tx, account))),
        forget: Some(|tx, account, _| Box::pin(super::forget(tx, account))),
    },
    work: Work { numbers: &[], invariants: &[], checks: &[] },
    demo: Some(demo::open),
};

fn own_page(tx: &mut Tx, shop: ShopId, _: Option<i64>, _: i64) -> Later<'_, Stretch> {
    Box::pin(async move {
        let found = find(tx, shop).await?;
        Ok(found.map(|shop| (shop.id.get(), format!("/shops/{}", shop.handle))).into_iter().collect())
    })
}
