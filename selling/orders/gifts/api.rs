//! Gifts for programs: the buyer's link, and what its holder does with it.

use axum::{Json, extract::Path, http::StatusCode};
use kernel::hours;
use people::{
    accounts::Address,
    caller::Buyer,
    calls,
    market::Market,
    one_of::CountryCode,
    visit::Visit,
    wire::{Answer, Done, time},
};
use platform::{
    db::Tx,
    sessions,
    web::{Fields, Limit, Problem},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    find_by_token,
    pages::{read_destined, read_thanks},
};
use crate::{
    Selling,
    orders::{self, OrderState, PurchaseId, gifts, scopes::Write},
};

pub fn routes() -> OpenApiRouter<Selling> {
    OpenApiRouter::new()
        .routes(calls!(show_link))
        .routes(calls!(make_link))
        .routes(calls!(show))
        .routes(calls!(set_address))
        .routes(calls!(give_thanks))
}

const LOOKS: Limit = Limit { name: "gifts", times: 120, per: hours(1) };

#[derive(Serialize, ToSchema)]
pub struct LinkOut {
    /// For the receiver.
    url: String,
}

/// The link of a gift whose address is still to be given, for its buyer.
#[utoipa::path(get, path = "/purchases/{id}/gift-link", tag = "orders", params(("id" = String, Path)),
    responses((status = 200, body = LinkOut), (status = 404), (status = 409)))]
async fn show_link(
    Buyer { by, now, market, .. }: Buyer<Write>,
    Path(id): Path<PurchaseId>,
) -> Answer<LinkOut> {
    let read = async move |tx: &mut Tx| gifts::find_waiting(tx, &by, now, id).await;
    let url = market.db.read(read).await?.url(&market.config.public_url).ok_or_else(Problem::not_found)?;
    Ok(Json(LinkOut { url }))
}

/// Make the link of a gift anew, as its buyer; the one before is worthless from then on.
#[utoipa::path(post, path = "/purchases/{id}/gift-link", tag = "orders", params(("id" = String, Path)),
    responses((status = 200, body = LinkOut)))]
async fn make_link(
    Buyer { by, now, market, .. }: Buyer<Write>,
    Path(id): Path<PurchaseId>,
) -> Answer<LinkOut> {
    let token = market.write(async move |tx| gifts::make_link(tx, &by, now, id).await).await?;
    let origin = market.config.public_url.trim_end_matches('/');
    Ok(Json(LinkOut { url: format!("{origin}/gifts/{token}") }))
}

/// A gift as its receiver sees it: without a price.
#[derive(Serialize, ToSchema)]
pub struct GiftOut {
    receiver: String,
    words: String,
    things: Vec<GiftThingOut>,
    /// Country and region that it can be sent to.
    #[schema(value_type = CountryCode)]
    country: &'static str,
    region: String,
    /// Until when the address can be given; none when it cannot any more.
    address_by: Option<String>,
    is_addressed: bool,
    thanks: String,
}

#[derive(Serialize, ToSchema)]
pub struct GiftThingOut {
    title: String,
    /// In English; empty when the shop had one name for it.
    title_en: String,
    choices: String,
    choices_en: String,
    quantity: i64,
}

async fn out(market: &Market, token: &str) -> Answer<GiftOut> {
    let hash = sessions::hash(token);
    let read = async move |tx: &mut Tx| {
        let Some(gift) = find_by_token(tx, &hash).await? else { return Ok(None) };
        let all = orders::list_of_purchase(tx, gift.purchase).await?;
        let mut things = Vec::new();
        for order in &all {
            for line in orders::lines(tx, order.id).await? {
                let orders::OrderLine { title, title_en, choices, choices_en, quantity, .. } = line;
                things.push(GiftThingOut { title, title_en, choices, choices_en, quantity });
            }
        }
        let address_by = all.iter().find_map(|order| match order.state {
            OrderState::Unaddressed { address_by, .. } => Some(time(address_by)),
            _ => None,
        });
        let Some(first) = all.into_iter().next() else { return Ok(None) };
        Ok(Some(GiftOut {
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
    Ok(Json(market.find(read).await?))
}

/// The gift of a link.
#[utoipa::path(get, path = "/gifts/{token}", tag = "orders", params(("token" = String, Path)),
    responses((status = 200, body = GiftOut)))]
async fn show(visit: Visit, Path(token): Path<String>) -> Answer<GiftOut> {
    visit.market.limits.take(LOOKS, visit.from.clone())?;
    out(&visit.market, &token).await
}

/// Say where the gift goes: in the country that the buyer chose, and in a region to which the shops send it for what was
/// paid.
#[utoipa::path(put, path = "/gifts/{token}/address", tag = "orders", params(("token" = String, Path)),
    request_body = Address, responses((status = 200, body = GiftOut)))]
async fn set_address(visit: Visit, Path(token): Path<String>, mut body: Fields) -> Answer<GiftOut> {
    let (market, now) = (&visit.market, visit.now);
    market.limits.take(LOOKS, visit.from.clone())?;
    let to = read_destined(market, &token, &mut body).await?.ok_or_else(|| Problem::invalid(&body))?;
    let (rules, secret) = (market.rules(), token.clone());
    market.write(async move |tx| gifts::address(tx, now, &rules, &secret, &to).await).await?;
    out(market, &token).await
}

/// What the receiver writes to the buyer.
#[derive(ToSchema)]
pub struct ThanksIn {
    pub words: String,
}

/// Thank for the gift, once.
#[utoipa::path(post, path = "/gifts/{token}/thanks", tag = "orders", params(("token" = String, Path)),
    request_body = ThanksIn, responses((status = 204)))]
async fn give_thanks(visit: Visit, Path(token): Path<String>, mut body: Fields) -> Done {
    let (market, now) = (&visit.market, visit.now);
    market.limits.take(LOOKS, visit.from.clone())?;
    let words = read_thanks(&mut body);
    body.check()?;
    market.write(async move |tx| gifts::thank(tx, now, &token, &words).await).await?;
    Ok(StatusCode::NO_CONTENT)
}
