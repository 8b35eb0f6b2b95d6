use kernel::Money;
use platform::{
    any_pair,
    db::{DbError, Tx},
    params,
};

use super::ListingId;

/// How a shop bargains about a listing. Nobody outside the shop may learn the limits.
#[derive(Clone, Copy, Debug)]
pub struct Bargain {
    pub is_negotiable: bool,
    /// A piece for less is declined.
    pub floor: Option<Money>,
    /// A piece for as much is sold at once.
    pub auto_accept: Option<Money>,
}

const NEGOTIABLE: &str = concat!(
    "SELECT shop_id, id FROM listing WHERE negotiable = 1 AND ",
    any_pair!("shop_id", "id"),
    " LIMIT 100"
);
/// Those of some listings about whose price one may talk.
pub async fn negotiable(tx: &mut Tx, ids: &[ListingId]) -> Result<Vec<ListingId>, DbError> {
    let keys = ids.iter().map(|id| params![id.shop(), id.number()].to_vec()).collect();
    tx.list_several(NEGOTIABLE, keys, |mut row| Ok(ListingId::new(row.shop()?, row.int()?))).await
}

const FIND: &str = "SELECT currency, negotiable, floor_minor, auto_accept_minor FROM listing \
    WHERE shop_id = $1 AND id = $2";
pub async fn bargain(tx: &mut Tx, listing: ListingId) -> Result<Option<Bargain>, DbError> {
    tx.find(FIND, params![listing.shop(), listing.number()], |mut row| {
        let currency = row.text()?;
        let currency =
            kernel::Currency::parse(&currency).map_err(|_| DbError::Corrupt { sql: FIND, column: 0 })?;
        let (is_negotiable, floor, auto_accept) = (row.flag()?, row.maybe_int()?, row.maybe_int()?);
        let money = |minor: Option<i64>| minor.map(|minor| Money::new(minor, currency));
        Ok(Bargain { is_negotiable, floor: money(floor), auto_accept: money(auto_accept) })
    })
    .await
}
