use kernel::Timestamp;
use platform::{
    db::{DbError, Row, Tx},
    params,
};

use super::Order;

/// The number of an invoice: without gaps for each shop and each year of its calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvoiceNumber {
    pub year: i64,
    pub number: i64,
    pub issued_at: Timestamp,
}

impl InvoiceNumber {
    /// As it stands on the paper: `2026-00017`.
    pub fn words(self) -> String {
        format!("{}-{:05}", self.year, self.number)
    }
}

const FIND: &str = "SELECT year, number, issued_at FROM invoice WHERE shop_id = $1 AND order_id = $2";
/// The number of an order's invoice, if it has been asked for.
pub async fn find_invoice(tx: &mut Tx, order: &Order) -> Result<Option<InvoiceNumber>, DbError> {
    let decode =
        |mut row: Row| Ok(InvoiceNumber { year: row.int()?, number: row.int()?, issued_at: row.time()? });
    tx.find(FIND, params![order.id.shop(), order.id.number()], decode).await
}

const HOLD: &str = "INSERT INTO invoice_year (shop_id, year, last) VALUES ($1, $2, 0) \
    ON CONFLICT (shop_id, year) DO UPDATE SET last = invoice_year.last";
const NEXT: &str = "UPDATE invoice_year SET last = last + 1 WHERE shop_id = $1 AND year = $2 RETURNING last";
const KEEP: &str =
    "INSERT INTO invoice (shop_id, year, number, order_id, issued_at) VALUES ($1, $2, $3, $4, $5)";
/// The number of an order's invoice: given when it is asked for first, and kept for good.
pub async fn number_invoice(
    tx: &mut Tx,
    now: Timestamp,
    order: &Order,
    zone: &str,
) -> Result<InvoiceNumber, DbError> {
    if let Some(found) = find_invoice(tx, order).await? {
        return Ok(found);
    }
    let (shop, year) = (order.id.shop(), now.in_zone(zone).map_or(1970, |day| i64::from(day.year())));
    // Whoever asks at the same time waits here, and finds what was given meanwhile.
    tx.execute_one(HOLD, params![shop, year]).await?;
    if let Some(found) = find_invoice(tx, order).await? {
        return Ok(found);
    }
    let number = tx.number(NEXT, params![shop, year]).await?;
    tx.execute_one(KEEP, params![shop, year, number, order.id.number(), now]).await?;
    Ok(InvoiceNumber { year, number, issued_at: now })
}
