//! Agreements.

use goods::catalog::ListingId;
use kernel::{Actor, BasisPoints, Money, ShopId, Timestamp};
use platform::{
    db::{DbError, HistoryStep, Row, Tx, json},
    history, params,
};
use selling::orders::Host;

use super::{Agreement, AgreementAct, AgreementId, OWN_PRICE};

macro_rules! agreement_columns {
    () => {
        "SELECT shop_id, id, of_shop_id, basis_points, words, facts, listings, \
         lowest_basis_points, created_at, updated_at FROM live_agreement "
    };
}

fn decode(mut row: Row) -> Result<Agreement, DbError> {
    Ok(Agreement {
        id: AgreementId::new(row.shop()?, row.int()?),
        of: row.shop()?,
        rate: BasisPoints::new(u32::try_from(row.int()?).unwrap_or(0)),
        words: row.text()?,
        state: row.json()?,
        listings: row.json()?,
        lowest: BasisPoints::new(u32::try_from(row.int()?).unwrap_or(OWN_PRICE)),
        created_at: row.time()?,
        updated_at: row.time()?,
    })
}

const INSERT: &str = "INSERT INTO live_agreement (shop_id, id, of_shop_id, basis_points, words, state, facts, listings, \
    created_at, updated_at, lowest_basis_points) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10)";
const INSERT_STEP: &str = history!("live_agreement_step", "agreement_id");
pub(super) async fn insert(tx: &mut Tx, by: &Actor, agreement: &Agreement) -> Result<(), DbError> {
    let Agreement { id, of, rate, words, state, listings, lowest, created_at, .. } = agreement;
    let (shop, number, facts, rate) = (id.shop(), id.number(), json(state)?, i64::from(rate.get()));
    let (name, listings, lowest) = (state.name(), json(listings)?, i64::from(lowest.get()));
    let values = params![shop, number, *of, rate, words, name, &facts, listings, *created_at, lowest];
    tx.execute_one(INSERT, values).await?;
    let step = HistoryStep { shop, thing: number, act: "ask", state: state.name(), by, facts };
    step.write(tx, *created_at, INSERT_STEP).await
}

const ADVANCE: &str = "UPDATE live_agreement SET state = $4, facts = $5, listings = $6, updated_at = $7, lowest_basis_points = $8 \
    WHERE shop_id = $1 AND id = $2 AND state = $3";
/// Write one step: exactly one row changes from the state that was read, and its history row is kept.
pub(super) async fn advance(
    tx: &mut Tx,
    now: Timestamp,
    by: &Actor,
    act: AgreementAct,
    old: &Agreement,
    new: &Agreement,
) -> Result<(), DbError> {
    let (shop, number, facts) = (old.id.shop(), old.id.number(), json(&new.state)?);
    let (from, to, listings) = (old.state.name(), new.state.name(), json(&new.listings)?);
    let lowest = i64::from(new.lowest.get());
    tx.execute_one(ADVANCE, params![shop, number, from, to, &facts, listings, now, lowest]).await?;
    let step = HistoryStep { shop, thing: number, act: act.name(), state: to, by, facts };
    step.write(tx, now, INSERT_STEP).await
}

const FIND: &str = concat!(agreement_columns!(), "WHERE shop_id = $1 AND id = $2");
/// The agreement, for nobody in particular.
pub(super) async fn find_any(tx: &mut Tx, id: AgreementId) -> Result<Option<Agreement>, DbError> {
    tx.find(FIND, params![id.shop(), id.number()], decode).await
}

/// The agreement, if whoever asks is of one of the two shops.
pub async fn find(tx: &mut Tx, by: &Actor, id: AgreementId) -> Result<Option<Agreement>, DbError> {
    let found = find_any(tx, id).await?;
    let Ok(shop) = by.shop() else { return Ok(None) };
    Ok(found.filter(|agreement| shop == agreement.id.shop() || shop == agreement.of))
}

