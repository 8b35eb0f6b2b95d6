//! The ground of a festival at its organiser's desk: booths are moved, and a drawing is put below them.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use people::{
    photos::Upload,
    shops::{Desk, Shop},
    visit::{Visit, redirect},
};
use platform::{
    db::Tx,
    views::{self, Shell},
    web::{Fields, Problem, Refusal},
};

use commons::Commons;

use super::{
    common::{Ground, may_change},
    desk::{desk_path, find},
    problems::{blame, of_outline},
    read::read_place,
};
use crate::festivals::{
    Festival,
    ground::{self, Outline},
};

#[derive(Template)]
#[template(path = "festivals/views/desk_plan.html")]
struct DeskPlanPage {
    shell: Shell,
    desk: Desk,
    festival: Festival,
    ground: Ground,
    form: Fields,
    /// What was dropped of the drawing that was just sent.
    dropped: Vec<String>,
}

async fn page(
    market: &Commons,
    visit: &Visit,
    (shop, festival): (Shop, Festival),
    (form, dropped): (Fields, Vec<String>),
) -> Result<Response, Problem> {
    let of = festival.clone();
    let mut ground = market.read(async move |tx: &mut Tx| Ground::load(tx, &of).await).await?;
    ground.moves = format!("{}/plan", desk_path(&shop.handle, &festival));
    let is_good = form.is_good();
    let (shell, desk) = (visit.shell("desk"), Desk::new(&shop, "festivals"));
    views::show(&DeskPlanPage { shell, desk, festival, ground, form, dropped }, is_good)
}

/// `GET /desk/{handle}/festivals/{festival}/plan`
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, festival)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (_, shop, festival) = find(&market, &visit, (&handle, &festival)).await?;
    page(&market, &visit, (shop, festival), (Fields::default(), Vec::new())).await
}

/// `POST /desk/{handle}/festivals/{festival}/plan`: one booth is put somewhere else.
pub async fn place(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, festival)): Path<(String, String)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, shop, festival) = find(&market, &visit, (&handle, &festival)).await?;
    let number = form.whole("number", 1..=100_000);
    let Some(to) = read_place(&mut form) else {
        return page(&market, &visit, (shop, festival), (form, Vec::new())).await;
    };
    may_change(&market, &visit)?;
    let id = festival.id;
    let act = async move |tx: &mut Tx| ground::place(tx, &by, (id, number), to).await;
    if let Err(problem) = market.write(act).await {
        blame(&mut form, problem)?;
        return page(&market, &visit, (shop, festival), (form, Vec::new())).await;
    }
    if form.flag("script") {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    Ok(redirect(&format!("{}/plan", desk_path(&handle, &festival)), "done-booth-placed"))
}

/// `POST /desk/{handle}/festivals/{festival}/outline`: what was dropped of the drawing is said at once.
pub async fn draw(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, festival)): Path<(String, String)>,
    Upload { mut form, files }: Upload,
) -> Result<Response, Problem> {
    let (by, shop, festival) = find(&market, &visit, (&handle, &festival)).await?;
    may_change(&market, &visit)?;
    let (now, id) = (visit.now, festival.id);
    let read = files.first().map(|(_, content)| Outline::read(content));
    let read = match read {
        Some(Ok(read)) => read,
        Some(Err(fault)) => {
            form.refuse("outline", of_outline(fault));
            return page(&market, &visit, (shop, festival), (form, Vec::new())).await;
        }
        None => {
            form.refuse("outline", Refusal::new("refused-empty"));
            return page(&market, &visit, (shop, festival), (form, Vec::new())).await;
        }
    };
    let outline = read.outline;
    market.write(async move |tx: &mut Tx| ground::draw(tx, &by, now, id, Some(&outline)).await).await?;
    if read.dropped.is_empty() {
        return Ok(redirect(&format!("{}/plan", desk_path(&handle, &festival)), "done-outline"));
    }
    page(&market, &visit, (shop, festival), (Fields::default(), read.dropped)).await
}

/// `POST /desk/{handle}/festivals/{festival}/outline/removal`
pub async fn clear(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, festival)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (by, _, festival) = find(&market, &visit, (&handle, &festival)).await?;
    let (now, id) = (visit.now, festival.id);
    market.write(async move |tx: &mut Tx| ground::draw(tx, &by, now, id, None).await).await?;
    Ok(redirect(&format!("{}/plan", desk_path(&handle, &festival)), "done-outline-out"))
}
