//! The acts of orders for programs.

use axum::{
    Json,
    extract::{Path, Query, RawQuery},
    response::Response,
};
use kernel::{AccountId, Actor};
use people::{
    caller::{Buyer, Keeper, Party, Seller},
    calls,
    market::Market,
    one_of::maybe_word_of,
    seek::Seek,
    shops,
    wire::{Answer, List},
};
use platform::{
    db::{DbError, Tx},
    web::{Fields, Problem, Refusal},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;

use super::{
    BuyerStanding, OrderId, OrderStage, Parcel, Wanted,
    pages::{MOST_AT_ONCE, print_several, read_parcel, ship_one},
    scopes::{Read, Write},
    sought::Sought,
    wire::{OrderLineOut, OrderOut, out, outs},
};
use crate::{Selling, orders, prices::Asking};

pub fn routes() -> OpenApiRouter<Selling> {
    OpenApiRouter::new()
        .routes(calls!(super::pages::papers::show_paper))
        .routes(calls!(super::pages::statement::show_statement))
        .routes(calls!(list))
        .routes(calls!(show))
        .routes(calls!(repeat))
        .routes(calls!(receive))
        .routes(calls!(extend))
        .routes(calls!(cancel))
        .routes(calls!(list_for_shop))
        .routes(calls!(file_for_shop))
        .routes(calls!(ship_several))
        .routes(calls!(papers_for_shop))
        .routes(calls!(ship))
}

#[derive(Deserialize, IntoParams)]
pub struct WantedIn {
    /// How they stand; all unless given.
    #[param(schema_with = maybe_word_of::<BuyerStanding>)]
    state: Option<String>,
    /// Part of a thing's or a shop's name, or an order's number such as `1129-4821`; then `state` is not asked.
    q: Option<String>,
}

/// The caller's orders, newest first.
#[utoipa::path(get, path = "/orders", tag = "orders", params(WantedIn, Seek),
    responses((status = 200, body = List<OrderOut>)))]
async fn list(
    Buyer { account, market, .. }: Buyer<Read>,
    Query(asked): Query<WantedIn>,
    seek: Seek,
) -> Answer<List<OrderOut>> {
    let standing = asked.state.as_deref().and_then(BuyerStanding::parse);
    let wanted = Wanted::of(standing, asked.q.as_deref().unwrap_or_default().trim());
    let look = async move |tx: &mut Tx| {
        let found = orders::list_for_buyer(tx, account, &wanted, seek.before(), seek.rows()).await?;
        outs(tx, seek.page(found, |order| order.id.number())).await
    };
    Ok(Json(market.read(look).await?))
}

/// One order of the caller.
#[utoipa::path(get, path = "/orders/{id}", tag = "orders", params(("id" = String, Path)),
    responses((status = 200, body = OrderOut)))]
async fn show(Party { by, id, market, .. }: Party<Read, OrderId>) -> Answer<OrderOut> {
    shown(&market, by, id).await
}

/// An order as its buyer or its shop sees it: the answer of every act.
pub(super) async fn shown(market: &Market, by: Actor, id: OrderId) -> Answer<OrderOut> {
    let look = async move |tx: &mut Tx| match orders::find_for(tx, &by, id).await? {
        Some(order) => out(tx, order).await.map(Some),
        None => Ok(None),
    };
    Ok(Json(market.find(look).await?))
}

/// The goods are here: release the money to the shop.
#[utoipa::path(post, path = "/orders/{id}/receipt", tag = "orders", params(("id" = String, Path)),
    responses((status = 200, body = OrderOut)))]
async fn receive(Buyer { by, now, market, .. }: Buyer<Write>, Path(id): Path<OrderId>) -> Answer<OrderOut> {
    market.write(async move |tx| orders::receive(tx, &by, now, id).await).await?;
    shown(&market, by, id).await
}

/// What of an order cannot be bought again.
#[derive(Serialize, ToSchema)]
pub struct RepeatOut {
    missing: Vec<OrderLineOut>,
}

/// Put what an order was of into the cart once more, as far as it can be bought.
#[utoipa::path(post, path = "/orders/{id}/repeat", tag = "orders", params(("id" = String, Path)),
    responses((status = 200, body = RepeatOut), (status = 404)))]
