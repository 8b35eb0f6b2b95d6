//! What a shop agrees to, how its bans stand, and what people want to have taken out of its replays.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use people::{
    shops::{Desk, pages::seller},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    views::{self, Shell},
    web::{Fields, Paging, Problem, Refusal},
};

use super::common::{read_answer, read_words};
use crate::{
    Commons,
    live::{
        Room, RoomId,
        law::{self, Ban, BanAct, BanId, Law, Passage, PassageAct, PassageId},
        pages::room_clock,
        store::find_several,
    },
};

/// What stands on the check-list before a first show, by the last part of their keys.
const CHECKS: [&str; 5] = ["true", "price", "forbidden", "people", "after"];

/// `POST /desk/{handle}/live/{id}/consent`
pub async fn agree(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, RoomId)>,
    form: Fields,
) -> Result<Response, Problem> {
    let (by, _) = seller(&market, &visit, &handle).await?;
    let now = visit.now;
    if !form.flag("agreed") {
        return Err(Problem::conflict("problem-consent"));
    }
    market.write(async move |tx: &mut Tx| law::agree(tx, &by, now, id).await).await?;
    Ok(Redirect::to(&format!("/desk/{handle}/live/{id}")).into_response())
}

#[derive(Template)]
#[template(path = "live/law/views/desk.html")]
struct LawPage {
    shell: Shell,
    desk: Desk,
    law: Law,
    has_gone_through: bool,
    bans: Vec<Ban>,
    form: Fields,
    now: kernel::Timestamp,
}

impl LawPage {
    fn checks(&self) -> [&'static str; 5] {
        CHECKS
    }
}

async fn page(market: &Commons, visit: &Visit, handle: &str, form: Fields) -> Result<Response, Problem> {
    let (_, shop) = seller(market, visit, handle).await?;
    let id = shop.id;
    let look = async move |tx: &mut Tx| {
        let has_gone_through = law::has_gone_through(tx, id).await?;
        Ok::<_, DbError>((law::find_law(tx).await?, has_gone_through, law::list_bans_of_shop(tx, id).await?))
    };
    let (law, has_gone_through, bans) = market.db.read(look).await?;
    let (shell, desk) = (visit.shell("desk"), Desk::new(&shop, "live"));
    let page = LawPage { shell, desk, law, has_gone_through, bans, form, now: visit.now };
    views::show(&page, page.form.is_good())
}

/// `GET /desk/{handle}/live/law`
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    page(&market, &visit, &handle, Fields::default()).await
}

/// `POST /desk/{handle}/live/law/checklist`
pub async fn go_through(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, _) = seller(&market, &visit, &handle).await?;
    for check in CHECKS {
        if !form.flag(check) {
            form.refuse(check, Refusal::new("refused-not-ticked"));
        }
    }
    if !form.is_good() {
        return page(&market, &visit, &handle, form).await;
    }
    let now = visit.now;
    market.write(async move |tx: &mut Tx| law::go_through(tx, &by, now).await).await?;
    Ok(redirect(&format!("/desk/{handle}/live"), "done-checklist"))
}

/// `POST /desk/{handle}/live/law/bans/{ban}/appeal`
pub async fn appeal(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, ban)): Path<(String, BanId)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, _) = seller(&market, &visit, &handle).await?;
    let (now, words) = (visit.now, read_words(&mut form, "words"));
    if !form.is_good() {
        return page(&market, &visit, &handle, form).await;
    }
    market.write(async move |tx: &mut Tx| law::appeal(tx, &by, now, ban, words.clone()).await).await?;
    Ok(redirect(&format!("/desk/{handle}/live/law"), "done-appeal"))
}

#[derive(Template)]
#[template(path = "live/law/views/passages.html")]
struct PassagesPage {
    shell: Shell,
    desk: Desk,
    passages: Vec<(Passage, Option<Room>)>,
    older: String,
    /// An answer that was refused, and to what.
    form: Fields,
    answered: Option<PassageId>,
}

impl PassagesPage {
    fn is_refused(&self, passage: &Passage) -> bool {
        self.answered == Some(passage.id)
    }

    fn span(&self, passage: &Passage, room: &Room) -> String {
        format!("{}–{}", room_clock(room, passage.from), room_clock(room, passage.to))
    }
}

/// `GET /desk/{handle}/live/passages`
pub async fn passages(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
    paging: Paging,
) -> Result<Response, Problem> {
    passages_with(&market, &visit, &handle, paging, (Fields::default(), None)).await
}

async fn passages_with(
    market: &Commons,
    visit: &Visit,
    handle: &str,
    paging: Paging,
    (form, answered): (Fields, Option<PassageId>),
) -> Result<Response, Problem> {
    let (_, shop) = seller(market, visit, handle).await?;
    let (id, before, limit) = (shop.id, paging.before, paging.limit.and_one_more());
    let look = async move |tx: &mut Tx| {
        let asked = law::list_passages(tx, id, before, limit).await?;
        with_rooms(tx, asked).await
    };
    let (passages, older) = paging.cut(market.db.read(look).await?, |(passage, _)| passage.id.number());
    let (shell, desk) = (visit.shell("desk"), Desk::new(&shop, "live"));
    let page = PassagesPage { shell, desk, passages, older, form, answered };
    views::show(&page, page.answered.is_none())
}

/// Passages, each with its show.
pub async fn with_rooms(
    tx: &mut Tx,
    passages: Vec<Passage>,
) -> Result<Vec<(Passage, Option<Room>)>, DbError> {
    let ids: Vec<RoomId> = passages.iter().map(|passage| passage.room).collect();
    let rooms = find_several(tx, &ids).await?;
    let with = |passage: Passage| {
        let room = rooms.iter().find(|room| room.id == passage.room).cloned();
        (passage, room)
    };
    Ok(passages.into_iter().map(with).collect())
}

/// `POST /desk/{handle}/live/passages/{passage}/answer`
pub async fn answer(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, PassageId)>,
    paging: Paging,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, _) = seller(&market, &visit, &handle).await?;
    let now = visit.now;
    let Some(decision) = read_answer(&mut form) else {
        return passages_with(&market, &visit, &handle, paging, (form, Some(id))).await;
    };
    let rules = market.rules();
    let act = async move |tx: &mut Tx| law::answer(tx, &by, now, &rules, id, decision.clone()).await;
    market.write(act).await?;
    Ok(redirect(&format!("/desk/{handle}/live/passages"), "done-passage"))
}
