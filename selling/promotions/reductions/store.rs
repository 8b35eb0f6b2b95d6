use goods::catalog::{ListingId, VariantId};
use kernel::{Currency, Money, ShopId, Timestamp};
use people::{
    reduction::{Asked, Reduction},
    shops::MARKET,
};
use platform::{
    Later, any_pair,
    db::{DbError, Row, Rows, Tx, json, several},
    params,
};

use super::{KeptReduction, ReductionId, ReductionStage, Sort};

macro_rules! columns {
    () => {
        "SELECT r.shop_id, r.id, r.sort, r.name, r.name_en, r.rule, r.listings, r.variants, r.floor_minor, r.currency, \
         r.from_at, r.until_at, r.state, r.created_at, r.updated_at "
    };
}

fn decode(mut row: Row) -> Result<KeptReduction, DbError> {
    let id = ReductionId::new(row.shop()?, row.int()?);
    let sort = row.word(Sort::parse)?;
    let (name, name_en, rule) = (row.text()?, row.text()?, row.json()?);
    let (listings, variants, floor) = (row.json()?, row.json()?, row.maybe_int()?);
    let currency = row.word(|code| Currency::parse(code).ok())?;
    Ok(KeptReduction {
        id,
        sort,
        name,
        name_en,
        rule,
        listings,
        variants,
        floor: floor.map(|minor| Money::new(minor, currency)),
        currency,
        from: row.time()?,
        until: row.maybe_time()?,
        state: row.word(ReductionStage::parse)?,
        created_at: row.time()?,
        updated_at: row.time()?,
    })
}

const INSERT: &str = "INSERT INTO reduction (shop_id, id, sort, name, name_en, rule, listings, variants, floor_minor, \
    currency, from_at, until_at, state, created_at, updated_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14)";
const THINGS: Rows = Rows {
    head: "INSERT INTO reduction_thing (shop_id, listing_id, reduction_id)",
    tuple: "($1, $2, $3)",
    tail: "",
};
pub(super) async fn insert(tx: &mut Tx, new: &KeptReduction) -> Result<(), DbError> {
    let (shop, number) = (new.id.shop(), new.id.number());
    let values = params![
        shop,
        number,
        new.sort.name(),
        &new.name,
        &new.name_en,
        json(&new.rule)?,
        json(&new.listings)?,
        json(&new.variants)?,
        new.floor.map(Money::minor),
        new.currency,
        new.from,
        new.until,
        new.state.name(),
        new.created_at
    ];
    tx.execute_one(INSERT, values).await?;
    let all = [0];
    let listings: &[i64] = if new.listings.is_empty() { &all } else { &new.listings };
    let rows = listings.iter().map(|listing| params![shop, *listing, number].to_vec()).collect();
    tx.execute_all(&THINGS.statements(rows)).await.map(drop)
}

const FIND: &str = concat!(columns!(), "FROM reduction r WHERE r.shop_id = $1 AND r.id = $2");
/// A reduction of this owner; another's does not exist for it.
pub async fn find(tx: &mut Tx, owner: ShopId, id: ReductionId) -> Result<Option<KeptReduction>, DbError> {
    if id.shop() != owner {
        return Ok(None);
    }
    tx.find(FIND, params![owner, id.number()], decode).await
}

const LIST: &str =
    concat!(columns!(), "FROM reduction r WHERE r.shop_id = $1 AND r.id < $2 ORDER BY r.id DESC LIMIT $3");
/// An owner's reductions before `before` (`i64::MAX` for the newest), newest first.
pub async fn list(
    tx: &mut Tx,
    owner: ShopId,
    before: i64,
    limit: i64,
) -> Result<Vec<KeptReduction>, DbError> {
    tx.list(LIST, params![owner, before, limit], decode).await
}

const COUNT_OPEN: &str = "SELECT COUNT(*) FROM reduction WHERE shop_id = $1 AND state <> 'ended'";
pub(super) async fn count_open(tx: &mut Tx, owner: ShopId) -> Result<i64, DbError> {
    tx.number(COUNT_OPEN, params![owner]).await
}

const ADVANCE: &str =
    "UPDATE reduction SET state = $4, updated_at = $5 WHERE shop_id = $1 AND id = $2 AND state = $3";
