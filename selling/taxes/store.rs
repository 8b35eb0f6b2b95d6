use kernel::{BasisPoints, Day, ShopId};
use platform::{
    db::{DbError, Row, Tx},
    params,
};

use super::{TaxTerms, TermsId};
use crate::prices::{ExportRule, ShopTax};

fn rate(points: i64) -> BasisPoints {
    BasisPoints::new(u32::try_from(points).unwrap_or_default())
}

macro_rules! terms_columns {
    () => {
        "SELECT shop_id, id, from_day, name, standard_rate, reduced_rate, export, created_at FROM tax_terms "
    };
}

fn decode(mut row: Row) -> Result<TaxTerms, DbError> {
    let id = TermsId::new(row.shop()?, row.int()?);
    let from = Day::from_number(row.int()?);
    let stated = ShopTax {
        name: row.text()?,
        standard: rate(row.int()?),
        reduced: row.maybe_int()?.map(rate),
        export: row.word(ExportRule::parse)?,
    };
    let stated = (!stated.name.is_empty()).then_some(stated);
    Ok(TaxTerms { id, from, stated, created_at: row.time()? })
}

const INSERT: &str = "INSERT INTO tax_terms (shop_id, id, from_day, name, standard_rate, reduced_rate, export, created_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
pub(super) async fn insert(tx: &mut Tx, terms: &TaxTerms) -> Result<(), DbError> {
    let (name, standard, reduced, export) = match &terms.stated {
        Some(stated) => (stated.name.as_str(), stated.standard.get(), stated.reduced, stated.export),
        None => ("", 0, None, ExportRule::Taxed),
    };
    let values = params![
        terms.id.shop(),
        terms.id.number(),
        terms.from.number(),
        name,
        i64::from(standard),
        reduced.map(|rate| i64::from(rate.get())),
        export.name(),
        terms.created_at
    ];
    tx.execute_one(INSERT, values).await
}

const LIST: &str = concat!(terms_columns!(), "WHERE shop_id = $1 ORDER BY from_day DESC, id DESC LIMIT 200");
/// What a shop has stated and will state, the last day first.
pub async fn list(tx: &mut Tx, shop: ShopId) -> Result<Vec<TaxTerms>, DbError> {
    tx.list(LIST, params![shop], decode).await
}

const COUNT: &str = "SELECT COUNT(*) FROM tax_terms WHERE shop_id = $1";
pub(super) async fn count(tx: &mut Tx, shop: ShopId) -> Result<i64, DbError> {
    tx.number(COUNT, params![shop]).await
}

const FIND: &str = concat!(terms_columns!(), "WHERE shop_id = $1 AND id = $2");
pub(super) async fn find(tx: &mut Tx, id: TermsId) -> Result<Option<TaxTerms>, DbError> {
    tx.find(FIND, params![id.shop(), id.number()], decode).await
}

const DELETE: &str = "DELETE FROM tax_terms WHERE shop_id = $1 AND id = $2";
pub(super) async fn delete(tx: &mut Tx, id: TermsId) -> Result<(), DbError> {
    tx.execute_one(DELETE, params![id.shop(), id.number()]).await
}

const FIND_IN_FORCE: &str = concat!(
    terms_columns!(),
    "WHERE shop_id = $1 AND from_day <= $2 ORDER BY from_day DESC, id DESC LIMIT 1"
);
/// What a shop states on a day; none when it states no tax.
pub async fn find_in_force(tx: &mut Tx, shop: ShopId, day: Day) -> Result<Option<ShopTax>, DbError> {
    let found = tx.find(FIND_IN_FORCE, params![shop, day.number()], decode).await?;
    Ok(found.and_then(|terms| terms.stated))
}
