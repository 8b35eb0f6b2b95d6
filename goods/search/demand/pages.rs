//! What people look for, for the operator; by which words they come, for a shop.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use people::{
    market::Market,
    shops::{Desk, pages::seller},
    visit::Visit,
};
use platform::{
    db::{DbError, Tx},
    views::{self, Shell},
    web::{Problem, Routes, csv_file},
};

use super::{Demand, Look, OfShop, file, of_market, of_shop};
use crate::Goods;

/// Words of a page, and of a file.
const SHOWN: i64 = 50;
const IN_FILE: i64 = 5_000;

pub fn routes() -> Routes<Goods> {
    Routes::default()
        .get("/operator/searches", index)
        .get("/operator/searches.csv", export)
        .get("/desk/{handle}/searches", of_desk)
        .get("/desk/{handle}/searches.csv", export_of_desk)
}

#[derive(Template)]
#[template(path = "search/demand/views/index.html")]
struct IndexPage {
    shell: Shell,
    current: &'static str,
    all: Vec<Demand>,
    not_found: Vec<Demand>,
}

#[derive(Template)]
#[template(path = "search/demand/views/desk.html")]
struct DeskPage {
    shell: Shell,
    desk: Desk,
    list: Vec<OfShop>,
}

/// `GET /operator/searches`
async fn index(State(market): State<Market>, visit: Visit) -> Result<Response, Problem> {
    visit.operator()?;
    let now = visit.now;
    let look = async move |tx: &mut Tx| {
        let all = of_market(tx, now, Look::All, SHOWN).await?;
        Ok::<_, DbError>((all, of_market(tx, now, Look::NotFound, SHOWN).await?))
    };
    let (all, not_found) = market.db.report(look).await?;
    views::page(&IndexPage { shell: visit.shell("operator"), current: "searches", all, not_found })
}

/// `GET /operator/searches.csv`
async fn export(State(market): State<Market>, visit: Visit) -> Result<Response, Problem> {
    visit.operator()?;
    let now = visit.now;
    let look = async move |tx: &mut Tx| of_market(tx, now, Look::All, IN_FILE).await;
    let list = market.db.report(look).await?;
    Ok(csv_file("searches.csv", file::of_market(&list).map_err(Problem::broken)?))
}

/// `GET /desk/{handle}/searches`
async fn of_desk(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    let (_, shop) = seller(&market, &visit, &handle).await?;
    let (now, id) = (visit.now, shop.id);
    let list = market.db.report(async move |tx: &mut Tx| of_shop(tx, now, id, SHOWN).await).await?;
    let desk = Desk::new(&shop, "searches");
    views::page(&DeskPage { shell: visit.shell("desk"), desk, list })
}

/// `GET /desk/{handle}/searches.csv`
async fn export_of_desk(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    let (_, shop) = seller(&market, &visit, &handle).await?;
    let (now, id) = (visit.now, shop.id);
    let list = market.db.report(async move |tx: &mut Tx| of_shop(tx, now, id, IN_FILE).await).await?;
    Ok(csv_file(&format!("{handle}-searches.csv"), file::of_shop(&list).map_err(Problem::broken)?))
}
