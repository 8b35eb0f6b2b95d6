use kernel::Timestamp;
use platform::{
    db::{DbError, Row, Tx},
    params,
};

use super::{Call, CallPlan};
use crate::festivals::FestivalId;

macro_rules! call_columns {
    () => {
        "SELECT c.shop_id, c.festival_id, c.opens_at, c.closes_at, c.pay_days, c.words, c.words_en FROM festival_call c "
    };
}

fn decode(mut row: Row) -> Result<Call, DbError> {
    let shop = row.shop()?;
    Ok(Call {
        festival: FestivalId::new(shop, row.int()?),
        said: CallPlan {
            opens_at: row.time()?,
            closes_at: row.time()?,
            pay_days: row.int()?,
            words: row.text()?,
            words_en: row.text()?,
        },
    })
}

const KEEP: &str = "INSERT INTO festival_call (shop_id, festival_id, opens_at, closes_at, pay_days, words, words_en, updated_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (shop_id, festival_id) DO UPDATE SET opens_at = $3, closes_at = $4, \
    pay_days = $5, words = $6, words_en = $7, updated_at = $8";
pub(super) async fn keep(tx: &mut Tx, now: Timestamp, call: &Call) -> Result<(), DbError> {
    let (id, said) = (call.festival, &call.said);
    let values = params![
        id.shop(),
        id.number(),
        said.opens_at,
        said.closes_at,
        said.pay_days,
        &said.words,
        &said.words_en,
        now
    ];
    tx.execute_one(KEEP, values).await
}

const FIND: &str = concat!(call_columns!(), "WHERE c.shop_id = $1 AND c.festival_id = $2");
/// The call of a festival, whether it is open or not.
pub async fn find(tx: &mut Tx, festival: FestivalId) -> Result<Option<Call>, DbError> {
    tx.find(FIND, params![festival.shop(), festival.number()], decode).await
}

const OPEN: &str = concat!(
    call_columns!(),
    "JOIN festival f ON f.shop_id = c.shop_id AND f.id = c.festival_id \
     WHERE c.closes_at > $1 AND c.opens_at <= $1 AND f.state = 'announced' AND f.ends_at > $1 \
     ORDER BY c.closes_at, c.shop_id, c.festival_id LIMIT $2"
);
/// The calls that are open now, the one that closes first first.
pub async fn open_calls(tx: &mut Tx, now: Timestamp, limit: i64) -> Result<Vec<Call>, DbError> {
    tx.list(OPEN, params![now, limit], decode).await
}
