//! What a host gives for less: the form, what runs, and what became of the earlier ones.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use goods::catalog::{self, Card, Pricing};
use kernel::Timestamp;
use people::{
    shops::{Desk, Shop, pages::seller},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Problem},
};

use super::common::{blame, read_price};
use crate::{
    Commons,
    live::{
        self, Room, RoomId, hosting,
        manners::{self, MOST_ALLOWANCE, MOST_SLOW, Manners},
        prices::{self, PriceId, RoomPrice},
    },
};

/// Things that can be chosen; the newest.
const THINGS: i64 = 60;
/// Prices of one page.
const SHELF: i64 = 50;
/// What is chosen with one tap, in seconds.
const USUAL: [i64; 5] = [30, 60, 120, 180, 300];

#[derive(Template)]
#[template(path = "live/prices/views/desk.html")]
struct PricesPage {
    shell: Shell,
    lang: Lang,
    desk: Desk,
    room: Room,
    things: Vec<Card>,
    given: Vec<Given>,
    manners: Manners,
    form: Fields,
    now: Timestamp,
    currency: kernel::Currency,
}

impl PricesPage {
    fn is_running(&self, one: &Given) -> bool {
        one.price.is_running(self.now)
    }

    /// What stands in a field of the manners: what was typed, else what holds.
    fn allowance(&self) -> String {
        typed(&self.form, "allowance_seconds", self.manners.allowance_seconds)
    }

    fn slow(&self) -> String {
        typed(&self.form, "slow_seconds", self.manners.slow_seconds)
    }

    fn usual(&self) -> [i64; 5] {
        USUAL
    }

    fn is_usual(&self, seconds: &i64) -> bool {
        let chosen = self.form.value("seconds");
        chosen == seconds.to_string() || (chosen.is_empty() && *seconds == 60)
    }

    fn is_thing(&self, card: &Card) -> bool {
        let chosen = self.form.value("listing_id");
        chosen == card.id.to_string() || (chosen.is_empty() && self.room.pinned == Some(card.id))
    }
}

fn typed(form: &Fields, name: &str, holds: i64) -> String {
    if form.has(name) { form.value(name).to_owned() } else { holds.to_string() }
}

/// A price with what became of it.
struct Given {
    price: RoomPrice,
    title: String,
    taken: i64,
}

/// `GET /desk/{handle}/live/{id}/prices`
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
) -> Result<PricesPage, Problem> {
    let (by, shop) = seller(market, visit, handle).await?;
    let (shop_id, lang) = (shop.id, visit.lang);
    let look = async |tx: &mut Tx| {
        let Some(room) = live::find_own(tx, &by, id).await? else { return Ok(None) };
        let mut things = catalog::list_of_shop(tx, shop_id, i64::MAX, THINGS).await?;
        things.extend(hosting::things(tx, shop_id).await?);
        let (list, taken) =
            (prices::list_of_room(tx, id, i64::MAX, SHELF).await?, prices::taken_of(tx, id).await?);
        let mut given = Vec::with_capacity(list.len());
        for price in list {
            let taken = taken.iter().find(|(of, _)| *of == price.id).map_or(0, |(_, taken)| *taken);
            let title = catalog::card(tx, price.listing).await?;
            let title = title.map(|card| card.title_in(&lang).to_owned()).unwrap_or_default();
            given.push(Given { price, title, taken });
        }
        let manners = manners::of_room(tx, id).await?;
        Ok::<_, DbError>(Some((room, things, given, manners)))
    };
    let (room, things, given, manners) = market.db.read(look).await?.ok_or_else(Problem::not_found)?;
    let (shell, desk) = (visit.shell("desk"), Desk::new(&shop, "live"));
    Ok(PricesPage {
        shell,
        lang,
        desk,
        room,
        things,
        given,
        manners,
        form,
        now: visit.now,
        currency: shop.currency,
    })
}

/// Back to the prices, or nothing for the scripts of the console.
fn done(form: &Fields, handle: &str, id: RoomId, word: &'static str) -> Response {
    if form.flag("script") {
        return StatusCode::NO_CONTENT.into_response();
    }
    redirect(&format!("/desk/{handle}/live/{id}/prices"), word)
}

/// `POST /desk/{handle}/live/{id}/prices`
pub async fn create(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, RoomId)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, shop): (_, Shop) = seller(&market, &visit, &handle).await?;
    let (now, pricing) = (visit.now, Pricing::of(&market, visit.now));
    let Some(new) = read_price(&mut form, shop.currency) else {
        return views::refused(&load(&market, &visit, &handle, id, form).await?);
    };
    let act = async move |tx: &mut Tx| prices::offer(tx, &by, now, &pricing, id, new.clone()).await;
    match market.db.write(act).await {
        Ok(_) => Ok(done(&form, &handle, id, "done-room-price")),
        Err(error) if blame(&mut form, &error) => {
            views::refused(&load(&market, &visit, &handle, id, form).await?)
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /desk/{handle}/live/{id}/prices/{price}/end`
pub async fn end(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id, price)): Path<(String, RoomId, PriceId)>,
    form: Fields,
) -> Result<Response, Problem> {
    let ((by, _), now) = (visit.seller(&handle)?, visit.now);
    market.write(async move |tx: &mut Tx| prices::withdraw(tx, &by, now, price).await).await?;
    Ok(done(&form, &handle, id, "done-room-price-over"))
}

/// `POST /desk/{handle}/live/{id}/manners`
pub async fn hold(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, RoomId)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let ((by, _), now) = (visit.seller(&handle)?, visit.now);
    let allowance_seconds = form.whole("allowance_seconds", 0..=MOST_ALLOWANCE);
    let slow_seconds = form.whole("slow_seconds", 0..=MOST_SLOW);
    if !form.is_good() {
        return views::refused(&load(&market, &visit, &handle, id, form).await?);
    }
    let manners = Manners { allowance_seconds, slow_seconds };
    market.write(async move |tx: &mut Tx| manners::hold(tx, &by, now, id, manners).await).await?;
    Ok(done(&form, &handle, id, "done-room-manners"))
}
