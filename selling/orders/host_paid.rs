//! What moves between a shop and the host who sold for it.

use kernel::{Money, MoneyError};

use super::Order;
use crate::ledger::{Account, Cause, Leg, Transfer, Unbalanced};

/// The goods are released: what of them is the host's goes from the shop to the host.
pub(super) fn share(order: &Order) -> Result<Vec<Transfer>, Unbalanced> {
    moved(order, Cause::HostShare, order.id.to_string(), order.host_kept()?)
}

/// Something of a completed order was given back: the host gives back their part of it.
pub(super) fn give_back(order: &Order, subject: String, amount: Money) -> Result<Vec<Transfer>, Unbalanced> {
    moved(order, Cause::HostShareBack, subject, amount.negate()?)
}

/// One movement in the books of both shops: what leaves the one on its account of hosts comes into the other by it, so that
/// this account is nothing over the market.
fn moved(order: &Order, cause: Cause, subject: String, amount: Money) -> Result<Vec<Transfer>, Unbalanced> {
    let Some(host) = order.host.filter(|_| !amount.is_zero()) else { return Ok(Vec::new()) };
    let legs = |to: Money| -> Result<[Leg; 2], MoneyError> {
        let hosts = Leg { account: Account::Hosts, amount: to.negate()? };
        Ok([Leg { account: Account::Shop, amount: to }, hosts])
    };
    let (shop, number) = (order.id.shop(), order.id.number());
    let from = Transfer::about(shop, number, &subject, cause, legs(amount.negate()?)?)?;
    let to = Transfer::about(host.shop, 0, &subject, cause, legs(amount)?)?;
    Ok(vec![from, to])
}
