//! The studio of a host: camera, light and sound, and what is shown while the show goes on.

use askama::Template;
use axum::{
    body::Bytes,
    extract::{Path, State},
    response::Response,
};
use broadcast::{Camera, Presence};
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
    web::{Fields, Paging, Problem},
};

use super::{
    common::{LINES, prices, state_word},
    problems::of_offer,
    video::{address, begun, offer},
};
use crate::{
    Commons,
    live::{
        self, Body, Moment, Purpose, Room, RoomId,
        figures::pages::{NowView, Sold},
        hosting,
        law::{BYTES_AN_HOUR, Hindrance, hindrance},
        run_sheet,
        stage::{self, Guest},
    },
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
    /// So many of them are on the run sheet, the first ones.
    on_sheet: usize,
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
    guests: Vec<Guest>,
    /// The cameras that send, and whether each is on air.
    cameras: Vec<(Camera, bool)>,
    /// Whether this telephone is to be the second one.
    is_second: bool,
    /// What keeps the show from being given now.
    hindrance: Option<Hindrance>,
    /// The disk has no room for a show of two hours.
    is_disk_low: bool,
    /// The show goes on and is not recorded any more.
    is_unrecorded: bool,
    /// How it goes, as its part of the page.
    sold: String,
}

impl StudioPage {
    fn is_pinned(&self, card: &Card) -> bool {
        self.room.pinned == Some(card.id)
    }

    fn word_of(&self, camera: &Camera) -> &'static str {
        stage::word(*camera)
    }

    fn began_ms(&self) -> i64 {
        self.room.since().map_or(0, |since| since.micros() / 1_000)
    }
}

/// `GET /desk/{handle}/live/{id}`, with `?camera=second` for the telephone of a co-host.
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, RoomId)>,
    Paging { asked, .. }: Paging,
) -> Result<Response, Problem> {
    let page = load(&market, &visit, &handle, id, Fields::default()).await?;
    let is_second = asked.value("camera") == "second" && page.room.is_on_air();
    views::page(&StudioPage { is_second, ..page })
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
    let (shop_id, currency): (ShopId, _) = (shop.id, shop.currency);
    let (pricing, now) = (Pricing::of(market, visit.now), visit.now);
    let look = async |tx: &mut Tx| {
        let Some(room) = live::find_own(tx, &by, id).await? else { return Ok(None) };
        let mut cards = run_sheet::things(tx, id).await?;
        let mut others = catalog::list_of_shop(tx, shop_id, i64::MAX, THINGS).await?;
        others.extend(hosting::things(tx, shop_id).await?);
        others.retain(|card| !cards.iter().any(|one| one.id == card.id));
        let on_sheet = cards.len();
        cards.extend(others);
        let costs = prices(tx, &pricing, &cards).await?;
        let mut moments = live::moments_lately(tx, id, LINES).await?;
        moments.retain(|moment| matches!(moment.body, Body::Line { .. }));
        let last = live::last_position(tx, id).await?;
        let unrecorded = live::unrecorded_since(tx, id).await?;
        let hindrance = if room.is_planned() { hindrance(tx, now, id).await? } else { None };
        let guests = stage::list(tx, id).await?;
        let is_disk_low = live::measured(tx).await?.is_some_and(|disk| disk.free_bytes < 2 * BYTES_AN_HOUR);
        let sold = Sold::read(tx, now, &room, currency).await?;
        Ok::<_, DbError>(Some((
            (room, sold, on_sheet),
            cards.into_iter().zip(costs).collect(),
            (moments, last, unrecorded),
            (hindrance, is_disk_low, guests),
        )))
    };
    let ((room, sold, on_sheet), things, (moments, last, unrecorded), (hindrance, is_disk_low, guests)) =
        market.db.read(look).await?.ok_or_else(Problem::not_found)?;
    let is_sending = matches!(market.studio().presence(id), Some(Presence::Publishing { .. }));
    let origin = market.config.public_url.trim_end_matches('/');
    let shell = visit.shell("desk");
    let sold = NowView { shell: &shell, sold: &sold }.render().map_err(Problem::broken)?;
    Ok(StudioPage {
        shell,
        sold,
        lang: visit.lang,
        desk: Desk::new(&shop, "live"),
        state: state_word(&room, is_sending),
        key: market.chance.token(),
        rtmp: market.studio().rtmp().map(|at| rtmp_address(market, at.port())).unwrap_or_default(),
        whip: format!("{origin}/whip"),
        can_use_camera: market.studio().takes_browsers(),
        room,
        things,
        on_sheet,
        moments,
        last,
        guests,
        cameras: market.studio().cameras(id),
        is_second: false,
        hindrance,
        is_disk_low,
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

/// `POST /desk/{handle}/live/{id}/second/whip`: the offer of a second camera, which waits until the host switches to it.
pub async fn second(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, RoomId)>,
    body: Bytes,
) -> Result<Response, Problem> {
    send(&market, &visit, &handle, (id, Purpose::Second), &body).await
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
