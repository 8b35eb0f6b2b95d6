//! The studio of a host: camera, light and sound, and what is shown while the show goes on.

use askama::Template;
use axum::{
    body::Bytes,
    extract::{Path, State},
    response::Response,
};
use broadcast::Presence;
use goods::catalog::{self, Card, Pricing};
use kernel::{Money, ShopId};
use people::{
    market::Market,
    shops::{Desk, pages::seller},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Problem},
};

use super::{
    common::{LINES, prices, state_word},
    problems::of_offer,
    video::{address, begun, offer},
};
use crate::{
    Commons,
    live::{self, Moment, Purpose, Room, RoomId},
};

/// Things of the shop that can be shown with one tap; the newest.
const THINGS: i64 = 60;

#[derive(Template)]
#[template(path = "live/views/studio.html")]
struct StudioPage {
    shell: Shell,
    lang: Lang,
    desk: Desk,
    room: Room,
    state: &'static str,
    things: Vec<(Card, Money)>,
    moments: Vec<Moment>,
    /// Position of the newest of them, and of what else happened.
    last: i64,
    key: String,
    /// The caption that is typed.
    form: Fields,
    /// A stream key that was made just now; it is shown this once.
    stream_key: String,
    rtmp: String,
    whip: String,
    can_use_camera: bool,
    /// The show goes on and is not recorded any more.
    is_unrecorded: bool,
}

impl StudioPage {
    fn is_pinned(&self, card: &Card) -> bool {
        self.room.pinned == Some(card.id)
    }

    fn began_ms(&self) -> i64 {
        self.room.since().map_or(0, |since| since.micros() / 1_000)
    }
}

/// `GET /desk/{handle}/live/{id}`
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, RoomId)>,
) -> Result<Response, Problem> {
    views::page(&load(&market, &visit, &handle, id, Fields::default()).await?)
}

/// The page with a caption that was refused.
pub async fn show_again(
    market: &Commons,
    visit: &Visit,
    handle: &str,
    id: RoomId,
    form: Fields,
) -> Result<Response, Problem> {
    views::refused(&load(market, visit, handle, id, form).await?)
}

async fn load(
    market: &Commons,
    visit: &Visit,
    handle: &str,
    id: RoomId,
    form: Fields,
) -> Result<StudioPage, Problem> {
    let (by, shop) = seller(market, visit, handle).await?;
    let (shop_id, pricing): (ShopId, _) = (shop.id, Pricing::of(market, visit.now));
    let look = async |tx: &mut Tx| {
        let Some(room) = live::find_own(tx, &by, id).await? else { return Ok(None) };
        let cards = catalog::list_of_shop(tx, shop_id, i64::MAX, THINGS).await?;
        let costs = prices(tx, &pricing, &cards).await?;
        let moments = live::moments_lately(tx, id, LINES).await?;
        let last = live::last_position(tx, id).await?;
        let unrecorded = live::unrecorded_since(tx, id).await?;
        Ok::<_, DbError>(Some((room, cards.into_iter().zip(costs).collect(), (moments, last, unrecorded))))
    };
    let (room, things, (moments, last, unrecorded)) =
        market.db.read(look).await?.ok_or_else(Problem::not_found)?;
    let is_sending = matches!(market.studio().presence(id), Some(Presence::Publishing { .. }));
    let origin = market.config.public_url.trim_end_matches('/');
    Ok(StudioPage {
        shell: visit.shell("desk"),
        lang: visit.lang,
        desk: Desk::new(&shop, "live"),
        state: state_word(&room, is_sending),
        key: market.chance.token(),
        rtmp: market.studio().rtmp().map(|at| rtmp_address(market, at.port())).unwrap_or_default(),
        whip: format!("{origin}/whip"),
        can_use_camera: market.studio().takes_browsers(),
        room,
        things,
        moments,
        last,
        is_unrecorded: unrecorded.is_some(),
        stream_key: String::new(),
        form,
    })
}

/// Where programs send to, by the name under which browsers reach the market.
pub fn rtmp_address(market: &Market, port: u16) -> String {
    let url = &market.config.public_url;
    let host = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
    let host = host.split('/').next().unwrap_or(host);
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    format!("rtmp://{name}:{port}/live")
}

/// `POST /desk/{handle}/live/{id}/key`: a new stream key, shown this once.
pub async fn new_key(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, RoomId)>,
) -> Result<Response, Problem> {
    let (by, _) = visit.seller(&handle)?;
    let key = market.write(async move |tx: &mut Tx| live::new_key(tx, &by, id).await).await?;
    let page = load(&market, &visit, &handle, id, Fields::default()).await?;
    views::page(&StudioPage { stream_key: key, ..page })
}

/// `POST /desk/{handle}/live/{id}/whip`: the offer of the host's own camera.
pub async fn publish(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, RoomId)>,
    body: Bytes,
) -> Result<Response, Problem> {
    send(&market, &visit, &handle, (id, Purpose::Show), &body).await
}

/// `POST /desk/{handle}/live/{id}/practice/whip`: the same, seen by nobody else.
pub async fn practise(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, RoomId)>,
    body: Bytes,
) -> Result<Response, Problem> {
    send(&market, &visit, &handle, (id, Purpose::Practice), &body).await
}

async fn send(
    market: &Commons,
    visit: &Visit,
    handle: &str,
    (id, purpose): (RoomId, Purpose),
    body: &[u8],
) -> Result<Response, Problem> {
    let (_, member) = visit.seller(handle)?;
    if member.shop != id.shop() {
        return Err(Problem::not_found());
    }
    let (ticket, from) = (market.chance.token(), address(visit));
    let joined = market.studio().publish((id, purpose), (ticket, visit.now), from, offer(body)?).await;
    Ok(begun(joined.map_err(|error| of_offer(&error))?))
}

/// `POST /desk/{handle}/live/{id}/end`
pub async fn end(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, RoomId)>,
) -> Result<Response, Problem> {
    let ((by, _), now) = (visit.seller(&handle)?, visit.now);
    market.studio().end(&market.db, by, now, id).await?;
    Ok(redirect(&format!("/desk/{handle}/live"), "done-room-ended"))
}
