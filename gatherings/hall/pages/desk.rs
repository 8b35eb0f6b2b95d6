//! A shop's exhibits on its desk.

use askama::Template;
use axum::{
    extract::{Path, Request, State},
    response::Response,
};
use goods::catalog::{self, Card, ListingId};
use people::{
    choices::Choice,
    shops::{Desk, Shop, pages::seller},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    views::{self, Shell},
    web::{Fields, Paging, Problem},
};

use super::{common::centimetres, put, receive};
use crate::{
    Commons,
    hall::{self, Exhibit, ExhibitAct, ExhibitId, numbers},
};

/// Listings to choose from.
const CHOICES: i64 = 500;

/// An exhibit with its listing, while that is on sale.
struct Row {
    exhibit: Exhibit,
    card: Option<Card>,
}

impl Row {
    fn poster(&self) -> &str {
        let cover = self.card.as_ref().map_or("", |card| card.cover.as_str());
        if self.exhibit.poster.is_empty() { cover } else { &self.exhibit.poster }
    }
}

#[derive(Template)]
#[template(path = "hall/views/desk.html")]
struct ExhibitsPage {
    shell: Shell,
    desk: Desk,
    form: Fields,
    rows: Vec<Row>,
    older: String,
    choices: Vec<Choice>,
    most_megabytes: u32,
    most_triangles: u32,
}

impl ExhibitsPage {
    fn size(&self, row: &Row) -> String {
        let sides = row.exhibit.model.full.size_mm;
        let [wide, high, deep] = sides.map(|side| self.shell.number(centimetres(side).max(1)));
        self.shell.say("hall-size", &[("wide", &wide), ("high", &high), ("deep", &deep)])
    }

    fn hint(&self) -> String {
        let most = (self.shell.number(self.most_megabytes), self.shell.number(self.most_triangles));
        self.shell.say("exhibit-model-hint", &[("megabytes", &most.0), ("triangles", &most.1)])
    }

    fn weight(&self, bytes: &i64) -> String {
        self.shell.number(((*bytes + 512) >> 10).max(1))
    }
}

async fn load(
    market: &Commons,
    visit: &Visit,
    shop: &Shop,
    paging: &Paging,
    form: Fields,
) -> Result<ExhibitsPage, Problem> {
    let (id, before, limit) = (shop.id, paging.before, paging.limit.and_one_more());
    let look = async move |tx: &mut Tx| {
        let found = hall::list_of_shop(tx, id, before, limit).await?;
        let ids: Vec<ListingId> = found.iter().map(|one| one.listing).collect();
        let on_sale = catalog::list_of_shop(tx, id, i64::MAX, CHOICES).await?;
        Ok::<_, DbError>((found, catalog::cards(tx, &ids).await?, on_sale))
    };
    let (found, cards, on_sale) = market.read(look).await?;
    let (found, older) = paging.cut(found, |last| last.id.number());
    let row = |exhibit: Exhibit| {
        let card = cards.iter().find(|card| card.id == exhibit.listing).cloned();
        Row { exhibit, card }
    };
    let chosen = form.value("listing").to_owned();
    let choice = |card: &Card| {
        let value = card.id.to_string();
        Choice { chosen: value == chosen, value, words: card.title.clone() }
    };
    let rules = market.rules();
    Ok(ExhibitsPage {
        shell: visit.shell("desk"),
        desk: Desk::new(shop, "exhibits"),
        rows: found.into_iter().map(row).collect(),
        older,
        choices: on_sale.iter().map(choice).collect(),
        form,
        most_megabytes: rules.count(numbers::MEGABYTES),
        most_triangles: rules.count(numbers::TRIANGLES),
    })
}

/// `GET /desk/{handle}/exhibits`: `listing` is the one whose model is to be sent anew.
pub async fn index(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
    paging: Paging,
) -> Result<Response, Problem> {
    let (_, shop) = seller(&market, &visit, &handle).await?;
    let form = Fields::filled([("listing", paging.asked.value("listing"))]);
    views::page(&load(&market, &visit, &shop, &paging, form).await?)
}

/// `POST /desk/{handle}/exhibits`: a listing, its model, and a poster if there is one.
pub async fn create(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let (by, shop) = seller(&market, &visit, &handle).await?;
    let sent = receive(&market, request).await?;
    let path = format!("/desk/{handle}/exhibits");
    match put(&market, &visit, by, sent).await? {
        Ok(_) => Ok(redirect(&path, "done-exhibit-shown")),
        Err(form) => views::refused(&load(&market, &visit, &shop, &Paging::first(path), form).await?),
    }
}

/// `POST /desk/{handle}/exhibits/{id}/state`: `act` takes it out or puts it back.
pub async fn place(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, ExhibitId)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let ((by, _), now) = (visit.seller(&handle)?, visit.now);
    let act = form.parsed("act", ExhibitAct::parse).ok_or_else(|| Problem::invalid(&form))?;
    market.write(async move |tx: &mut Tx| hall::place(tx, &by, now, id, act).await).await?;
    let done = match act {
        ExhibitAct::TakeOut => "done-exhibit-out",
        ExhibitAct::PutBack => "done-exhibit-back",
    };
    Ok(redirect(&format!("/desk/{handle}/exhibits"), done))
}
