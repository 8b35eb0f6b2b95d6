//! Gifts for programs: the buyer's link, and what its holder does with it.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use kernel::hours;
use people::{accounts::Address, market::Market, visit::Visit, wire::time};
use platform::{
    db::{DbError, Tx},
    sessions,
    web::{Fields, Limit, Problem},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    find_by_token,
    pages::{read_destined, read_thanks},
};
use crate::{
    Selling,
    orders::{self, OrderState, PurchaseId, gifts},
};

pub fn routes() -> OpenApiRouter<Selling> {
    OpenApiRouter::new()
        .routes(routes!(make_link))
        .routes(routes!(show))
        .routes(routes!(set_address))
        .routes(routes!(give_thanks))
}

const LOOKS: Limit = Limit { name: "gifts", times: 120, per: hours(1) };

#[derive(Serialize, ToSchema)]
pub struct LinkOut {
    /// For the receiver. It is told here and nowhere else; the one before is worthless.
    url: String,
}

/// Make the link of a gift, as its buyer.
#[utoipa::path(post, path = "/purchases/{id}/gift-link", tag = "orders", params(("id" = String, Path)),
    responses((status = 200, body = LinkOut)))]
async fn make_link(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<PurchaseId>,
) -> Result<Json<LinkOut>, Problem> {
    visit.allow(orders::scopes::WRITE)?;
    let (by, now) = (visit.buyer()?, visit.now);
    let token = market.db.write(async move |tx: &mut Tx| gifts::make_link(tx, &by, now, id).await).await?;
    let origin = market.config.public_url.trim_end_matches('/');
    Ok(Json(LinkOut { url: format!("{origin}/gifts/{token}") }))
}

/// A gift as its receiver sees it: without a price.
#[derive(Serialize, ToSchema)]
pub struct GiftOut {
    receiver: String,
    words: String,
    things: Vec<GiftThing>,
    /// Country and region that it can be sent to.
    country: &'static str,
    region: String,
    /// Until when the address can be given; none when it cannot any more.
    address_by: Option<String>,
    is_addressed: bool,
    thanks: String,
}

#[derive(Serialize, ToSchema)]
pub struct GiftThing {
    title: String,
    choices: String,
    quantity: i64,
}

async fn out(market: &Market, token: &str) -> Result<Json<GiftOut>, Problem> {
    let hash = sessions::hash(token);
    let read = async move |tx: &mut Tx| {
        let Some(gift) = find_by_token(tx, &hash).await? else { return Ok(None) };
        let all = orders::list_of_purchase(tx, gift.purchase).await?;
        let mut things = Vec::new();
        for order in &all {
            for line in orders::lines(tx, order.id).await? {
                let orders::OrderLine { title, choices, quantity, .. } = line;
                things.push(GiftThing { title, choices, quantity });
            }
        }
        let address_by = all.iter().find_map(|order| match order.state {
            OrderState::Unaddressed { address_by, .. } => Some(time(address_by)),
            _ => None,
        });
        let Some(first) = all.into_iter().next() else { return Ok(None) };
        Ok::<_, DbError>(Some(GiftOut {
            receiver: gift.wrapping.receiver,
            words: gift.wrapping.words,
            things,
            country: first.ship_to.country.code(),
            region: first.ship_to.region,
            address_by,
            is_addressed: gift.addressed_at.is_some(),
            thanks: gift.thanks,
        }))
    };
    Ok(Json(market.db.read(read).await?.ok_or_else(Problem::not_found)?))
}

/// The gift of a link.
#[utoipa::path(get, path = "/gifts/{token}", tag = "orders", params(("token" = String, Path)),
    responses((status = 200, body = GiftOut)))]
async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path(token): Path<String>,
) -> Result<Json<GiftOut>, Problem> {
    market.limits.take(LOOKS, visit.from.clone())?;
    out(&market, &token).await
}

/// Say where the gift goes. Country and region are the buyer's choice and stay.
#[utoipa::path(put, path = "/gifts/{token}/address", tag = "orders", params(("token" = String, Path)),
    request_body = Address, responses((status = 200, body = GiftOut)))]
async fn set_address(
    State(market): State<Market>,
    visit: Visit,
    Path(token): Path<String>,
    mut body: Fields,
) -> Result<Json<GiftOut>, Problem> {
    market.limits.take(LOOKS, visit.from.clone())?;
    let to = read_destined(&market, &token, &mut body).await?.ok_or_else(|| Problem::invalid(&body))?;
    let (now, rules, secret) = (visit.now, market.rules(), token.clone());
    let act = async move |tx: &mut Tx| gifts::address(tx, now, &rules, &secret, &to).await;
    market.db.write(act).await?;
    market.work.notify_one();
    out(&market, &token).await
}

/// What the receiver writes to the buyer.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the shape for the description; Fields reads it")]
pub struct ThanksIn {
    words: String,
}

/// Thank for the gift, once.
#[utoipa::path(post, path = "/gifts/{token}/thanks", tag = "orders", params(("token" = String, Path)),
    request_body = ThanksIn, responses((status = 204)))]
async fn give_thanks(
    State(market): State<Market>,
    visit: Visit,
    Path(token): Path<String>,
    mut body: Fields,
) -> Result<StatusCode, Problem> {
    market.limits.take(LOOKS, visit.from.clone())?;
    let words = read_thanks(&mut body);
    if !body.is_good() {
        return Err(Problem::invalid(&body));
    }
    let now = visit.now;
    market.db.write(async move |tx: &mut Tx| gifts::thank(tx, now, &token, &words).await).await?;
    market.work.notify_one();
    Ok(StatusCode::NO_CONTENT)
}
