//! The programme of a festival at its organiser's desk.

use std::collections::BTreeSet;

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use people::{
    shops::{Desk, Shop},
    visit::{Visit, redirect},
};
use platform::{
    db::Tx,
    views::{self, Shell},
    web::{Fields, Problem},
};
use selling::promotions::local_moment;

use commons::Commons;

use super::{
    common::may_change,
    desk::{desk_path, find},
    problems::blame,
    read::read_item,
    show::{ProgrammeDay, by_day, clock},
};
use crate::festivals::{
    Festival,
    programme::{self, Item, ItemId, ItemKind},
};

#[derive(Template)]
#[template(path = "festivals/views/desk_programme.html")]
struct ProgrammePage {
    shell: Shell,
    desk: Desk,
    festival: Festival,
    days: Vec<ProgrammeDay>,
    clashing: BTreeSet<ItemId>,
    /// What is changed; none while something is added.
    item: Option<Item>,
    form: Fields,
}

impl ProgrammePage {
    fn clashes(&self, item: &Item) -> bool {
        self.clashing.contains(&item.id)
    }

    fn clock(&self, item: &Item) -> String {
        clock(item.said.begins_at, &self.festival)
    }

    fn kinds(&self) -> &'static [ItemKind] {
        ItemKind::ALL
    }

    fn path(&self) -> String {
        path_of(&self.desk.handle, &self.festival)
    }
}

fn path_of(handle: &str, festival: &Festival) -> String {
    format!("{}/programme", desk_path(handle, festival))
}

/// Which things share a stage with another at the same time.
fn clashing(items: &[Item]) -> BTreeSet<ItemId> {
    let stages: BTreeSet<&str> = items.iter().map(|item| item.said.stage.as_str()).collect();
    let of_stage = |stage: &str| {
        let there: Vec<&Item> = items.iter().filter(|item| item.said.stage == stage).collect();
        let found = programme::clashes(&there);
        found.into_iter().filter_map(|at| there.get(at).map(|item| item.id)).collect::<Vec<_>>()
    };
    stages.into_iter().flat_map(of_stage).collect()
}

async fn page(
    market: &Commons,
    visit: &Visit,
    (shop, festival): (Shop, Festival),
    item: Option<Item>,
    form: Fields,
) -> Result<Response, Problem> {
    let id = festival.id;
    let items = market.read(async move |tx: &mut Tx| programme::items(tx, id).await).await?;
    let clashing = clashing(&items);
    let days = by_day(items, &festival.said.days.time_zone);
    let is_good = form.is_good();
    let (shell, desk) = (visit.shell("desk"), Desk::new(&shop, "festivals"));
    views::show(&ProgrammePage { shell, desk, festival, days, clashing, item, form }, is_good)
}

/// `GET /desk/{handle}/festivals/{festival}/programme`
pub async fn index(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, festival)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (_, shop, festival) = find(&market, &visit, (&handle, &festival)).await?;
    let at = local_moment(festival.begins_at, &festival.said.days.time_zone);
    let form = Fields::filled([("begins_at", at.as_str()), ("minutes", "60"), ("seats", "0")]);
    page(&market, &visit, (shop, festival), None, form).await
}

/// `POST /desk/{handle}/festivals/{festival}/programme`
pub async fn create(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, festival)): Path<(String, String)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, shop, festival) = find(&market, &visit, (&handle, &festival)).await?;
    let (now, id) = (visit.now, festival.id);
    let Some(said) = read_item(&mut form, &festival) else {
        return page(&market, &visit, (shop, festival), None, form).await;
    };
    may_change(&market, &visit)?;
    let act = async move |tx: &mut Tx| programme::add(tx, &by, now, id, said.clone()).await;
    if let Err(problem) = market.write(act).await {
        blame(&mut form, problem)?;
        return page(&market, &visit, (shop, festival), None, form).await;
    }
    Ok(redirect(&path_of(&handle, &festival), "done-item"))
}

/// Something in the programme of this festival.
pub async fn find_item(market: &Commons, festival: &Festival, id: ItemId) -> Result<Item, Problem> {
    let item = market.find(async move |tx: &mut Tx| programme::find(tx, id).await).await?;
    if item.festival == festival.id { Ok(item) } else { Err(Problem::not_found()) }
}

/// `GET /desk/{handle}/festivals/{festival}/programme/{item}`
pub async fn edit(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, festival, id)): Path<(String, String, ItemId)>,
) -> Result<Response, Problem> {
    let (_, shop, festival) = find(&market, &visit, (&handle, &festival)).await?;
    let item = find_item(&market, &festival, id).await?;
    let said = &item.said;
    let form = Fields::filled([
        ("kind", said.kind.name().to_owned()),
        ("title", said.title.clone()),
        ("title_en", said.title_en.clone()),
        ("stage", said.stage.clone()),
        ("begins_at", local_moment(said.begins_at, &festival.said.days.time_zone)),
        ("minutes", said.minutes.to_string()),
        ("seats", said.seats.to_string()),
    ]);
    page(&market, &visit, (shop, festival), Some(item), form).await
}

/// `POST /desk/{handle}/festivals/{festival}/programme/{item}`
pub async fn update(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, festival, id)): Path<(String, String, ItemId)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, shop, festival) = find(&market, &visit, (&handle, &festival)).await?;
    let item = find_item(&market, &festival, id).await?;
    let now = visit.now;
    let Some(said) = read_item(&mut form, &festival) else {
        return page(&market, &visit, (shop, festival), Some(item), form).await;
    };
    may_change(&market, &visit)?;
    let act = async move |tx: &mut Tx| programme::change(tx, &by, now, id, said.clone()).await;
    if let Err(problem) = market.write(act).await {
        blame(&mut form, problem)?;
        return page(&market, &visit, (shop, festival), Some(item), form).await;
    }
    Ok(redirect(&path_of(&handle, &festival), "done-item"))
}

/// `POST /desk/{handle}/festivals/{festival}/programme/{item}/removal`
pub async fn destroy(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, festival, id)): Path<(String, String, ItemId)>,
) -> Result<Response, Problem> {
    let (by, _, festival) = find(&market, &visit, (&handle, &festival)).await?;
    find_item(&market, &festival, id).await?;
    let now = visit.now;
    market.write(async move |tx: &mut Tx| programme::take_out(tx, &by, now, id).await).await?;
    Ok(redirect(&path_of(&handle, &festival), "done-item-out"))
}
