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
    caller::{Buyer, Party, Seller},
    calls,
    market::Market,
    one_of::maybe_word_of,
    seek::Seek,
    shops::{self, ShopState},
    visit::Visit,
    wire::{Answer, List, Made},
};
use platform::{
    db::Tx,
    web::{Fields, Problem, Refusal, Teller},
};
use selling::{
    Selling,
    orders::{
        Destination,
        scopes::{Read, Write},
        wire::PlacedOut,
    },
};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;

use super::{
    Body, Conversation, ConversationId, OfferId, accept, buy, counter, decline, find_for, find_offer,
    list_for_buyer, list_for_seller, messages, offer, open,
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
        .routes(calls!(list))
        .routes(calls!(list_of_shop))
        .routes(calls!(begin))
        .routes(calls!(show))
        .routes(calls!(list_messages, send))
        .routes(calls!(set_reading))
        .routes(calls!(listen))
        .routes(calls!(make))
        .routes(calls!(show_offer))
        .routes(calls!(take))
        .routes(calls!(refuse))
        .routes(calls!(answer))
        .routes(calls!(take_back))
        .routes(calls!(check_out))
        .routes(calls!(reputation_of))
}

/// What every conversation stands before: when something was last said in it, and its number.
const NEWEST: (i64, i64) = (i64::MAX, i64::MAX);

#[derive(Deserialize, IntoParams)]
struct InBox {
    /// `open`, `unread`, `mine` or `snoozed`; `open` unless given.
    #[serde(rename = "box")]
    #[param(schema_with = maybe_word_of::<Inbox>)]
    inbox: Option<String>,
}

fn page(seek: Seek<(i64, i64)>, found: Vec<Conversation>, side: Side) -> Json<List<ConversationOut>> {
    let page = seek.page(found, |last| (last.last_at.micros(), last.id.number()));
    Json(page.map(|conversation| out(&conversation, side)))
}

/// The caller's conversations with shops, the newest first.
#[utoipa::path(get, path = "/conversations", tag = "negotiation", params(Seek),
    responses((status = 200, body = List<ConversationOut>)))]
async fn list(
    Buyer { account, market, .. }: Buyer<Read>,
    seek: Seek<(i64, i64)>,
) -> Answer<List<ConversationOut>> {
    let before = seek.from.unwrap_or(NEWEST);
    let found = market.read(async move |tx| list_for_buyer(tx, account, before, seek.rows()).await).await?;
    Ok(page(seek, found, Side::Buyer))
}

/// A shop's conversations with buyers, the newest first.
#[utoipa::path(get, path = "/shops/{handle}/conversations", tag = "negotiation",
    params(("handle" = String, Path), InBox, Seek), responses((status = 200, body = List<ConversationOut>)))]
async fn list_of_shop(
    Seller { by, shop, now, market, .. }: Seller<Read>,
    Query(query): Query<InBox>,
    seek: Seek<(i64, i64)>,
) -> Answer<List<ConversationOut>> {
    let (account, before) = (by.account()?, seek.from.unwrap_or(NEWEST));
    let inbox = query.inbox.as_deref().map_or(Some(Inbox::Open), Inbox::parse);
    let inbox = inbox.ok_or_else(|| Problem::malformed("there is no such box"))?;
    let look =
        async move |tx: &mut Tx| list_for_seller(tx, now, shop, inbox, account, before, seek.rows()).await;
    Ok(page(seek, market.read(look).await?, Side::Seller))
}

/// The caller's conversation with a shop: the one there is, or a new one.
#[utoipa::path(post, path = "/shops/{handle}/conversations", tag = "negotiation", params(("handle" = String, Path)),
    responses((status = 201, body = ConversationOut)))]
async fn begin(
    Buyer { by, now, market, visit, .. }: Buyer<Write>,
    Path(handle): Path<String>,
) -> Made<ConversationOut> {
    may_begin(&market, &visit)?;
    let shop = market.find(async move |tx| shops::find_by_handle(tx, &handle).await).await?.id;
    let opened = market.write(async move |tx| open(tx, &by, now, shop).await).await?;
    Ok((StatusCode::CREATED, Json(out(&opened, Side::Buyer))))
}

async fn own(market: &Market, by: Actor, id: ConversationId) -> Result<Conversation, Problem> {
    market.find(async move |tx| find_for(tx, &by, id).await).await
}

/// One conversation, as its buyer or its shop.
#[utoipa::path(get, path = "/conversations/{id}", tag = "negotiation", params(("id" = String, Path)),
    responses((status = 200, body = ConversationOut)))]
async fn show(Party { by, id, side, market, .. }: Party<Read, ConversationId>) -> Answer<ConversationOut> {
    Ok(Json(out(&own(&market, by, id).await?, side)))
}

#[derive(Deserialize, IntoParams)]
struct MessagesQuery {
    /// Only those after this position.
    #[param(minimum = 0)]
    after: Option<i64>,
}

/// What was said, the newest first.
#[utoipa::path(get, path = "/conversations/{id}/messages", tag = "negotiation",
    params(("id" = String, Path), MessagesQuery, Seek), responses((status = 200, body = List<MessageOut>)))]
