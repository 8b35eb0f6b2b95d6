//! What is known of one village, which costs its own days and shops, however many others there are.

use kernel::Day;
use platform::{
    db::{DbError, Row, Tx},
    params,
};

use super::{Inputs, Period, Rule, store::active};
use crate::villages::{DivisionCode, sales::store::sums};

const SUMS: &str = "SELECT CAST(COALESCE(SUM(orders), 0) AS BIGINT), CAST(COALESCE(SUM(undone), 0) AS BIGINT), \
    CAST(COALESCE(SUM(revenue_minor), 0) AS BIGINT), CAST(COALESCE(SUM(refunded_minor), 0) AS BIGINT), \
    CAST(COALESCE(SUM(unrated), 0) AS BIGINT) FROM village_day WHERE village = $1 AND day >= $2 AND day <= $3";
const SHOPS: &str = "SELECT COUNT(*), COUNT(DISTINCT NULLIF(household, '')), \
    CAST(COALESCE(SUM(CASE WHEN household = '' THEN 1 ELSE 0 END), 0) AS BIGINT) FROM village_membership \
    WHERE village = $1 AND joined_on <= $2 AND (left_on IS NULL OR left_on > $2)";
const ACTIVE: &str = "SELECT COUNT(*) FROM village_membership m JOIN shop s ON s.id = m.shop_id AND s.opened_at <= $4 \
    WHERE m.village = $5 AND m.joined_on <= $2 AND (m.left_on IS NULL OR m.left_on > $2) AND (SELECT \
    CAST(SUM(d.orders - d.undone) AS BIGINT) FROM sale_day d WHERE d.shop_id = m.shop_id AND d.day >= $1 AND d.day <= $2) >= $3";
const HOUSEHOLDS: &str = "SELECT value, year FROM village_fact WHERE division = $1 AND kind = 'households' AND year <= $2 \
    ORDER BY year DESC LIMIT 1";
const DECLARED: &str = "SELECT CAST(COALESCE(SUM(d.minor), 0) AS BIGINT) FROM village_membership m JOIN declared_sale d \
    ON d.shop_id = m.shop_id AND d.period = $2 WHERE m.village = $1 AND m.joined_on <= $3 AND (m.left_on IS NULL OR m.left_on > $3)";
/// The same as [`gather`](super::store::gather) finds of a village.
pub async fn gather_one(
    tx: &mut Tx,
    rule: &Rule,
    since: Day,
    as_of: Day,
    village: &DivisionCode,
) -> Result<Inputs, DbError> {
    let village = village.as_str();
    let (first, last, period) = (since.number(), as_of.number(), Period::of(as_of).number());
    let mut inputs = Inputs::default();
    if let Some(sums) = tx.find(SUMS, params![village, first, last], sums).await? {
        (inputs.revenue_minor, inputs.unrated) = (sums.net(), sums.unrated);
    }
    let three = |mut row: Row| Ok((row.int()?, row.int()?, row.int()?));
    let shops = tx.find(SHOPS, params![village, last], three).await?;
    (inputs.shops, inputs.households_with_shop, inputs.shops_without_household) = shops.unwrap_or_default();
    let mut key = active(rule, as_of).to_vec();
    key.push(village.into());
    inputs.active_shops = tx.number(ACTIVE, &key).await?;
    let two = |mut row: Row| Ok((row.int()?, row.int()?));
    let households = tx.find(HOUSEHOLDS, params![village, period + 1], two).await?;
    (inputs.households, inputs.households_year) = households.unzip();
    inputs.declared_minor = tx.number(DECLARED, params![village, period, last]).await?;
    Ok(inputs)
}
