//! A shop's shows on its desk: those that are planned, on air and over.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use people::{
    confirm,
    photos::Upload,
    shops::{Desk, Shop, pages::seller},
    visit::{Visit, redirect},
};
use platform::{
    db::Tx,
    views::{self, Shell},
    web::{Fields, Paging, Problem, Refusal},
};
use selling::promotions::local_moment;

use super::common::{may_plan, read_room};
use crate::live::schedule::pages::keep_cover;
use crate::{
    Commons,
    live::{self, AirError, PlanError, Repeats, Room, RoomAct, RoomId, RoomState},
};

#[derive(Template)]
#[template(path = "live/views/desk.html")]
struct RoomsPage {
    shell: Shell,
    desk: Desk,
    rooms: Vec<Room>,
    older: String,
}

/// `GET /desk/{handle}/live`
pub async fn index(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
    paging: Paging,
) -> Result<Response, Problem> {
    let (_, shop) = seller(&market, &visit, &handle).await?;
    let (id, before, limit) = (shop.id, paging.before, paging.limit.and_one_more());
    let look = async move |tx: &mut Tx| live::list_of_shop(tx, id, before, limit).await;
    let (rooms, older) = paging.cut(market.read(look).await?, |room| room.id.number());
    let (shell, desk) = (visit.shell("desk"), Desk::new(&shop, "live"));
    views::page(&RoomsPage { shell, desk, rooms, older })
}

#[derive(Template)]
#[template(path = "live/views/plan.html")]
struct PlanPage {
    shell: Shell,
    desk: Desk,
    form: Fields,
    zone: String,
    /// None for a new room.
    room: Option<Room>,
}

impl PlanPage {
    fn new(visit: &Visit, shop: &Shop, form: Fields, room: Option<Room>) -> Self {
        let (shell, desk) = (visit.shell("desk"), Desk::new(shop, "live"));
        Self { shell, desk, form, zone: shop.zone.clone(), room }
    }

    fn cover(&self) -> &str {
        self.room.as_ref().map_or("", |room| room.cover.as_str())
    }

    fn is_weekly(&self) -> bool {
        self.form.value("repeats") == Repeats::Weekly.name()
    }

    fn has_day(&self) -> bool {
        self.room.as_ref().is_none_or(Room::is_planned)
    }
}

/// `GET /desk/{handle}/live/new`
pub async fn new(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    let (_, shop) = seller(&market, &visit, &handle).await?;
    let mut form = Fields::default();
    form.set("title", visit.shell("desk").say("live-usual-title", &[("shop", &shop.name)]));
    views::page(&PlanPage::new(&visit, &shop, form, None))
}

/// `POST /desk/{handle}/live`: plan a show, or, with no day, go into its studio.
pub async fn create(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
    Upload { mut form, files }: Upload,
) -> Result<Response, Problem> {
    let (by, shop) = seller(&market, &visit, &handle).await?;
    let now = visit.now;
    let Some(mut new) = read_room(&mut form, &shop) else {
        return views::refused(&PlanPage::new(&visit, &shop, form, None));
    };
    may_plan(&market, shop.id)?;
    new.cover = keep_cover(&market, &visit, &mut form, files).await?.or(new.cover);
    if !form.is_good() {
        return views::refused(&PlanPage::new(&visit, &shop, form, None));
    }
    let is_now = new.at.is_none();
    match market.db.write(async move |tx: &mut Tx| live::plan(tx, &by, now, new.clone()).await).await {
        Ok(room) if is_now => Ok(Redirect::to(&format!("/desk/{handle}/live/{}", room.id)).into_response()),
        Ok(_) => Ok(redirect(&format!("/desk/{handle}/live"), "done-room")),
        Err(PlanError::Past) => {
            form.refuse("at", Refusal::new("refused-past"));
            views::refused(&PlanPage::new(&visit, &shop, form, None))
        }
        Err(error) => Err(error.into()),
    }
}

async fn find(market: &Commons, visit: &Visit, handle: &str, id: RoomId) -> Result<(Shop, Room), Problem> {
    let (by, shop) = seller(market, visit, handle).await?;
    let room = market.find(async |tx: &mut Tx| live::find_own(tx, &by, id).await).await?;
    Ok((shop, room))
}

/// `GET /desk/{handle}/live/{id}/edit`
pub async fn edit(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, RoomId)>,
) -> Result<Response, Problem> {
    let (shop, room) = find(&market, &visit, &handle, id).await?;
    let mut form = Fields::default();
    form.set("title", room.title.clone());
    if let RoomState::Planned { at: Some(at) } = room.state {
        form.set("at", local_moment(at, &shop.zone));
    }
    form.set("repeats", room.repeats.name());
    if room.is_made {
        form.set("is_made", "true");
    }
    views::page(&PlanPage::new(&visit, &shop, form, Some(room)))
}

/// `POST /desk/{handle}/live/{id}`
pub async fn update(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, RoomId)>,
    Upload { mut form, files }: Upload,
) -> Result<Response, Problem> {
    let (shop, room) = find(&market, &visit, &handle, id).await?;
    let ((by, _), now) = (visit.seller(&handle)?, visit.now);
    let Some(mut new) = read_room(&mut form, &shop) else {
        return views::refused(&PlanPage::new(&visit, &shop, form, Some(room)));
    };
    new.cover = keep_cover(&market, &visit, &mut form, files).await?.or(new.cover);
    if !form.is_good() {
        return views::refused(&PlanPage::new(&visit, &shop, form, Some(room)));
    }
    match market.db.write(async move |tx: &mut Tx| live::change(tx, &by, now, id, new.clone()).await).await {
        Ok(_) => Ok(redirect(&format!("/desk/{handle}/live"), "done-room")),
        Err(AirError::Plan(PlanError::Past)) => {
            form.refuse("at", Refusal::new("refused-past"));
            views::refused(&PlanPage::new(&visit, &shop, form, Some(room)))
        }
        Err(error) => Err(error.into()),
    }
}

/// `GET /desk/{handle}/live/{id}/cancellation`
pub async fn confirm(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, RoomId)>,
) -> Result<Response, Problem> {
    let (_, room) = find(&market, &visit, &handle, id).await?;
    if !room.can(RoomAct::Cancel) {
        return Err(Problem::conflict("problem-room-state"));
    }
    confirm::ask(visit.shell("desk"), "live-cancel", room.title, format!("/desk/{handle}/live"))
}

/// `POST /desk/{handle}/live/{id}/cancellation`
pub async fn cancel(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, RoomId)>,
) -> Result<Response, Problem> {
    find(&market, &visit, &handle, id).await?;
    let ((by, _), now) = (visit.seller(&handle)?, visit.now);
    market.write(async move |tx: &mut Tx| live::cancel(tx, &by, now, id).await).await?;
    Ok(redirect(&format!("/desk/{handle}/live"), "done-room-cancelled"))
}