async fn list_messages(
    Party { by, id, market, .. }: Party<Read, ConversationId>,
    Query(query): Query<MessagesQuery>,
    seek: Seek,
) -> Answer<List<MessageOut>> {
    own(&market, by, id).await?;
    let mut found = market.read(async move |tx| messages(tx, id, seek.before(), seek.rows()).await).await?;
    found.reverse();
    found.retain(|message| query.after.is_none_or(|after| message.position > after));
    Ok(Json(seek.page(found, |last| last.position).map(MessageOut::from)))
}

/// A message to the other side.
#[derive(ToSchema)]
pub struct MessageIn {
    pub words: String,
    /// What the writer's device calls it: sent twice, it is said once.
    pub key: Option<String>,
}

/// Send a message; the same key sends it once.
#[utoipa::path(post, path = "/conversations/{id}/messages", tag = "negotiation", params(("id" = String, Path)),
    request_body = MessageIn, responses((status = 201, body = MessageOut)))]
async fn send(
    Party { by, id, now, market, visit, .. }: Party<Write, ConversationId>,
    mut body: Fields,
) -> Made<MessageOut> {
    own(&market, by, id).await?;
    may_say(&market, &visit)?;
    let key = read_key(&market, &mut body);
    let words = body.maybe_paragraphs("words", MOST_WORDS);
    if words.is_empty() {
        body.refuse("words", Refusal::new("refused-empty"));
    }
    body.check()?;
    let act = async move |tx: &mut Tx| say(tx, &by, now, id, &key, Body::Text { words: words.clone() }).await;
    Ok((StatusCode::CREATED, Json(market.write(act).await?.into())))
}

/// How far somebody has read.
#[derive(ToSchema)]
pub struct ReadingIn {
    pub position: i64,
}

/// Note that the caller has read up to a position.
#[utoipa::path(put, path = "/conversations/{id}/reading", tag = "negotiation", params(("id" = String, Path)),
    request_body = ReadingIn, responses((status = 200, body = ConversationOut)))]
async fn set_reading(
    Party { by, id, side, market, .. }: Party<Write, ConversationId>,
    mut body: Fields,
) -> Answer<ConversationOut> {
    let position = body.whole("position", 0..=i64::MAX);
    body.check()?;
    market.write(async move |tx| read(tx, &by, id, position).await).await?;
    Ok(Json(out(&own(&market, by, id).await?, side)))
}

/// Hear a conversation by Server-Sent Events: `message` events with the position as their id and a message as their
/// data, everything after `Last-Event-ID` (or `after`) once and in order; `news` events for what is not kept. Who asks for a
/// WebSocket hears the same by one, each event as `{"id", "event", "data"}`.
#[utoipa::path(get, path = "/conversations/{id}/events", tag = "negotiation",
    params(("id" = String, Path), ("after" = Option<i64>, Query, minimum = 0)),
    responses((status = 200, description = "a stream of events", content_type = "text/event-stream")))]
async fn listen(
    Party { id, visit, .. }: Party<Read, ConversationId>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    teller: Teller,
) -> Result<Response, Problem> {
    let listening = Listening::begin(&visit, id, &headers, query.as_deref()).await?;
    Ok(listening.tell(teller, |message| serde_json::to_string(&MessageOut::from(message)).ok()))
}

/// So many pieces of a variant.
#[derive(ToSchema)]
pub struct WantIn {
    pub variant: String,
    pub quantity: i64,
}

/// A price for some things of the shop.
#[derive(ToSchema)]
pub struct OfferIn {
    pub lines: Vec<WantIn>,
    /// For all of it together, in the shop's currency.
    pub amount: String,
    pub note: Option<String>,
}

/// Offer a price, as the buyer or the shop. It is never above the list price.
#[utoipa::path(post, path = "/conversations/{id}/offers", tag = "negotiation", params(("id" = String, Path)),
    request_body = OfferIn, responses((status = 201, body = OfferOut)))]
async fn make(
    Party { by, id, side, now, rules, market, visit, .. }: Party<Write, ConversationId>,
    mut body: Fields,
) -> Made<OfferOut> {
    own(&market, by, id).await?;
    may_say(&market, &visit)?;
    let currency = market.find(async move |tx| shops::find(tx, id.shop()).await).await?.currency;
    let proposal = read_proposal(&mut body, currency).ok_or_else(|| Problem::invalid(&body))?;
    let act = async move |tx: &mut Tx| offer(tx, &by, now, &rules, id, proposal.clone()).await;
    Ok((StatusCode::CREATED, Json(offer_out(&market.write(act).await?.offer, side))))
}

/// One offer, as its buyer or its shop.
#[utoipa::path(get, path = "/offers/{id}", tag = "negotiation", params(("id" = String, Path)),
    responses((status = 200, body = OfferOut)))]
async fn show_offer(Party { by, id, side, market, .. }: Party<Read, OfferId>) -> Answer<OfferOut> {
    let found = market.find(async move |tx| find_offer(tx, &by, id).await).await?;
    Ok(Json(offer_out(&found, side)))
}

