//! Offers, their history, and what listings usually go for.

use goods::catalog::ListingId;
use kernel::{AccountId, Actor, BasisPoints, Money, ShopId, Side, Timestamp};
use platform::{
    db::{DbError, HistoryStep, Row, Statement, Tx, json},
    history, params,
};
use selling::orders::{Host, PurchaseId};

use super::{ConversationId, Offer, OfferAct, OfferId, OfferState};

macro_rules! offer_columns {
    () => {
        "SELECT shop_id, id, conversation_id, buyer_id, by_side, facts, things, list_minor, currency, amount_minor, note, \
         answers, decline_at, created_at, updated_at, host_shop_id, host_basis_points FROM offer "
    };
}

fn decode(mut row: Row) -> Result<Offer, DbError> {
    let shop = row.shop()?;
    let (id, conversation) = (OfferId::new(shop, row.int()?), ConversationId::new(shop, row.int()?));
    let (buyer, by, state, things) = (row.account()?, row.word(Side::parse)?, row.json()?, row.json()?);
    let list = row.money()?;
    Ok(Offer {
        id,
        conversation,
        buyer,
        by,
        state,
        things,
        list,
        amount: Money::new(row.int()?, list.currency()),
        note: row.text()?,
        answers: row.maybe_int()?.map(|number| OfferId::new(shop, number)),
        decline_at: row.maybe_time()?,
        created_at: row.time()?,
        updated_at: row.time()?,
        host: host(row.maybe_int()?, row.maybe_int()?)?,
    })
}

fn host(shop: Option<i64>, basis_points: Option<i64>) -> Result<Option<Host>, DbError> {
    let Some((shop, basis_points)) = shop.zip(basis_points) else { return Ok(None) };
    let rate = u32::try_from(basis_points).map_err(DbError::draw)?;
    Ok(Some(Host { shop: ShopId::new(shop), rate: BasisPoints::new(rate) }))
}

const INSERT: &str = "INSERT INTO offer (shop_id, id, conversation_id, buyer_id, by_side, state, facts, things, list_minor, \
    amount_minor, currency, note, answers, decline_at, created_at, updated_at, host_shop_id, host_basis_points) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15, $16, $17)";
const INSERT_LISTING: &str = "INSERT INTO offer_listing (shop_id, offer_id, listing_id, buyer_id, by_side, created_at) \
    VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
const INSERT_STEP: &str = history!("offer_step", "offer_id");
/// Write a new offer with the first row of its history.
pub(super) async fn insert(tx: &mut Tx, by: &Actor, offer: &Offer) -> Result<(), DbError> {
    let (shop, number, now) = (offer.id.shop(), offer.id.number(), offer.created_at);
    let (state, facts, things) = (offer.state.name(), json(&offer.state)?, json(&offer.things)?);
    let values = params![
        shop,
        number,
        offer.conversation.number(),
        offer.buyer,
        offer.by.name(),
        state,
        &facts,
        things,
        offer.list.minor(),
        offer.amount.minor(),
        offer.amount.currency(),
        &offer.note,
        offer.answers.map(OfferId::number),
        offer.decline_at,
        now,
        offer.host.map(|host| host.shop),
        offer.host.map(|host| i64::from(host.rate.get()))
    ];
    tx.execute_one(INSERT, values).await?;
    let mut more: Vec<Statement> = Vec::new();
    for thing in &offer.things {
        let values = params![shop, number, thing.listing.number(), offer.buyer, offer.by.name(), now];
        more.push((INSERT_LISTING, values.to_vec()));
    }
    let step = HistoryStep { shop, thing: number, act: "offer", state, by, facts };
    more.push(step.statement(tx, now, INSERT_STEP));
    tx.execute_all(&more).await.map(drop)
}

const ADVANCE: &str = "UPDATE offer SET state = $4, facts = $5, updated_at = $6, \
    purchase_id = COALESCE($8, purchase_id) WHERE shop_id = $1 AND id = $2 AND state = $3 AND updated_at = $7";
/// Write one step: exactly one row changes from the state that was read, and its history row is kept.
pub(super) async fn advance(
    tx: &mut Tx,
    now: Timestamp,
    by: &Actor,
    act: OfferAct,
    old: &Offer,
    new: &Offer,
) -> Result<(), DbError> {
    let (shop, number, facts) = (old.id.shop(), old.id.number(), json(&new.state)?);
    let (from, to) = (old.state.name(), new.state.name());
    let purchase = match &new.state {
        OfferState::Ordered { purchase, .. } => Some(purchase.get()),
        _ => None,
    };
    tx.execute_one(ADVANCE, params![shop, number, from, to, &facts, now, old.updated_at, purchase]).await?;
    let step = HistoryStep { shop, thing: number, act: act.name(), state: to, by, facts };
    step.write(tx, now, INSERT_STEP).await
}

