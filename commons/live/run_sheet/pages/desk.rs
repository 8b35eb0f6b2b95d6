//! What is to be shown, in order: put together with one thumb, before the show and while it goes on.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use goods::catalog::{self, Card, ListingId};
use people::{
    shops::{Desk, pages::seller},
    visit::Visit,
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Problem},
};

use super::read::{Change, changed};
use crate::{
    Commons,
    live::{
        self, Room, RoomId, hosting,
        run_sheet::{self, ArrangeError},
    },
};

/// Things that can be added; the newest.
const THINGS: i64 = 60;

#[derive(Template)]
#[template(path = "live/run_sheet/views/desk.html")]
struct RunSheetPage {
    shell: Shell,
    lang: Lang,
    desk: Desk,
    room: Room,
    sheet: Vec<Card>,
    /// What is not on it.
    others: Vec<Card>,
}

/// `GET /desk/{handle}/live/{id}/run-sheet`
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, RoomId)>,
) -> Result<Response, Problem> {
    let (by, shop) = seller(&market, &visit, &handle).await?;
    let shop_id = shop.id;
    let look = async |tx: &mut Tx| {
        let Some(room) = live::find_own(tx, &by, id).await? else { return Ok(None) };
        let sheet = run_sheet::things(tx, id).await?;
        let mut others = catalog::list_of_shop(tx, shop_id, i64::MAX, THINGS).await?;
        others.extend(hosting::things(tx, shop_id).await?);
        others.retain(|card| !sheet.iter().any(|one| one.id == card.id));
        Ok::<_, DbError>(Some((room, sheet, others)))
    };
    let (room, sheet, others) = market.db.read(look).await?.ok_or_else(Problem::not_found)?;
    let (shell, desk) = (visit.shell("desk"), Desk::new(&shop, "live"));
    views::page(&RunSheetPage { shell, lang: visit.lang, desk, room, sheet, others })
}

/// `POST /desk/{handle}/live/{id}/run-sheet`: one thing is put on it, moved, or taken off.
pub async fn update(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, RoomId)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, _) = visit.seller(&handle)?;
    let listing: Option<ListingId> = form.parsed("listing", |text| text.parse().ok());
    let change = form.parsed("change", Change::parse);
    let (listing, change) = listing.zip(change).ok_or_else(|| Problem::invalid(&form))?;
    let act = async move |tx: &mut Tx| {
        let sheet = changed(run_sheet::list(tx, id).await?, listing, change);
        run_sheet::arrange(tx, &by, id, &sheet).await?;
        Ok::<_, ArrangeError>(())
    };
    market.write(act).await?;
    Ok(Redirect::to(&format!("/desk/{handle}/live/{id}/run-sheet#thing-{listing}")).into_response())
}
