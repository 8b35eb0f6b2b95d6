//! What viewers offer, alike ones together, and what the host says to all of them with one tap.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use goods::catalog;
use people::{
    shops::{Desk, pages::seller},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    views::{self, Shell},
    web::{Fields, Problem},
};

use super::read::read_answer;
use crate::{
    Commons,
    live::{
        self, Room, RoomId,
        offers::{self, Group},
    },
};

/// Groups of one page.
const SHELF: i64 = 60;

#[derive(Template)]
#[template(path = "live/offers/views/desk.html")]
struct OffersPage {
    shell: Shell,
    desk: Desk,
    room: Room,
    groups: Vec<Shown>,
    form: Fields,
}

/// A group with what it is for.
struct Shown {
    group: Group,
    title: String,
    choices: String,
}

/// `GET /desk/{handle}/live/{id}/offers`
pub async fn index(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, RoomId)>,
) -> Result<Response, Problem> {
    views::page(&load(&market, &visit, &handle, id, Fields::default()).await?)
}

async fn load(
    market: &Commons,
    visit: &Visit,
    handle: &str,
    id: RoomId,
    form: Fields,
) -> Result<OffersPage, Problem> {
    let (by, shop) = seller(market, visit, handle).await?;
    let look = async |tx: &mut Tx| {
        let Some(room) = live::find_own(tx, &by, id).await? else { return Ok(None) };
        let mut groups = Vec::new();
        for group in offers::groups(tx, id, SHELF).await? {
            let offered = catalog::find_offered(tx, group.key.variant).await?;
            let (title, choices) =
                offered.map(|offered| (offered.title, offered.choices)).unwrap_or_default();
            groups.push(Shown { group, title, choices });
        }
        Ok::<_, DbError>(Some((room, groups)))
    };
    let (room, groups) = market.db.read(look).await?.ok_or_else(Problem::not_found)?;
    let (shell, desk) = (visit.shell("desk"), Desk::new(&shop, "live"));
    Ok(OffersPage { shell, desk, room, groups, form })
}

/// `POST /desk/{handle}/live/{id}/offers/answers`
pub async fn answer(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, RoomId)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, shop) = seller(&market, &visit, &handle).await?;
    let (now, rules) = (visit.now, market.rules());
    let Some(said) = read_answer(&mut form, shop.currency) else {
        return views::refused(&load(&market, &visit, &handle, id, form).await?);
    };
    market.write(async move |tx: &mut Tx| offers::answer(tx, &by, now, &rules, id, said).await).await?;
    if form.flag("script") {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    Ok(redirect(&format!("/desk/{handle}/live/{id}/offers"), "done-room-offers"))
}