async fn repeat(Buyer { by, now, market, .. }: Buyer<Write>, Path(id): Path<OrderId>) -> Answer<RepeatOut> {
    let asking = Asking::new(&market, now, by.account().ok());
    let missing = market.write(async move |tx| orders::buy_again(tx, &by, &asking, id).await).await?;
    Ok(Json(RepeatOut {
        missing: missing.into_iter().map(|line| OrderLineOut::new(line, Vec::new(), None)).collect(),
    }))
}

/// More days to object, once.
#[utoipa::path(post, path = "/orders/{id}/extension", tag = "orders", params(("id" = String, Path)),
    responses((status = 200, body = OrderOut)))]
async fn extend(
    Buyer { by, now, rules, market, .. }: Buyer<Write>,
    Path(id): Path<OrderId>,
) -> Answer<OrderOut> {
    market.write(async move |tx| orders::extend(tx, &by, now, &rules, id).await).await?;
    shown(&market, by, id).await
}

/// Cancel before shipment, as buyer or as the shop; the money goes back.
#[utoipa::path(post, path = "/orders/{id}/cancellation", tag = "orders", params(("id" = String, Path)),
    responses((status = 200, body = OrderOut)))]
async fn cancel(Party { by, id, now, rules, market, .. }: Party<Write, OrderId>) -> Answer<OrderOut> {
    market.write(async move |tx| orders::cancel(tx, &by, now, &rules, id).await).await?;
    shown(&market, by, id).await
}

/// What is asked of a shop's orders.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SoughtIn {
    /// `paid` unless given, or every state where `q`, `from` or `to` is.
    #[param(schema_with = maybe_word_of::<OrderStage>)]
    state: Option<String>,
    /// Letters of the buyer's name or of a thing's, digits of a phone, or the number of an order.
    q: Option<String>,
    /// The first day on the shop's calendar.
    #[param(format = Date)]
    from: Option<String>,
    /// The last day.
    #[param(format = Date)]
    to: Option<String>,
    /// `newest` first unless it is `oldest`.
    sort: Option<String>,
}

impl SoughtIn {
    fn read(self, zone: &str) -> Result<Sought, Problem> {
        let all =
            [("state", self.state), ("q", self.q), ("from", self.from), ("to", self.to), ("sort", self.sort)];
        let given = all.into_iter().filter_map(|(name, value)| Some((name, value?)));
        let mut form = Fields::filled(given);
        refuse_empty(&mut form);
        let sought = Sought::read(&mut form, zone);
        form.check()?;
        Ok(sought)
    }
}

/// A program that names a property says a value of it; only a page's form sends empty ones.
fn refuse_empty(form: &mut Fields) {
    for name in ["state", "from", "to", "sort"] {
        if form.has(name) && form.value(name).is_empty() {
            form.refuse(name, Refusal::new("refused-empty"));
        }
    }
}

/// A shop's orders, newest first unless asked otherwise.
#[utoipa::path(get, path = "/shops/{handle}/orders", tag = "orders", params(("handle" = String, Path), SoughtIn, Seek),
    responses((status = 200, body = List<OrderOut>), (status = 422)))]
async fn list_for_shop(
    Seller { shop, market, .. }: Seller<Read>,
    Query(wanted): Query<SoughtIn>,
    seek: Seek,
) -> Answer<List<OrderOut>> {
    let zone = market.find(async move |tx| shops::find(tx, shop).await).await?.zone;
    let sought = wanted.read(&zone)?;
    let look = async move |tx: &mut Tx| {
        let found = orders::seek(tx, shop, &sought, seek.from, seek.rows()).await?;
        outs(tx, seek.page(found, |order| order.id.number())).await
    };
    Ok(Json(market.read(look).await?))
}

/// A shop's orders as a file for a spreadsheet: a row for each, the same question as the list.
#[utoipa::path(get, path = "/shops/{handle}/orders.csv", tag = "orders", params(("handle" = String, Path), SoughtIn),
    responses((status = 200, body = String, content_type = "text/csv"), (status = 422)))]
async fn file_for_shop(
    Seller { shop, market, .. }: Seller<Read>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let mut form = Fields::from_query(query.as_deref().unwrap_or_default());
    refuse_empty(&mut form);
    form.check()?;
    let shop = market.find(async move |tx| shops::find(tx, shop).await).await?;
    super::pages::csv_of(&market, &shop, query.as_deref().unwrap_or_default())
}