/// Take the other side's offer: the price is locked and the pieces are held. When that cannot be any more, the answer
/// is the offer as it ended.
#[utoipa::path(post, path = "/offers/{id}/acceptance", tag = "negotiation", params(("id" = String, Path)),
    responses((status = 200, body = OfferOut)))]
async fn take(Party { by, id, side, now, rules, market, .. }: Party<Write, OfferId>) -> Answer<OfferOut> {
    let offer = market.write(async move |tx| accept(tx, &by, now, &rules, id).await).await?;
    Ok(Json(offer_out(&offer, side)))
}

/// Say no to the other side's offer.
#[utoipa::path(post, path = "/offers/{id}/refusal", tag = "negotiation", params(("id" = String, Path)),
    responses((status = 200, body = OfferOut)))]
async fn refuse(Party { by, id, side, now, market, .. }: Party<Write, OfferId>) -> Answer<OfferOut> {
    let offer = market.write(async move |tx| decline(tx, &by, now, id).await).await?;
    Ok(Json(offer_out(&offer, side)))
}

/// Another price for the same things.
#[derive(ToSchema)]
pub struct CounterIn {
    pub amount: String,
    pub note: Option<String>,
}

/// Answer the other side's offer with another price.
#[utoipa::path(post, path = "/offers/{id}/counters", tag = "negotiation", params(("id" = String, Path)),
    request_body = CounterIn, responses((status = 201, body = OfferOut)))]
async fn answer(
    Party { by, id, side, now, rules, market, .. }: Party<Write, OfferId>,
    mut body: Fields,
) -> Made<OfferOut> {
    let old = market.find(async move |tx| find_offer(tx, &by, id).await).await?;
    let amount = body.money("amount", old.list.currency());
    let note = body.maybe_paragraphs("note", MOST_NOTE);
    body.check()?;
    let act = async move |tx: &mut Tx| counter(tx, &by, now, &rules, id, amount, note.clone()).await;
    Ok((StatusCode::CREATED, Json(offer_out(&market.write(act).await?.offer, side))))
}

/// Take one's own offer back, or leave what was agreed.
#[utoipa::path(post, path = "/offers/{id}/withdrawal", tag = "negotiation", params(("id" = String, Path)),
    responses((status = 200, body = OfferOut)))]
async fn take_back(Party { by, id, side, now, market, .. }: Party<Write, OfferId>) -> Answer<OfferOut> {
    let offer = market.write(async move |tx| withdraw(tx, &by, now, id).await).await?;
    Ok(Json(offer_out(&offer, side)))
}

/// Where what was agreed is sent to.
#[derive(Deserialize, ToSchema)]
pub struct DealIn {
    #[serde(flatten)]
    pub ship_to: Address,
    /// The same key places one purchase.
    pub key: String,
    /// Refused when the total is another.
    pub seen_total: Option<String>,
}

/// Buy what was agreed, at the price that was agreed.
#[utoipa::path(post, path = "/offers/{id}/checkout", tag = "negotiation", params(("id" = String, Path)),
    request_body = DealIn, responses((status = 201, body = PlacedOut)))]
async fn check_out(
    Buyer { by, now, rules, market, visit, .. }: Buyer<Write>,
    State(selling): State<Selling>,
    Path(id): Path<OfferId>,
    mut body: Fields,
) -> Made<PlacedOut> {
    let found = market.find(async move |tx| find_offer(tx, &by, id).await).await?;
    let ship_to = read_address(&mut body);
    let key = body.line("key", 100);
    let seen_total = body.maybe_money("seen_total", found.amount.currency());
    let ship_to = ship_to.filter(|_| body.is_good()).ok_or_else(|| Problem::invalid(&body))?;
    let checkout =
        Checkout { to: Destination::known(ship_to), key, seen_total, reader: Some(visit.reader()) };
    let takes = selling.takes();
    let placed =
        market.write(async move |tx| buy(tx, &by, now, &rules, takes, id, checkout.clone()).await).await?;
    Ok((StatusCode::CREATED, Json(placed.into())))
}

/// A shop's reputation, with the sums that it is made of.
#[utoipa::path(get, path = "/shops/{handle}/reputation", tag = "reviews", params(("handle" = String, Path)),
    responses((status = 200, body = ReputationOut)))]
async fn reputation_of(visit: Visit, Path(handle): Path<String>) -> Answer<ReputationOut> {
    let now = visit.now;
    let look = async move |tx: &mut Tx| {
        let shop = shops::find_by_handle(tx, &handle).await?;
        let Some(shop) = shop.filter(|shop| shop.state != ShopState::Suspended) else { return Ok(None) };
        let reply = reply_time(tx, now, shop.id).await?;
        let reply =
            reply.map(|reply| FirstReplyOut { replies: reply.replies, seconds: reply.average.as_secs() });
        Ok(Some(ReputationOut::new(reviews::reputation(tx, now, shop.id).await?, reply)))
    };
    Ok(Json(visit.market.find(look).await?))
}
