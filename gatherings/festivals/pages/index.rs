//! Festivals that run now, those to come, and those that are over.

use askama::Template;
use axum::{extract::State, response::Response};
use kernel::Timestamp;
use people::{
    shops::{self, Shop},
    visit::Visit,
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::Problem,
};

use commons::Commons;

use super::common::{days, place};
use crate::festivals::{self, Festival, Season};

/// Festivals of one shelf.
const SHELF: i64 = 48;

/// A festival among others, with the shop that organises it.
#[derive(Clone)]
pub struct Shown {
    pub festival: Festival,
    pub shop: Shop,
    pub is_now: bool,
}

impl Shown {
    pub fn days(&self, shell: &Shell) -> String {
        days(shell, &self.festival)
    }

    pub fn place(&self, shell: &Shell) -> String {
        place(shell, &self.festival)
    }
}

/// Festivals with their shops: one statement for all.
pub async fn shown(tx: &mut Tx, at: Timestamp, festivals: Vec<Festival>) -> Result<Vec<Shown>, DbError> {
    let mut ids: Vec<_> = festivals.iter().map(|festival| festival.id.shop()).collect();
    ids.sort_unstable();
    ids.dedup();
    let shops = shops::find_several(tx, &ids).await?;
    let with = |festival: Festival| {
        let shop = shops.iter().find(|shop| shop.id == festival.id.shop())?.clone();
        let is_now = festival.is_announced() && festival.season(at) == Season::Now;
        Some(Shown { festival, shop, is_now })
    };
    Ok(festivals.into_iter().filter_map(with).collect())
}

#[derive(Template)]
#[template(path = "festivals/views/index.html")]
struct FestivalsPage {
    shell: Shell,
    lang: Lang,
    now: Vec<Shown>,
    to_come: Vec<Shown>,
    past: Vec<Shown>,
}

/// All that is shown, in three parts by the clock.
pub async fn seasons(tx: &mut Tx, at: Timestamp) -> Result<[Vec<Shown>; 3], DbError> {
    let awaited = festivals::list_to_come(tx, at, SHELF).await?;
    let (now, to_come) = awaited.into_iter().partition(|festival| festival.season(at) == Season::Now);
    let past = festivals::list_past(tx, at, SHELF).await?;
    Ok([shown(tx, at, now).await?, shown(tx, at, to_come).await?, shown(tx, at, past).await?])
}

/// `GET /festivals`
pub async fn index(State(market): State<Commons>, visit: Visit) -> Result<Response, Problem> {
    let at = visit.now;
    let [now, to_come, past] = market.read(async move |tx: &mut Tx| seasons(tx, at).await).await?;
    let (shell, lang) = (visit.shell("festivals"), visit.lang);
    views::page(&FestivalsPage { shell, lang, now, to_come, past })
}
