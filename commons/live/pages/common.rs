use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use goods::catalog::{Card, Pricing, prices_now};
use kernel::{Money, Timestamp, hours, minutes};
use people::{market::Market, shops::Shop, visit::Visit};
use platform::{
    db::{DbError, Tx},
    web::{Fields, Limit, Problem},
};
use selling::promotions::read_moment;

use crate::live::{NewRoom, Repeats, Room, RoomId, RoomStage, clips::pages::clock, numbers};

/// Characters of what a room is called.
const MOST_TITLE: usize = 80;
/// Characters of a line, and of a caption.
pub const MOST_WORDS: usize = 200;
/// Characters of a moment, as a form or a program writes it.
const MOST_MOMENT: usize = 40;
/// Characters of what a device calls its line.
const MOST_KEY: usize = 64;
/// Lines of the chat with which a page begins.
pub const LINES: i64 = 50;

/// Back in the studio, or nothing for the scripts of its page.
pub fn to_studio(form: &Fields, handle: &str, id: RoomId) -> Response {
    if form.flag("script") {
        return StatusCode::NO_CONTENT.into_response();
    }
    Redirect::to(&format!("/desk/{handle}/live/{id}")).into_response()
}

/// Count a line of whoever speaks, or refuse it.
pub fn may_say(market: &Market, visit: &Visit) -> Result<(), Problem> {
    let rule = Limit { name: "live-lines", times: market.rules().count(numbers::LINES), per: minutes(1) };
    market.limits.take(rule, visit.account_id()?.to_string())
}

/// Count a room that a shop plans, or refuse it.
pub fn may_plan(market: &Market, shop: kernel::ShopId) -> Result<(), Problem> {
    let rule = Limit { name: "live-rooms", times: market.rules().count(numbers::ROOMS), per: hours(24) };
    market.limits.take(rule, shop.to_string())
}

/// What somebody says of a room, from a page or a program; times are those of the shop unless they say their zone.
pub fn read_room(form: &mut Fields, shop: &Shop) -> Option<NewRoom> {
    let title = form.line("title", MOST_TITLE);
    let has_day = !form.maybe_line("at", MOST_MOMENT).is_empty();
    let at = if has_day { read_moment(form, "at", &shop.zone) } else { None };
    let is_said = !form.maybe_line("repeats", MOST_MOMENT).is_empty();
    let repeats = if is_said { form.parsed("repeats", Repeats::parse) } else { Some(Repeats::Once) };
    let cover = form.flag("no_cover").then(String::new);
    let is_made = form.yes_or_no("is_made");
    let repeats = repeats.filter(|_| form.is_good())?;
    Some(NewRoom { title, at, repeats, cover, is_made })
}

/// What somebody says, and what their device calls it; one that calls it nothing cannot send it twice.
pub fn read_line(market: &Market, form: &mut Fields) -> (String, String) {
    let (words, key) = (form.line("words", MOST_WORDS), form.maybe_line("key", MOST_KEY));
    (words, if key.is_empty() { market.chance.token() } else { key })
}

/// A time of the programme since the show began: `41:03`.
pub fn room_clock(room: &Room, at: Timestamp) -> String {
    clock(room.since().map_or(0, |since| i64::try_from(at.since(since).as_secs()).unwrap_or(0)))
}

/// How a room stands for the styles and behaviours of its page.
pub fn state_word(room: &Room, is_sending: bool) -> &'static str {
    match room.state.stage() {
        RoomStage::Planned => "soon",
        RoomStage::OnAir if is_sending => "live",
        RoomStage::OnAir => "paused",
        RoomStage::Ended | RoomStage::Cancelled => "ended",
    }
}

/// What each of some listings costs at a moment, from the cheapest piece on.
pub async fn prices(tx: &mut Tx, pricing: &Pricing, cards: &[Card]) -> Result<Vec<Money>, DbError> {
    let now = prices_now(tx, pricing, cards.iter().map(|card| card.id)).await?;
    Ok(cards.iter().map(|card| now.of_card(card).low).collect())
}
