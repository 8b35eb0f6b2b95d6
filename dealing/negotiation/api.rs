//! Conversations and offers for programs: the same acts, the same stream.

use axum::{
    Json,
    extract::{Path, Query, RawQuery, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use kernel::{Actor, Side};
use people::{
    accounts::{Address, read_address},
    market::Market,
    shops::{self, ShopState},
    visit::Visit,
    wire::List,
};
use platform::{
    db::{DbError, Tx},
    web::{Fields, Problem},
};
use selling::{
    Selling,
    orders::{self, Destination, wire::PlacedOut},
};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    Body, Conversation, ConversationId, OfferId, accept, buy, counter, decline, find_for, find_offer,
    list_for_buyer, list_for_seller, messages, messages_after, offer, open,
    pages::{Listening, MOST_NOTE, MOST_WORDS, may_begin, may_say, read_key, read_proposal},
    read, reply_time, say,
    wire::{ConversationOut, MessageOut, OfferOut, offer_out, out},
    withdraw,
};
use crate::{
    negotiation::{Checkout, Inbox},
    reviews::{
        self,
        wire::{FirstReplyOut, ReputationOut},
    },
};

pub fn routes() -> OpenApiRouter<Selling> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(list_of_shop))
        .routes(routes!(begin))
        .routes(routes!(show))
        .routes(routes!(list_messages, send))
        .routes(routes!(set_reading))
        .routes(routes!(listen))
        .routes(routes!(make))
        .routes(routes!(show_offer))
        .routes(routes!(take))
        .routes(routes!(refuse))
        .routes(routes!(answer))
        .routes(routes!(take_back))
        .routes(routes!(check_out))
        .routes(routes!(reputation_of))
}

const PAGE: i64 = 24;
const MESSAGES: i64 = 100;

#[derive(Deserialize, IntoParams)]
struct ListQuery {
    /// `next` of the page before.
    cursor: Option<String>,
    /// Of a shop: `open`, `unread`, `mine` or `snoozed`.
    #[serde(rename = "box")]
    inbox: Option<String>,
}

impl ListQuery {
    fn before(&self) -> Result<(i64, i64), Problem> {
        let Some(cursor) = &self.cursor else { return Ok((i64::MAX, i64::MAX)) };
        let parts = cursor.split_once('-').and_then(|(at, id)| Some((at.parse().ok()?, id.parse().ok()?)));
        parts.ok_or_else(|| Problem::malformed("the cursor is not one of ours"))
    }
}

fn page(mut found: Vec<Conversation>, side: Side) -> List<ConversationOut> {
    let has_more = i64::try_from(found.len()).unwrap_or(0) > PAGE;
    found.truncate(usize::try_from(PAGE).unwrap_or_default());
    let next = found.last().filter(|_| has_more);
    let next = next.map(|last| format!("{}-{}", last.last_at.micros(), last.id.number()));
    List { items: found.iter().map(|conversation| out(conversation, side)).collect(), next }
}

/// The caller's conversations with shops, the newest first.
#[utoipa::path(get, path = "/conversations", tag = "negotiation", params(ListQuery),
    responses((status = 200, body = List<ConversationOut>)))]
async fn list(
    State(market): State<Market>,
    visit: Visit,
    Query(query): Query<ListQuery>,
) -> Result<Json<List<ConversationOut>>, Problem> {
    visit.allow(orders::scopes::READ)?;
    let (account, before) = (visit.account_id()?, query.before()?);
    let read = async move |tx: &mut Tx| list_for_buyer(tx, account, before, PAGE + 1).await;
    let found = market.db.read::<_, DbError, _>(read).await?;
    Ok(Json(page(found, Side::Buyer)))
}

/// A shop's conversations with buyers, the newest first.
#[utoipa::path(get, path = "/shops/{handle}/conversations", tag = "negotiation",
    params(("handle" = String, Path), ListQuery), responses((status = 200, body = List<ConversationOut>)))]
async fn list_of_shop(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    Query(query): Query<ListQuery>,
) -> Result<Json<List<ConversationOut>>, Problem> {
    visit.allow(orders::scopes::READ)?;
    let (_, member) = visit.seller(&handle)?;
    let (shop, now, account, before) = (member.shop, visit.now, visit.account_id()?, query.before()?);
    let inbox = match query.inbox.as_deref() {
        None => Inbox::Open,
        Some(name) => Inbox::parse(name).ok_or_else(|| Problem::malformed("there is no such box"))?,
    };
    let read =
        async move |tx: &mut Tx| list_for_seller(tx, now, shop, inbox, account, before, PAGE + 1).await;
    let found = market.db.read::<_, DbError, _>(read).await?;
    Ok(Json(page(found, Side::Seller)))
}

