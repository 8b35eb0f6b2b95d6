//! Which listings are made after which record.

use goods::catalog::ListingId;
use kernel::ShopId;
use platform::{
    any_pair,
    db::{DbError, Row, Tx},
    params,
};

use super::{Claim, ClaimState, RecordId};

macro_rules! claim_columns {
    () => {
        "SELECT c.shop_id, c.listing_id, c.record_shop, c.record_id, c.state, c.created_at, c.answered_at FROM design_claim c "
    };
}

fn decode(mut row: Row) -> Result<Claim, DbError> {
    Ok(Claim {
        listing: ListingId::new(row.shop()?, row.int()?),
        record: RecordId::new(row.shop()?, row.int()?),
        state: row.word(ClaimState::parse)?,
        created_at: row.time()?,
        answered_at: row.maybe_time()?,
    })
}

const INSERT: &str = "INSERT INTO design_claim (shop_id, listing_id, record_shop, record_id, state, created_at, answered_at) \
    VALUES ($1, $2, $3, $4, $5, $6, NULL)";
pub(super) async fn insert(tx: &mut Tx, claim: &Claim) -> Result<(), DbError> {
    let Claim { listing, record, state, created_at, .. } = *claim;
    let values =
        params![listing.shop(), listing.number(), record.shop(), record.number(), state.name(), created_at];
    tx.execute_one(INSERT, values).await
}

const ANSWER: &str = "UPDATE design_claim SET state = $4, answered_at = $5 \
    WHERE shop_id = $1 AND listing_id = $2 AND state = $3";
pub(super) async fn answer(tx: &mut Tx, old: ClaimState, new: &Claim) -> Result<(), DbError> {
    let (listing, state) = (new.listing, new.state.name());
    tx.execute_one(ANSWER, params![listing.shop(), listing.number(), old.name(), state, new.answered_at])
        .await
}

const FORGET: &str = "DELETE FROM design_claim WHERE shop_id = $1 AND listing_id = $2";
pub(super) async fn forget(tx: &mut Tx, listing: ListingId) -> Result<(), DbError> {
    tx.execute(FORGET, params![listing.shop(), listing.number()]).await.map(drop)
}

const FIND: &str = concat!(claim_columns!(), "WHERE c.shop_id = $1 AND c.listing_id = $2");
/// What a listing says of its origin.
pub async fn find(tx: &mut Tx, listing: ListingId) -> Result<Option<Claim>, DbError> {
    tx.find(FIND, params![listing.shop(), listing.number()], decode).await
}

const OF_CARDS: &str =
    concat!(claim_columns!(), "WHERE ", any_pair!("c.shop_id", "c.listing_id"), " LIMIT 100");
/// What several listings say, in no order.
pub async fn find_several(tx: &mut Tx, ids: &[ListingId]) -> Result<Vec<Claim>, DbError> {
    let keys = ids.iter().map(|id| params![id.shop(), id.number()].to_vec()).collect();
    tx.list_several(OF_CARDS, keys, decode).await
}

const ASKED_OF: &str = concat!(
    claim_columns!(),
    "WHERE c.record_shop = $1 AND c.state <> 'own' ORDER BY c.created_at DESC, c.listing_id DESC LIMIT $2"
);
/// Who sells after a shop's records, or wants to: the newest first.
pub async fn asked_of(tx: &mut Tx, maker: ShopId, limit: i64) -> Result<Vec<Claim>, DbError> {
    tx.list(ASKED_OF, params![maker, limit], decode).await
}

const OF_RECORD: &str = concat!(
    claim_columns!(),
    "JOIN listing l ON l.shop_id = c.shop_id AND l.id = c.listing_id AND l.state = 'active' \
     JOIN shop s ON s.id = c.shop_id AND s.state = 'open' \
     WHERE c.record_shop = $1 AND c.state IN ('own', 'granted') AND c.record_id = $2 \
     ORDER BY c.listing_id DESC LIMIT $3"
);
/// What is on sale after a record, with the maker's yes.
pub async fn of_record(tx: &mut Tx, record: RecordId, limit: i64) -> Result<Vec<Claim>, DbError> {
    tx.list(OF_RECORD, params![record.shop(), record.number(), limit], decode).await
}

const ORIGINAL: &str = "SELECT shop_id, listing_id FROM design_claim WHERE state = $1 \
    AND (shop_id > $2 OR (shop_id = $2 AND listing_id > $3)) ORDER BY shop_id, listing_id LIMIT $4";
/// Listings of original design in one state, after one.
pub(super) async fn list_original(
    tx: &mut Tx,
    state: ClaimState,
    after: (ShopId, i64),
    limit: i64,
) -> Result<Vec<(ShopId, i64)>, DbError> {
    let values = params![state.name(), after.0, after.1, limit];
    tx.list(ORIGINAL, values, |mut row| Ok((row.shop()?, row.int()?))).await
}
