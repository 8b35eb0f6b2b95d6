//! What somebody has a seat at, over all festivals.

use std::collections::BTreeSet;

use askama::Template;
use axum::{extract::State, response::Response};
use kernel::{AccountId, Timestamp, hours};
use people::visit::Visit;
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::Problem,
};

use commons::Commons;

use super::{
    common::home,
    show::{clock, file},
};
use crate::festivals::{
    self, Festival,
    programme::{self, Item, ItemId},
};

/// What began so long ago is still shown.
const SINCE: u64 = 24;

#[derive(Template)]
#[template(path = "festivals/views/mine.html")]
struct MinePage {
    shell: Shell,
    lang: Lang,
    all: Vec<(Item, Festival)>,
    clashing: BTreeSet<ItemId>,
}

impl MinePage {
    fn clashes(&self, item: &Item) -> bool {
        self.clashing.contains(&item.id)
    }

    fn clock(&self, item: &Item, festival: &Festival) -> String {
        clock(item.said.begins_at, festival)
    }
}

async fn seats(tx: &mut Tx, account: AccountId, since: Timestamp) -> Result<Vec<(Item, Festival)>, DbError> {
    let mut all: Vec<(Item, Festival)> = Vec::new();
    for item in programme::reserved(tx, account, since).await? {
        let known = all.iter().find(|(_, festival)| festival.id == item.festival);
        let festival = match known {
            Some((_, festival)) => Some(festival.clone()),
            None => festivals::find(tx, item.festival).await?,
        };
        all.extend(festival.map(|festival| (item, festival)));
    }
    Ok(all)
}

/// `GET /mine/festivals`
pub async fn index(State(market): State<Commons>, visit: Visit) -> Result<Response, Problem> {
    let (account, since) = (visit.account_id()?, visit.now - hours(SINCE));
    let all = market.read(async move |tx: &mut Tx| seats(tx, account, since).await).await?;
    let items: Vec<&Item> = all.iter().map(|(item, _)| item).collect();
    let clashing = programme::clashes(&items);
    let clashing = clashing.into_iter().filter_map(|at| items.get(at)).map(|item| item.id).collect();
    views::page(&MinePage { shell: visit.shell("mine"), lang: visit.lang, all, clashing })
}

/// `GET /mine/festivals/programme.ics`
pub async fn calendar(State(market): State<Commons>, visit: Visit) -> Result<Response, Problem> {
    let (account, since) = (visit.account_id()?, visit.now - hours(SINCE));
    let all = market.read(async move |tx: &mut Tx| seats(tx, account, since).await).await?;
    let name = visit.shell("mine").t("festivals-mine").to_owned();
    Ok(file("festivals", programme::of_items(&name, &all, visit.lang, home(&market))))
}