/// What carries it; both may be empty.
#[derive(ToSchema)]
pub struct ShipmentIn {
    pub carrier: Option<String>,
    pub tracking: Option<String>,
}

/// The shop has sent the parcel.
#[utoipa::path(post, path = "/orders/{id}/shipment", tag = "orders", params(("id" = String, Path)),
    request_body = ShipmentIn, responses((status = 200, body = OrderOut)))]
async fn ship(
    Keeper { by, id, now, rules, market, .. }: Keeper<Write, OrderId>,
    mut body: Fields,
) -> Answer<OrderOut> {
    let parcel = read_parcel(&mut body);
    body.check()?;
    market.write(async move |tx| orders::ship(tx, &by, now, &rules, id, parcel.clone()).await).await?;
    shown(&market, by, id).await
}

/// One parcel of several.
#[derive(ToSchema)]
pub struct ParcelIn {
    pub order: String,
    pub carrier: Option<String>,
    pub tracking: Option<String>,
}

/// Parcels that were sent together, 100 at most.
#[derive(ToSchema)]
pub struct ShipmentsIn {
    pub shipments: Vec<ParcelIn>,
}

#[derive(Serialize, ToSchema)]
pub struct UnshippedOut {
    order: String,
    #[schema(example = "problem-not-found")]
    code: &'static str,
}

/// What was shipped, and what was not, with the reason.
#[derive(Serialize, ToSchema)]
pub struct ShipmentsOut {
    shipped: Vec<String>,
    refused: Vec<UnshippedOut>,
}

/// The shop has sent several parcels: each is an act of its own, and one that is refused keeps no other back.
#[utoipa::path(post, path = "/shops/{handle}/shipments", tag = "orders", params(("handle" = String, Path)),
    request_body = ShipmentsIn, responses((status = 200, body = ShipmentsOut),
    (status = 422, description = "some fields were refused")))]
async fn ship_several(
    Seller { by, market, visit, .. }: Seller<Write>,
    mut body: Fields,
) -> Answer<ShipmentsOut> {
    let count = body.given_list("shipments", MOST_AT_ONCE);
    if count > MOST_AT_ONCE {
        body.refuse("shipments", Refusal::new("refused-too-many-at-once").with("max", MOST_AT_ONCE));
    }
    let mut parcels: Vec<(OrderId, Parcel)> = Vec::new();
    for at in 0..count.min(MOST_AT_ONCE) {
        body.object(&format!("shipments.{at}"));
        let order = body.parsed(&format!("shipments.{at}.order"), |text| text.parse().ok());
        let carrier = body.maybe_line(&format!("shipments.{at}.carrier"), 60);
        let tracking = body.maybe_line(&format!("shipments.{at}.tracking"), 60);
        parcels.extend(order.map(|order| (order, Parcel { carrier, tracking })));
    }
    body.check()?;
    let (mut shipped, mut refused) = (Vec::new(), Vec::new());
    for (order, parcel) in parcels {
        match ship_one(&market, &visit, by, order, parcel).await {
            Ok(()) => shipped.push(order.to_string()),
            Err(problem) => refused.push(UnshippedOut { order: order.to_string(), code: problem.code }),
        }
    }
    Ok(Json(ShipmentsOut { shipped, refused }))
}

/// The packing slips and labels of several orders on one paper: `?order=…&order=…`.
#[utoipa::path(get, path = "/shops/{handle}/papers.pdf", tag = "orders", params(("handle" = String, Path), ("order" = inline(Option<String>), Query)),
    responses((status = 200, content_type = "application/pdf", body = Vec<u8>), (status = 409)))]
async fn papers_for_shop(
    Seller { shop, market, visit, .. }: Seller<Read>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    print_several(&market, &visit, shop, &Fields::from_query(&query.unwrap_or_default())).await
}

/// Every order of a person, as programs see them, the newest first.
pub async fn export(tx: &mut Tx, account: AccountId) -> Result<serde_json::Value, DbError> {
    const AT_ONCE: i64 = 100;
    let (mut all, mut before) = (Vec::new(), i64::MAX);
    loop {
        let found = orders::list_for_buyer(tx, account, &Wanted::All, before, AT_ONCE).await?;
        let Some(last) = found.last() else { return Ok(serde_json::json!(all)) };
        before = last.id.number();
        for order in found {
            all.push(out(tx, order).await?);
        }
    }
}