const FIND: &str = concat!(offer_columns!(), "WHERE shop_id = $1 AND id = $2");
const FIND_FOR_BUYER: &str = concat!(offer_columns!(), "WHERE shop_id = $1 AND id = $2 AND buyer_id = $3");
/// The offer, if it exists for whoever asks: the buyer's own or the shop's own.
pub async fn find_for(tx: &mut Tx, by: &Actor, id: OfferId) -> Result<Option<Offer>, DbError> {
    let (shop, number) = (id.shop(), id.number());
    match by {
        Actor::Buyer { account } => tx.find(FIND_FOR_BUYER, params![shop, number, *account], decode).await,
        Actor::Seller { shop: own, .. } if *own == shop => tx.find(FIND, params![shop, number], decode).await,
        Actor::System => tx.find(FIND, params![shop, number], decode).await,
        Actor::Guest | Actor::Seller { .. } | Actor::Moderator { .. } | Actor::Operator { .. } => Ok(None),
    }
}

const FIND_DEAL: &str = concat!(offer_columns!(), "WHERE shop_id = $1 AND purchase_id = $2");
/// The offer that a purchase came of, for a shop's part of it.
pub async fn find_deal(tx: &mut Tx, shop: ShopId, purchase: PurchaseId) -> Result<Option<Offer>, DbError> {
    tx.find(FIND_DEAL, params![shop, purchase.get()], decode).await
}

const STEPS: &str =
    "SELECT act, created_at FROM offer_step WHERE shop_id = $1 AND offer_id = $2 ORDER BY id LIMIT 100";
/// What has happened to an offer, the oldest first: the name of the act, `offer` for its making, and when.
pub async fn steps(tx: &mut Tx, id: OfferId) -> Result<Vec<(String, Timestamp)>, DbError> {
    tx.list(STEPS, params![id.shop(), id.number()], |mut row| Ok((row.text()?, row.time()?))).await
}

const LIST_OF: &str =
    concat!(offer_columns!(), "WHERE shop_id = $1 AND conversation_id = $2 ORDER BY id DESC LIMIT 100");
/// The offers of a conversation, the newest first.
pub async fn list_of(tx: &mut Tx, id: ConversationId) -> Result<Vec<Offer>, DbError> {
    tx.list(LIST_OF, params![id.shop(), id.number()], decode).await
}

const LIST_OPEN: &str = concat!(offer_columns!(), "WHERE state = 'open' AND id > $1 ORDER BY id LIMIT $2");
/// The market's open offers after `after` (0 for the first), the oldest first.
pub(super) async fn list_open(tx: &mut Tx, after: i64, limit: i64) -> Result<Vec<Offer>, DbError> {
    tx.list(LIST_OPEN, params![after, limit], decode).await
}

const COUNT_SINCE: &str = "SELECT COUNT(*) FROM offer_listing \
    WHERE shop_id = $1 AND listing_id = $2 AND buyer_id = $3 AND by_side = 'buyer' AND created_at > $4";
/// How often a buyer has offered for a listing since a moment.
pub(super) async fn count_since(
    tx: &mut Tx,
    listing: ListingId,
    buyer: AccountId,
    since: Timestamp,
) -> Result<i64, DbError> {
    tx.number(COUNT_SINCE, params![listing.shop(), listing.number(), buyer, since]).await
}

const COUNT_DEAL: &str = "INSERT INTO deal_band (shop_id, listing_id, tenths, deals) VALUES ($1, $2, $3, 1) \
    ON CONFLICT (shop_id, listing_id, tenths) DO UPDATE SET deals = deal_band.deals + 1";
/// Count a deal among what its listing goes for. A bundle tells nothing about one listing.
pub(super) async fn count_deal(tx: &mut Tx, offer: &Offer) -> Result<(), DbError> {
    let [thing] = offer.things.as_slice() else { return Ok(()) };
    let tenths = offer.amount.minor().saturating_mul(10).checked_div(offer.list.minor()).unwrap_or(10).min(9);
    tx.execute_one(COUNT_DEAL, params![thing.listing.shop(), thing.listing.number(), tenths]).await
}

/// Deals from which on it is told what others usually reach: fewer might be somebody's own.
const MANY_DEALS: i64 = 20;

const BANDS: &str =
    "SELECT tenths, deals FROM deal_band WHERE shop_id = $1 AND listing_id = $2 ORDER BY tenths LIMIT 10";
/// What most deals about a listing come to, in tenths of its list price: from, to. None while there are few.
pub async fn bands(tx: &mut Tx, listing: ListingId) -> Result<Option<(i64, i64)>, DbError> {
    let decode = |mut row: Row| Ok((row.int()?, row.int()?));
    let found = tx.list(BANDS, params![listing.shop(), listing.number()], decode).await?;
    let all: i64 = found.iter().map(|(_, deals)| deals).sum();
    if all < MANY_DEALS {
        return Ok(None);
    }
    // The middle half, by deals.
    let at = |share: i64| {
        let mut left = all * share / 4;
        let reached = found.iter().find(|(_, deals)| {
            left -= deals;
            left < 0
        });
        reached.or(found.last()).map_or(9, |(tenths, _)| *tenths)
    };
    Ok(Some((at(1), at(3) + 1)))
}
