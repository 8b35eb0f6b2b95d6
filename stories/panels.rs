//! What capabilities add to the pages of others: one that fails or asks too much costs itself and nothing else.

use kernel::Chance;
use platform::{Later, db::Tx};
use server::wiring;
use trade::capability::{Brought, Drawn, Looking, Panel, People, Web, Work, no_mails};

use crate::{
    harness::{Market, Place, START},
    on_both,
};

/// Asks for what is not there.
fn broken<'a>(tx: &'a mut Tx, _: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        tx.number("SELECT nothing_of_the_kind FROM account", &[]).await?;
        Ok(vec![("aside", "never drawn".to_owned())])
    })
}

/// Asks as often as it is allowed to, and once more.
fn greedy<'a>(tx: &'a mut Tx, _: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        tx.number("SELECT COUNT(*) FROM account", &[]).await?;
        tx.number("SELECT COUNT(*) FROM account", &[]).await?;
        Ok(vec![("aside", "too dear".to_owned())])
    })
}

fn modest<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let people = tx.number("SELECT COUNT(*) FROM account", &[]).await?;
        Ok(vec![("main", format!("<p>{people} people, seen by {:?}</p>", looking.account.is_some()))])
    })
}

static WEB: Web = Web {
    counters: &[],
    navigation: &[],
    panels: &[
        Panel { page: "shop", statements: 9, draw: broken },
        Panel { page: "shop", statements: 1, draw: greedy },
        Panel { page: "shop", statements: 1, draw: modest },
    ],
    reserved: &[],
    scopes: &[],
};
static PEOPLE: People =
    People { sign_in: None, export: &[], kinds: &[], mails: no_mails, is_needed: None, forget: None };
static WORK: Work = Work { numbers: &[], invariants: &[], checks: &[] };

on_both!(a_panel_that_fails_or_asks_too_much_costs_that_panel, |place: Place| async move {
    let mut capabilities = vec![Brought { name: "strange", web: &WEB, people: &PEOPLE, work: &WORK }];
    capabilities.extend(wiring::brought());
    let market = Market::open_of(&place, START, Chance::seeded(7), |_| {}, capabilities).await;
    market.maker("Ana").await;
    let page = market.visitor().get("/shops/ana").await;
    page.is(200).shows("1 people, seen by false").hides("never drawn").hides("too dear");
    // What comes after them stands there as ever.
    page.shows("Reputation");
    market.end().await;
});