/// The caller's conversation with a shop: the one there is, or a new one.
#[utoipa::path(post, path = "/shops/{handle}/conversations", tag = "negotiation", params(("handle" = String, Path)),
    responses((status = 201, body = ConversationOut)))]
async fn begin(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<(StatusCode, Json<ConversationOut>), Problem> {
    visit.allow(orders::scopes::WRITE)?;
    let (by, now) = (visit.buyer()?, visit.now);
    may_begin(&market, &visit)?;
    let find = async move |tx: &mut Tx| shops::find_by_handle(tx, &handle).await;
    let shop = market.db.read::<_, DbError, _>(find).await?.ok_or_else(Problem::not_found)?.id;
    let act = async move |tx: &mut Tx| open(tx, &by, now, shop).await;
    let opened = market.db.write(act).await?;
    Ok((StatusCode::CREATED, Json(out(&opened, Side::Buyer))))
}

async fn own(market: &Market, by: Actor, id: ConversationId) -> Result<Conversation, Problem> {
    let find = async move |tx: &mut Tx| find_for(tx, &by, id).await;
    market.db.read(find).await?.ok_or_else(Problem::not_found)
}

/// One conversation, as its buyer or its shop.
#[utoipa::path(get, path = "/conversations/{id}", tag = "negotiation", params(("id" = String, Path)),
    responses((status = 200, body = ConversationOut)))]
async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ConversationId>,
) -> Result<Json<ConversationOut>, Problem> {
    visit.allow(orders::scopes::READ)?;
    let by = visit.for_shop(id.shop())?;
    Ok(Json(out(&own(&market, by, id).await?, by.side()?)))
}

#[derive(Deserialize, IntoParams)]
struct MessagesQuery {
    /// Messages after this position, the oldest first.
    after: Option<i64>,
    /// Messages before this position; the newest page when neither is given.
    before: Option<i64>,
}

/// Up to 100 messages, in their order.
#[utoipa::path(get, path = "/conversations/{id}/messages", tag = "negotiation",
    params(("id" = String, Path), MessagesQuery), responses((status = 200, body = Vec<MessageOut>)))]
async fn list_messages(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ConversationId>,
    Query(query): Query<MessagesQuery>,
) -> Result<Json<Vec<MessageOut>>, Problem> {
    visit.allow(orders::scopes::READ)?;
    own(&market, visit.for_shop(id.shop())?, id).await?;
    let read = async move |tx: &mut Tx| match query.after {
        Some(after) => messages_after(tx, id, after, MESSAGES).await,
        None => messages(tx, id, query.before.unwrap_or(i64::MAX), MESSAGES).await,
    };
    let found = market.db.read::<_, DbError, _>(read).await?;
    Ok(Json(found.into_iter().map(MessageOut::from).collect()))
}

/// A message to the other side.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the shape for the description; Fields reads it")]
pub struct MessageIn {
    words: String,
    /// What the writer's device calls it: sent twice, it is said once.
    key: Option<String>,
}

/// Send a message; the same key sends it once.
#[utoipa::path(post, path = "/conversations/{id}/messages", tag = "negotiation", params(("id" = String, Path)),
    request_body = MessageIn, responses((status = 201, body = MessageOut)))]
async fn send(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ConversationId>,
    mut body: Fields,
) -> Result<(StatusCode, Json<MessageOut>), Problem> {
    visit.allow(orders::scopes::WRITE)?;
    let (by, now) = (visit.for_shop(id.shop())?, visit.now);
    own(&market, by, id).await?;
    may_say(&market, &visit)?;
    let key = read_key(&market, &mut body);
    let words = body.maybe_paragraphs("words", MOST_WORDS);
    if words.is_empty() {
        body.refuse("words", platform::web::Refusal::new("refused-empty"));
    }
    if !body.is_good() {
        return Err(Problem::invalid(&body));
    }
    let act = async move |tx: &mut Tx| say(tx, &by, now, id, &key, Body::Text { words: words.clone() }).await;
    Ok((StatusCode::CREATED, Json(market.db.write(act).await?.into())))
}

/// How far somebody has read.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the shape for the description; Fields reads it")]
pub struct ReadingIn {
    position: i64,
}

/// Note that the caller has read up to a position.
#[utoipa::path(put, path = "/conversations/{id}/reading", tag = "negotiation", params(("id" = String, Path)),
    request_body = ReadingIn, responses((status = 200, body = ConversationOut)))]
