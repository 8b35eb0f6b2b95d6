use kernel::{Actor, ShopId, Timestamp};
use platform::{
    db::{DbError, HistoryStep, Row, Tx, json},
    history, params,
};
use selling::orders::PurchaseId;

use super::{Quote, QuoteAct, QuoteId};
use crate::negotiation::ConversationId;

macro_rules! quote_columns {
    () => {
        "SELECT shop_id, id, conversation_id, buyer_id, facts, brief, terms, created_at, updated_at FROM quote "
    };
}

fn decode(mut row: Row) -> Result<Quote, DbError> {
    let shop = row.shop()?;
    Ok(Quote {
        id: QuoteId::new(shop, row.int()?),
        conversation: ConversationId::new(shop, row.int()?),
        buyer: row.account()?,
        state: row.json()?,
        brief: row.json()?,
        terms: row.json()?,
        created_at: row.time()?,
        updated_at: row.time()?,
    })
}

const INSERT: &str = "INSERT INTO quote \
    (shop_id, id, conversation_id, buyer_id, state, facts, brief, terms, created_at, updated_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)";
/// Write a new quote with the first row of its history.
pub(super) async fn insert(tx: &mut Tx, by: &Actor, quote: &Quote, act: &str) -> Result<(), DbError> {
    let now = quote.created_at;
    let values = params![
        quote.id.shop(),
        quote.id.number(),
        quote.conversation.number(),
        quote.buyer,
        quote.state.name(),
        json(&quote.state)?,
        json(&quote.brief)?,
        json(&quote.terms)?,
        now
    ];
    tx.execute_one(INSERT, values).await?;
    insert_step(tx, now, by, act, quote).await
}

const INSERT_STEP: &str = history!("quote_step", "quote_id");
async fn insert_step(
    tx: &mut Tx,
    now: Timestamp,
    by: &Actor,
    act: &str,
    quote: &Quote,
) -> Result<(), DbError> {
    let facts = json(&serde_json::json!({ "state": quote.state, "terms": quote.terms }))?;
    let (shop, number, state) = (quote.id.shop(), quote.id.number(), quote.state.name());
    HistoryStep { shop, thing: number, act, state, by, facts }.write(tx, now, INSERT_STEP).await
}

const ADVANCE: &str = "UPDATE quote SET state = $4, facts = $5, terms = $6, updated_at = $7, \
    purchase_id = COALESCE($8, purchase_id) WHERE shop_id = $1 AND id = $2 AND state = $3 AND updated_at = $9";
/// Write one step: exactly one row changes from the state that was read, and its history row is kept.
pub(super) async fn advance(
    tx: &mut Tx,
    now: Timestamp,
    by: &Actor,
    act: QuoteAct,
    old: &Quote,
    new: &Quote,
) -> Result<(), DbError> {
    let (from, to) = (old.state.name(), new.state.name());
    let (shop, number, facts) = (old.id.shop(), old.id.number(), json(&new.state)?);
    let purchase = new.state.purchase().map(PurchaseId::get);
    let values = params![shop, number, from, to, facts, json(&new.terms)?, now, purchase, old.updated_at];
    tx.execute_one(ADVANCE, values).await?;
    insert_step(tx, now, by, act.name(), new).await
}

const FIND: &str = concat!(quote_columns!(), "WHERE shop_id = $1 AND id = $2");
const FIND_FOR_BUYER: &str = concat!(quote_columns!(), "WHERE shop_id = $1 AND id = $2 AND buyer_id = $3");
/// The quote, if it exists for whoever asks: the buyer's own or the shop's own.
pub async fn find_for(tx: &mut Tx, by: &Actor, id: QuoteId) -> Result<Option<Quote>, DbError> {
    let (shop, number) = (id.shop(), id.number());
    match by {
        Actor::Buyer { account } => tx.find(FIND_FOR_BUYER, params![shop, number, *account], decode).await,
        Actor::Seller { shop: own, .. } if *own == shop => tx.find(FIND, params![shop, number], decode).await,
        Actor::System => tx.find(FIND, params![shop, number], decode).await,
        Actor::Guest | Actor::Seller { .. } | Actor::Moderator { .. } | Actor::Operator { .. } => Ok(None),
    }
}

const FIND_BY_PURCHASE: &str = concat!(quote_columns!(), "WHERE shop_id = $1 AND purchase_id = $2");
pub(super) async fn find_by_purchase(
    tx: &mut Tx,
    shop: ShopId,
    purchase: PurchaseId,
) -> Result<Option<Quote>, DbError> {
    tx.find(FIND_BY_PURCHASE, params![shop, purchase.get()], decode).await
}

const LIST_OF: &str =
    concat!(quote_columns!(), "WHERE shop_id = $1 AND conversation_id = $2 ORDER BY id DESC LIMIT 100");
/// The quotes of a conversation, the newest first.
pub async fn list_of(tx: &mut Tx, id: ConversationId) -> Result<Vec<Quote>, DbError> {
    tx.list(LIST_OF, params![id.shop(), id.number()], decode).await
}
