use std::time::Duration;

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::OrderId;
use people::{
    shops::{Desk, pages::seller},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    views::{self, Shell},
    web::{Fields, Problem, Refusal},
};

use crate::{
    Commons,
    live::{
        Room, RoomId,
        clips::pages::read_clock,
        list_seen_of_shop,
        receipts::{self, MarkError, NewMark, OrderMoment, order_moment::OrderMomentId},
    },
};

/// Characters of what is said of a moment.
const MOST_WORDS: usize = 200;
/// Shows to which a moment may belong, the newest.
const SHOWS: i64 = 20;
/// Letters of a time: `1:02:03`.
const MOST_TIME: usize = 10;

/// What somebody says of a moment, from a page or a program.
pub fn read_mark(form: &mut Fields) -> Option<NewMark> {
    let words = form.line("words", MOST_WORDS);
    let room: Option<RoomId> = form.parsed("room", |text| text.parse().ok());
    let time = form.line("at", MOST_TIME);
    let after = read_clock(&time);
    if after.is_none() && !time.is_empty() {
        form.refuse("at", Refusal::new("refused-clip-time"));
    }
    let (room, after) = room.zip(after).filter(|_| form.is_good())?;
    Some(NewMark { room, after: Duration::from_secs(after), words })
}

#[derive(Template)]
#[template(path = "live/receipts/views/moments.html")]
struct MomentsPage {
    shell: Shell,
    desk: Desk,
    order: OrderId,
    moments: Vec<OrderMoment>,
    rooms: Vec<Room>,
    form: Fields,
}

/// `GET /desk/{handle}/orders/{id}/moments`
pub async fn index(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, OrderId)>,
) -> Result<Response, Problem> {
    page(&market, &visit, &handle, id, Fields::default()).await
}

async fn page(
    market: &Commons,
    visit: &Visit,
    handle: &str,
    order: OrderId,
    form: Fields,
) -> Result<Response, Problem> {
    let (by, shop) = seller(market, visit, handle).await?;
    let look = async |tx: &mut Tx| {
        if receipts::find_order(tx, &by, order).await?.is_none() {
            return Ok(None);
        }
        let moments = receipts::list_moments(tx, order).await?;
        Ok::<_, DbError>(Some((moments, list_seen_of_shop(tx, order.shop(), SHOWS).await?)))
    };
    let (moments, rooms) = market.db.read(look).await?.ok_or_else(Problem::not_found)?;
    let (shell, desk) = (visit.shell("desk"), Desk::new(&shop, "orders"));
    let page = MomentsPage { shell, desk, order, moments, rooms, form };
    views::show(&page, page.form.is_good())
}

/// `POST /desk/{handle}/orders/{id}/moments`
pub async fn create(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, OrderId)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, _) = seller(&market, &visit, &handle).await?;
    let now = visit.now;
    market.find(async |tx: &mut Tx| receipts::find_order(tx, &by, id).await).await?;
    let Some(new) = read_mark(&mut form) else { return page(&market, &visit, &handle, id, form).await };
    let act = async move |tx: &mut Tx| receipts::mark(tx, &by, now, id, new.clone()).await;
    match market.db.write(act).await {
        Ok(_) => Ok(redirect(&format!("/desk/{handle}/orders/{id}"), "done-moment")),
        Err(MarkError::NotThen) => {
            form.refuse("at", Refusal::new("problem-moment-not-then"));
            page(&market, &visit, &handle, id, form).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /desk/{handle}/orders/{id}/moments/{moment}/removal`
pub async fn destroy(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id, moment)): Path<(String, OrderId, OrderMomentId)>,
) -> Result<Response, Problem> {
    let (by, _) = seller(&market, &visit, &handle).await?;
    market.write(async move |tx: &mut Tx| receipts::unmark(tx, &by, id, moment).await).await?;
    Ok(redirect(&format!("/desk/{handle}/orders/{id}"), "done-moment-removed"))
}

impl From<MarkError> for Problem {
    fn from(error: MarkError) -> Self {
        match error {
            MarkError::NoSuchOrder | MarkError::NoSuchMoment | MarkError::NoSuchRoom => Self::not_found(),
            MarkError::NotThen => Self::conflict("problem-moment-not-then"),
            MarkError::TooMany => Self::conflict("problem-moments-full"),
            MarkError::Forbidden(error) => error.into(),
            MarkError::Store(error) => error.into(),
        }
    }
}
