//! What becomes of the tax of an order when it is paid, cancelled, or given back in part: in the transaction of the money.

use kernel::{Money, MoneyError, Timestamp};
use platform::db::{DbError, Tx};

use super::{
    book::{Back, Held, deposited, since, take_back, whole},
    store::{self, Cause, Entry},
};
use crate::orders::{Order, OrderAmount, Proration};

/// Amounts were added up before they were paid: that they can be is known by now.
fn known<T>(found: Result<T, MoneyError>) -> Result<T, DbError> {
    found.map_err(|_| DbError::Raced)
}

async fn write(
    tx: &mut Tx,
    now: Timestamp,
    order: &Order,
    (cause, request): (Cause, i64),
    list: Vec<Held>,
) -> Result<(), DbError> {
    let list: Vec<Held> = list.into_iter().filter(|held| !held.is_nothing()).collect();
    store::write(tx, &Entry { now, order, cause, request }, &list).await
}

/// An order is paid: all of it, its deposit, or the rest of it.
pub(in crate::orders) async fn sold(
    tx: &mut Tx,
    now: Timestamp,
    order: &Order,
    is_rest: bool,
) -> Result<(), DbError> {
    if order.tax.is_none() {
        return Ok(());
    }
    let parts = store::parts(tx, order).await?;
    let before = if is_rest { store::held(tx, order).await? } else { Vec::new() };
    let after = match order.deposit {
        Some(deposit) if !is_rest => deposited(&parts, deposit.amount),
        Some(_) | None => whole(&parts),
    };
    let came = known(since(&before, &known(after)?))?;
    write(tx, now, order, (Cause::Sale, 0), came).await
}

/// An order is cancelled: all of it goes back.
pub(in crate::orders) async fn cancelled(tx: &mut Tx, now: Timestamp, order: &Order) -> Result<(), DbError> {
    if order.tax.is_none() {
        return Ok(());
    }
    let held = store::held(tx, order).await?;
    let gone = held.iter().map(Held::negated).collect::<Result<Vec<_>, _>>();
    write(tx, now, order, (Cause::Refund, 0), known(gone)?).await
}

/// A request has given something back: of its lines by their positions, of the shipping, and to the market.
pub(in crate::orders) async fn gave_back(
    tx: &mut Tx,
    now: Timestamp,
    order: &Order,
    request: i64,
    lines: &[(i64, Money)],
    (parts, back): (OrderAmount, Proration),
) -> Result<(), DbError> {
    if order.tax.is_none() {
        return Ok(());
    }
    let taxed = store::parts(tx, order).await?;
    let goods = lines.iter().filter_map(|(position, part)| {
        let line = taxed.iter().find(|line| line.line == *position)?;
        Some((line.part.taxed, *part))
    });
    let back = Back { goods: goods.collect(), shipping: parts.shipping, market: back.market };
    let held = store::held(tx, order).await?;
    let gone = known(take_back(&held, &back))?.iter().map(Held::negated).collect::<Result<Vec<_>, _>>();
    write(tx, now, order, (Cause::Refund, request), known(gone)?).await
}
