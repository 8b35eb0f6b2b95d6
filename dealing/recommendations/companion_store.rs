//! Which listings go together, as counts.

use goods::catalog::ListingId;
use platform::{
    db::{DbError, Row, Statement, Tx},
    params,
};
use selling::orders::PurchaseId;

use super::weight::{MOST, decayed};

/// A listing that goes with another, with its weight today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Companion {
    pub listing: ListingId,
    pub weight: i64,
}

const ALL: &str = "SELECT other_shop_id, other_listing_id, weight, day FROM companion \
    WHERE shop_id = $1 AND listing_id = $2 LIMIT 100";
/// What goes with a listing, the heaviest first.
pub async fn companions(tx: &mut Tx, day: i64, of: ListingId) -> Result<Vec<Companion>, DbError> {
    let decode = |mut row: Row| {
        let listing = ListingId::new(row.shop()?, row.int()?);
        let weight = row.int()?;
        Ok(Companion { listing, weight: decayed(weight, day - row.int()?) })
    };
    let mut all = tx.list(ALL, params![of.shop(), of.number()], decode).await?;
    all.sort_by_key(|one| (std::cmp::Reverse(one.weight), one.listing));
    Ok(all)
}

const PUT: &str = "INSERT INTO companion (shop_id, listing_id, other_shop_id, other_listing_id, weight, day) \
    VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (shop_id, listing_id, other_shop_id, other_listing_id) \
    DO UPDATE SET weight = $5, day = $6";
const DELETE: &str = "DELETE FROM companion \
    WHERE shop_id = $1 AND listing_id = $2 AND other_shop_id = $3 AND other_listing_id = $4";
/// Let one listing go with another by so much more. Of more than are kept the lightest go, and what weighs nothing any
/// more; never the one that has just come.
pub async fn add(tx: &mut Tx, day: i64, of: ListingId, with: ListingId, more: i64) -> Result<(), DbError> {
    let (own, others): (Vec<_>, Vec<_>) =
        companions(tx, day, of).await?.into_iter().partition(|one| one.listing == with);
    let weight = own.first().map_or(0, |one| one.weight) + more;
    let key = |other: ListingId| params![of.shop(), of.number(), other.shop(), other.number()].to_vec();
    let mut row = key(with);
    row.extend([weight.into(), day.into()]);
    let gone = others.iter().enumerate().filter(|(at, one)| *at + 1 >= MOST || one.weight == 0);
    let gone = gone.map(|(_, one)| -> Statement { (DELETE, key(one.listing)) });
    let all: Vec<Statement> = std::iter::once((PUT, row)).chain(gone).collect();
    tx.execute_all(&all).await.map(drop)
}

const CLAIM: &str = "INSERT INTO companion_purchase (purchase_id, day) VALUES ($1, $2) \
    ON CONFLICT (purchase_id) DO NOTHING";
/// Whether the things of a purchase are still to be counted: true once.
pub async fn claim(tx: &mut Tx, day: i64, purchase: PurchaseId) -> Result<bool, DbError> {
    Ok(tx.execute(CLAIM, params![purchase.get(), day]).await? > 0)
}

const SWEEP: &str = "DELETE FROM companion WHERE day < $1";
const SWEEP_PURCHASES: &str = "DELETE FROM companion_purchase WHERE day < $1";
/// Forget what nobody has looked at or bought together since a day, and the purchases counted before it.
pub async fn sweep(tx: &mut Tx, before: i64) -> Result<(), DbError> {
    tx.execute(SWEEP, params![before]).await?;
    tx.execute(SWEEP_PURCHASES, params![before]).await.map(drop)
}