async fn set_reading(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ConversationId>,
    mut body: Fields,
) -> Result<Json<ConversationOut>, Problem> {
    visit.allow(orders::scopes::WRITE)?;
    let by = visit.for_shop(id.shop())?;
    let position = body.whole("position", 0..=i64::MAX);
    if !body.is_good() {
        return Err(Problem::invalid(&body));
    }
    let act = async move |tx: &mut Tx| read(tx, &by, id, position).await;
    market.db.write(act).await?;
    Ok(Json(out(&own(&market, by, id).await?, by.side()?)))
}

/// Hear a conversation by Server-Sent Events: `message` events with the position as their id and a message as their
/// data, everything after `Last-Event-ID` (or `after`) once and in order; `news` events for what is not kept.
#[utoipa::path(get, path = "/conversations/{id}/events", tag = "negotiation",
    params(("id" = String, Path), ("after" = Option<i64>, Query)),
    responses((status = 200, description = "a stream of events", content_type = "text/event-stream")))]
async fn listen(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ConversationId>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    visit.allow(orders::scopes::READ)?;
    let by = visit.for_shop(id.shop())?;
    let listening = Listening::begin(&market, by, id, &headers, query.as_deref()).await?;
    Ok(listening.events(|message| serde_json::to_string(&MessageOut::from(message)).ok()))
}

/// So many pieces of a variant.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the shape for the description; Fields reads it")]
pub struct WantIn {
    variant: String,
    quantity: i64,
}

/// A price for some things of the shop.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the shape for the description; Fields reads it")]
pub struct OfferIn {
    lines: Vec<WantIn>,
    /// For all of it together, in the shop's currency.
    amount: String,
    note: Option<String>,
}

/// Offer a price, as the buyer or the shop. It is never above the list price.
#[utoipa::path(post, path = "/conversations/{id}/offers", tag = "negotiation", params(("id" = String, Path)),
    request_body = OfferIn, responses((status = 201, body = OfferOut)))]
async fn make(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ConversationId>,
    mut body: Fields,
) -> Result<(StatusCode, Json<OfferOut>), Problem> {
    visit.allow(orders::scopes::WRITE)?;
    let (by, now, rules) = (visit.for_shop(id.shop())?, visit.now, market.rules());
    own(&market, by, id).await?;
    may_say(&market, &visit)?;
    let find = async move |tx: &mut Tx| shops::find(tx, id.shop()).await;
    let shop = market.db.read::<_, DbError, _>(find).await?.ok_or_else(Problem::not_found)?;
    let proposal = read_proposal(&mut body, shop.currency).ok_or_else(|| Problem::invalid(&body))?;
    let act = async move |tx: &mut Tx| offer(tx, &by, now, &rules, id, proposal.clone()).await;
    let made = market.db.write(act).await?;
    Ok((StatusCode::CREATED, Json(offer_out(&made.offer, by.side()?))))
}

/// One offer, as its buyer or its shop.
#[utoipa::path(get, path = "/offers/{id}", tag = "negotiation", params(("id" = String, Path)),
    responses((status = 200, body = OfferOut)))]
async fn show_offer(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OfferId>,
) -> Result<Json<OfferOut>, Problem> {
    visit.allow(orders::scopes::READ)?;
    let by = visit.for_shop(id.shop())?;
    let find = async move |tx: &mut Tx| find_offer(tx, &by, id).await;
    let found = market.db.read::<_, DbError, _>(find).await?.ok_or_else(Problem::not_found)?;
    Ok(Json(offer_out(&found, by.side()?)))
}

/// Take the other side's offer: the price is locked and the pieces are held. When that cannot be any more, the answer
/// is the offer as it ended.
#[utoipa::path(post, path = "/offers/{id}/acceptance", tag = "negotiation", params(("id" = String, Path)),
    responses((status = 200, body = OfferOut)))]
async fn take(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OfferId>,
) -> Result<Json<OfferOut>, Problem> {
    visit.allow(orders::scopes::WRITE)?;
    let (by, now, rules) = (visit.for_shop(id.shop())?, visit.now, market.rules());
    let act = async move |tx: &mut Tx| accept(tx, &by, now, &rules, id).await;
    Ok(Json(offer_out(&market.db.write(act).await?, by.side()?)))
}

/// Say no to the other side's offer.
#[utoipa::path(post, path = "/offers/{id}/refusal", tag = "negotiation", params(("id" = String, Path)),
    responses((status = 200, body = OfferOut)))]
async fn refuse(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OfferId>,
) -> Result<Json<OfferOut>, Problem> {
    visit.allow(orders::scopes::WRITE)?;
    let (by, now) = (visit.for_shop(id.shop())?, visit.now);
    let act = async move |tx: &mut Tx| decline(tx, &by, now, id).await;
    Ok(Json(offer_out(&market.db.write(act).await?, by.side()?)))
}

