//! Whoever wants to have something taken out of a replay.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::hours;
use people::visit::{Visit, redirect};
use platform::{
    db::Tx,
    views::{self, Shell},
    web::{Fields, Limit, Paging, Problem, Refusal},
};

use super::{common::read_passage, desk::with_rooms};
use crate::{
    Commons,
    live::{
        Room, RoomId,
        law::{self, AskError, Passage, PassageAct, PassageId, PassageState},
        pages::{find_room, room_clock},
    },
};

const REQUESTS: Limit = Limit { name: "live-passages", times: 20, per: hours(24) };

#[derive(Template)]
#[template(path = "live/law/views/ask.html")]
struct AskPage {
    shell: Shell,
    room: Room,
    lasts: String,
    form: Fields,
}

async fn form_page(market: &Commons, visit: &Visit, id: RoomId, form: Fields) -> Result<Response, Problem> {
    visit.account_id()?;
    let room = find_room(market, visit, id).await?;
    let over = room.state.ended_at().filter(|_| room.has_replay).ok_or_else(Problem::not_found)?;
    let lasts = room_clock(&room, over);
    let page = AskPage { shell: visit.shell("live"), room, lasts, form };
    views::show(&page, page.form.is_good())
}

/// `GET /live/{id}/passages/new`
pub async fn new(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<RoomId>,
) -> Result<Response, Problem> {
    form_page(&market, &visit, id, Fields::default()).await
}

/// `POST /live/{id}/passages`
pub async fn create(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<RoomId>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now, rules) = (visit.buyer()?, visit.now, market.rules());
    let Some(new) = read_passage(&mut form, id) else { return form_page(&market, &visit, id, form).await };
    market.limits.take(REQUESTS, visit.account_id()?.to_string())?;
    let act = async move |tx: &mut Tx| law::ask(tx, &by, now, &rules, new.clone()).await;
    match market.db.write(act).await {
        Ok(_) => Ok(redirect("/live/passages", "done-passage-asked")),
        Err(AskError::Length) => {
            form.refuse("to", Refusal::new("problem-passage-length"));
            form_page(&market, &visit, id, form).await
        }
        Err(error) => Err(error.into()),
    }
}

#[derive(Template)]
#[template(path = "live/law/views/asked.html")]
struct AskedPage {
    shell: Shell,
    passages: Vec<(Passage, Option<Room>)>,
    older: String,
    now: kernel::Timestamp,
}

impl AskedPage {
    fn span(&self, passage: &Passage, room: &Room) -> String {
        format!("{}–{}", room_clock(room, passage.from), room_clock(room, passage.to))
    }

    fn can_call(&self, passage: &Passage) -> bool {
        let is_in_time = matches!(passage.state, PassageState::Kept { call_by, .. } if self.now <= call_by);
        is_in_time && passage.can(PassageAct::Call)
    }
}

/// `GET /live/passages`: what somebody has asked for.
pub async fn index(State(market): State<Commons>, visit: Visit, paging: Paging) -> Result<Response, Problem> {
    let (account, before, limit) = (visit.account_id()?, paging.before, paging.limit.and_one_more());
    let look = async move |tx: &mut Tx| {
        let asked = law::list_asked(tx, account, before, limit).await?;
        with_rooms(tx, asked).await
    };
    let (passages, older) = paging.cut(market.db.read(look).await?, |(passage, _)| passage.id.number());
    views::page(&AskedPage { shell: visit.shell("live"), passages, older, now: visit.now })
}

/// `POST /live/passages/{passage}/call`
pub async fn call(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<PassageId>,
) -> Result<Response, Problem> {
    let (by, now, rules) = (visit.buyer()?, visit.now, market.rules());
    market.write(async move |tx: &mut Tx| law::call(tx, &by, now, &rules, id).await).await?;
    Ok(redirect("/live/passages", "done-passage"))
}