pub(super) async fn advance(tx: &mut Tx, old: &KeptReduction, new: &KeptReduction) -> Result<(), DbError> {
    let (from, to) = (old.state.name(), new.state.name());
    tx.execute_one(ADVANCE, params![old.id.shop(), old.id.number(), from, to, new.updated_at]).await
}

const STAMP: &str = "UPDATE reduction SET updated_at = updated_at WHERE shop_id = $1 AND id = $2";
/// Let whoever keeps what was read of it read it again.
pub(super) async fn stamp(tx: &mut Tx, id: ReductionId) -> Result<(), DbError> {
    tx.execute_one(STAMP, params![id.shop(), id.number()]).await
}

const OF_THINGS: &str = concat!(
    columns!(),
    "FROM reduction_thing t JOIN reduction r ON r.shop_id = t.shop_id AND r.id = t.reduction_id WHERE ",
    any_pair!("t.shop_id", "t.listing_id"),
    " AND r.state <> $49 AND r.from_at <= $50 AND (r.until_at IS NULL OR r.until_at > $51) LIMIT 1000"
);
async fn of_things(
    tx: &mut Tx,
    things: &[(ShopId, i64)],
    (without, from, until): (&str, Timestamp, Timestamp),
) -> Result<Vec<KeptReduction>, DbError> {
    let mut keys: Vec<(ShopId, i64)> = things.to_vec();
    keys.extend(things.iter().map(|(shop, _)| (*shop, 0)));
    keys.push((MARKET, 0));
    keys.sort_unstable();
    keys.dedup();
    let keys = keys.into_iter().map(|(shop, listing)| params![shop, listing].to_vec()).collect();
    let mut found: Vec<KeptReduction> = Vec::new();
    for mut values in several(keys) {
        values.extend(params![without, from, until].iter().cloned());
        found.extend(tx.list(OF_THINGS, &values, decode).await?);
    }
    found.sort_by_key(|one| one.id);
    found.dedup_by_key(|one| one.id);
    Ok(found)
}

/// What is taken off some listings now, by their shops and by the market. Cost: a statement for some twenty listings.
pub async fn in_force(
    tx: &mut Tx,
    now: Timestamp,
    things: &[(ShopId, i64)],
) -> Result<Vec<KeptReduction>, DbError> {
    let mut found = of_things(tx, things, (ReductionStage::Ended.name(), now, now)).await?;
    found.retain(|one| one.state == ReductionStage::Open);
    Ok(found)
}

/// What was taken off some listings at any time between two moments, ended or not.
pub(super) async fn between(
    tx: &mut Tx,
    things: &[(ShopId, i64)],
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<KeptReduction>, DbError> {
    of_things(tx, things, ("", until, from)).await
}

/// What the engine asks of this capability.
pub fn source<'a>(tx: &'a mut Tx, asked: &'a Asked<'a>) -> Later<'a, Result<Vec<Reduction>, DbError>> {
    Box::pin(async move {
        let found = in_force(tx, asked.now, asked.things).await?;
        Ok(found.iter().map(KeptReduction::reduction).collect())
    })
}

/// A variant of a shop that something can be taken off.
#[derive(Clone, Debug)]
pub struct Thing {
    pub listing: ListingId,
    pub variant: VariantId,
    pub title: String,
    pub choices: Vec<String>,
    pub price: Money,
}

const THINGS_OF: &str = "SELECT l.shop_id, l.id, v.id, l.title, v.choices, v.price_minor, l.currency \
    FROM listing l JOIN variant v ON v.shop_id = l.shop_id AND v.listing_id = l.id \
    WHERE l.shop_id = $1 AND l.state <> 'archived' AND v.priced = 1 ORDER BY l.title, l.id, v.position LIMIT 1000";
/// What a shop sells, by name: what its reductions may be about.
pub async fn things(tx: &mut Tx, shop: ShopId) -> Result<Vec<Thing>, DbError> {
    tx.list(THINGS_OF, params![shop], |mut row| {
        let shop = row.shop()?;
        Ok(Thing {
            listing: ListingId::new(shop, row.int()?),
            variant: VariantId::new(shop, row.int()?),
            title: row.text()?,
            choices: row.json()?,
            price: row.money()?,
        })
    })
    .await
}