const AGREED: &str = concat!(
    agreement_columns!(),
    "WHERE shop_id = $1 AND of_shop_id = $2 AND state = 'agreed' ORDER BY id DESC LIMIT 1"
);
/// What holds between two shops.
pub async fn agreed(tx: &mut Tx, host: ShopId, of: ShopId) -> Result<Option<Agreement>, DbError> {
    tx.find(AGREED, params![host, of], decode).await
}

/// Whether a host's shop may show a thing: its own, or one that an agreement covers.
pub async fn may_show(tx: &mut Tx, host: ShopId, listing: ListingId) -> Result<bool, DbError> {
    if listing.shop() == host {
        return Ok(true);
    }
    Ok(agreed(tx, host, listing.shop()).await?.is_some_and(|agreement| agreement.covers(listing)))
}

/// The lowest price in a room of this shop for a thing that costs everybody so much; none where it is its own.
pub async fn lowest(
    tx: &mut Tx,
    host: ShopId,
    listing: ListingId,
    price: Money,
) -> Result<Option<Money>, DbError> {
    if listing.shop() == host {
        return Ok(None);
    }
    let found = agreed(tx, host, listing.shop()).await?;
    // An amount that cannot be worked out is not lowered.
    Ok(found.map(|agreement| agreement.lowest_of(price).unwrap_or(price)))
}

/// Who has which share of a thing that is sold in a room of this shop; none where it is its own.
pub async fn host_of(tx: &mut Tx, host: ShopId, listing: ListingId) -> Result<Option<Host>, DbError> {
    if listing.shop() == host {
        return Ok(None);
    }
    let found = agreed(tx, host, listing.shop()).await?.filter(|agreement| agreement.covers(listing));
    Ok(found.map(|agreement| Host { shop: host, rate: agreement.rate }))
}

const KNOWN: &str = "SELECT id FROM live_agreement WHERE shop_id = $1 AND of_shop_id = $2 \
    AND state IN ('agreed', 'ended') LIMIT 1";
/// Whether a shop sold for another once, so that what was shown then can be seen in its replays.
pub async fn has_known(tx: &mut Tx, host: ShopId, of: ShopId) -> Result<bool, DbError> {
    Ok(host == of || tx.find(KNOWN, params![host, of], |mut row| row.int()).await?.is_some())
}

const ASKED: &str = concat!(
    agreement_columns!(),
    "WHERE shop_id = $1 AND of_shop_id = $2 AND state = 'asked' ORDER BY id LIMIT 1"
);
/// What waits for an answer between two shops.
pub(super) async fn asked(tx: &mut Tx, host: ShopId, of: ShopId) -> Result<Option<Agreement>, DbError> {
    tx.find(ASKED, params![host, of], decode).await
}

const COUNT_ASKED: &str = "SELECT COUNT(*) FROM live_agreement WHERE shop_id = $1 AND state = 'asked'";
pub(super) async fn count_asked(tx: &mut Tx, host: ShopId) -> Result<i64, DbError> {
    tx.number(COUNT_ASKED, params![host]).await
}

const LIST_AGREED: &str =
    concat!(agreement_columns!(), "WHERE shop_id = $1 AND state = 'agreed' ORDER BY id LIMIT $2");
/// For whom a shop sells now.
pub async fn list_agreed(tx: &mut Tx, host: ShopId, limit: i64) -> Result<Vec<Agreement>, DbError> {
    tx.list(LIST_AGREED, params![host, limit], decode).await
}

const LIST_OF_HOST: &str =
    concat!(agreement_columns!(), "WHERE shop_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3");
/// What a shop asked others, from before a number, the newest first.
pub async fn list_of_host(
    tx: &mut Tx,
    host: ShopId,
    before: i64,
    limit: i64,
) -> Result<Vec<Agreement>, DbError> {
    tx.list(LIST_OF_HOST, params![host, before, limit], decode).await
}

const LIST_OF_OTHER: &str =
    concat!(agreement_columns!(), "WHERE of_shop_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3");
/// What hosts asked a shop, from before a number, the newest first.
pub async fn list_of_other(
    tx: &mut Tx,
    of: ShopId,
    before: i64,
    limit: i64,
) -> Result<Vec<Agreement>, DbError> {
    tx.list(LIST_OF_OTHER, params![of, before, limit], decode).await
}