/// Another price for the same things.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the shape for the description; Fields reads it")]
pub struct CounterIn {
    amount: String,
    note: Option<String>,
}

/// Answer the other side's offer with another price.
#[utoipa::path(post, path = "/offers/{id}/counters", tag = "negotiation", params(("id" = String, Path)),
    request_body = CounterIn, responses((status = 201, body = OfferOut)))]
async fn answer(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OfferId>,
    mut body: Fields,
) -> Result<(StatusCode, Json<OfferOut>), Problem> {
    visit.allow(orders::scopes::WRITE)?;
    let (by, now, rules) = (visit.for_shop(id.shop())?, visit.now, market.rules());
    let find = async move |tx: &mut Tx| find_offer(tx, &by, id).await;
    let old = market.db.read::<_, DbError, _>(find).await?.ok_or_else(Problem::not_found)?;
    let amount = body.money("amount", old.list.currency());
    let note = body.maybe_paragraphs("note", MOST_NOTE);
    if !body.is_good() {
        return Err(Problem::invalid(&body));
    }
    let act = async move |tx: &mut Tx| counter(tx, &by, now, &rules, id, amount, note.clone()).await;
    let made = market.db.write(act).await?;
    Ok((StatusCode::CREATED, Json(offer_out(&made.offer, by.side()?))))
}

/// Take one's own offer back, or leave what was agreed.
#[utoipa::path(post, path = "/offers/{id}/withdrawal", tag = "negotiation", params(("id" = String, Path)),
    responses((status = 200, body = OfferOut)))]
async fn take_back(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OfferId>,
) -> Result<Json<OfferOut>, Problem> {
    visit.allow(orders::scopes::WRITE)?;
    let (by, now) = (visit.for_shop(id.shop())?, visit.now);
    let act = async move |tx: &mut Tx| withdraw(tx, &by, now, id).await;
    Ok(Json(offer_out(&market.db.write(act).await?, by.side()?)))
}

/// Where what was agreed is sent to.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the shape for the description; Fields reads it")]
pub struct DealIn {
    #[serde(flatten)]
    ship_to: Address,
    /// The same key places one purchase.
    key: String,
    /// Refused when the total is another.
    seen_total: Option<String>,
}

/// Buy what was agreed, at the price that was agreed.
#[utoipa::path(post, path = "/offers/{id}/checkout", tag = "negotiation", params(("id" = String, Path)),
    request_body = DealIn, responses((status = 201, body = PlacedOut)))]
async fn check_out(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OfferId>,
    mut body: Fields,
) -> Result<(StatusCode, Json<PlacedOut>), Problem> {
    visit.allow(orders::scopes::WRITE)?;
    let (by, now, rules) = (visit.buyer()?, visit.now, market.rules());
    let find = async move |tx: &mut Tx| find_offer(tx, &by, id).await;
    let found = market.db.read::<_, DbError, _>(find).await?.ok_or_else(Problem::not_found)?;
    let ship_to = read_address(&mut body);
    let key = body.line("key", 100);
    let seen_total = body.maybe_money("seen_total", found.amount.currency());
    let (Some(ship_to), true) = (ship_to, body.is_good()) else { return Err(Problem::invalid(&body)) };
    let checkout = Checkout { to: Destination::known(ship_to), key, seen_total };
    let act = async move |tx: &mut Tx| buy(tx, &by, now, &rules, id, checkout.clone()).await;
    Ok((StatusCode::CREATED, Json(market.db.write(act).await?.into())))
}

/// A shop's reputation, with the sums that it is made of.
#[utoipa::path(get, path = "/shops/{handle}/reputation", tag = "reviews", params(("handle" = String, Path)),
    responses((status = 200, body = ReputationOut)))]
async fn reputation_of(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Json<ReputationOut>, Problem> {
    let now = visit.now;
    let read = async move |tx: &mut Tx| {
        let shop = shops::find_by_handle(tx, &handle).await?;
        let Some(shop) = shop.filter(|shop| shop.state != ShopState::Suspended) else { return Ok(None) };
        let reply = reply_time(tx, now, shop.id).await?;
        let reply =
            reply.map(|reply| FirstReplyOut { replies: reply.replies, seconds: reply.average.as_secs() });
        Ok::<_, DbError>(Some(ReputationOut::new(reviews::reputation(tx, now, shop.id).await?, reply)))
    };
    Ok(Json(market.db.read(read).await?.ok_or_else(Problem::not_found)?))
}
