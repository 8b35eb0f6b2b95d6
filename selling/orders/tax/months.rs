//! What tax a shop took and gave back, month by month and rate by rate.

use kernel::{BasisPoints, Money, ShopId, Timestamp};
use platform::{
    db::{DbError, Row, Tx},
    params,
};

use crate::prices::{TaxPart, Taxed, Treatment};

/// The years that can be asked for.
pub const YEARS: std::ops::RangeInclusive<i64> = 1970..=9_998;

/// What one rate came to in a month.
#[derive(Clone, Debug)]
pub struct MonthTax {
    /// `2026-11`, on the shop's calendar.
    pub month: String,
    /// What the tax was called.
    pub name: String,
    /// What was sold, less what was given back.
    pub part: TaxPart,
}

const OF_MONTH: &str = "SELECT name, treatment, rate, CAST(SUM(gross_minor) AS BIGINT), currency, \
    CAST(SUM(market_minor) AS BIGINT), CAST(SUM(tax_minor) AS BIGINT) FROM tax_entry \
    WHERE shop_id = $1 AND created_at >= $2 AND created_at < $3 \
    GROUP BY name, treatment, rate, currency ORDER BY name, rate DESC, treatment LIMIT 1000";

fn decode(month: &str, mut row: Row) -> Result<MonthTax, DbError> {
    let name = row.text()?;
    let treatment = row.word(Treatment::parse)?;
    let taxed = Taxed { treatment, rate: BasisPoints::new(u32::try_from(row.int()?).unwrap_or_default()) };
    let gross = row.money()?;
    let mut money = || Ok::<_, DbError>(Money::new(row.int()?, gross.currency()));
    let part = TaxPart { taxed, gross, market: money()?, tax: money()? };
    Ok(MonthTax { month: month.to_owned(), name, part })
}

/// The months of a year of a shop's calendar in which something was taxed. What was given back counts in the month in which it was. Cost: a
/// scan of a year's entries, so it is a report.
pub async fn months(tx: &mut Tx, shop: ShopId, year: i16, zone: &str) -> Result<Vec<MonthTax>, DbError> {
    let mut all = Vec::new();
    for number in 1..=12_i8 {
        let Some((from, to)) = Timestamp::month(year, number, zone) else { continue };
        let month = format!("{year:04}-{number:02}");
        all.extend(tx.list(OF_MONTH, params![shop, from, to], |row| decode(&month, row)).await?);
    }
    Ok(all)
}
