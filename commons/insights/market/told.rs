//! What a shop tells of itself for the figures of the market, if it likes.

use kernel::{Actor, Forbidden, ShopId, Timestamp, words};
use platform::{
    db::{DbError, Row, Tx},
    params,
};

words! {
    /// Yes, no, or not said: three things.
    SaidOfShop { Unsaid = "", Yes = "yes", No = "no" }
}

const FIND: &str = "SELECT women_led, was_before FROM insight_told WHERE shop_id = $1";
/// Whether women lead it, and whether it sold before it sold here.
pub async fn find_said(tx: &mut Tx, shop: ShopId) -> Result<[SaidOfShop; 2], DbError> {
    let decode = |mut row: Row| Ok([row.word(SaidOfShop::parse)?, row.word(SaidOfShop::parse)?]);
    Ok(tx.find(FIND, params![shop], decode).await?.unwrap_or([SaidOfShop::Unsaid; 2]))
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum SayError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("it could not be kept")]
    Store(#[from] DbError),
}

const SAY: &str = "INSERT INTO insight_told (shop_id, women_led, was_before, told_at) VALUES ($1, $2, $3, $4) \
    ON CONFLICT (shop_id) DO UPDATE SET women_led = $2, was_before = $3, told_at = $4";
/// Tell it, or take it back.
pub async fn say(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    [women_led, was_before]: [SaidOfShop; 2],
) -> Result<(), SayError> {
    let shop = by.shop()?;
    let values = params![shop, women_led.name(), was_before.name(), now];
    Ok(tx.execute(SAY, values).await.map(drop)?)
}
