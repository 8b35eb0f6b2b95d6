//! What a shop has set for its offers and nobody else may learn.

use goods::catalog;
use kernel::{Chance, Money, MoneyError, Timestamp, minutes};
use platform::db::{DbError, Tx};

use super::OfferLine;

/// What happens to a buyer's offer without the shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The shop decides.
    Ask,
    Accept,
    /// Below the floor.
    Decline,
}

/// Judge an amount by the floors and acceptance prices of the things. A thing without one leaves it to the shop.
pub async fn judge(tx: &mut Tx, things: &[OfferLine], amount: Money) -> Result<Verdict, DbError> {
    let (mut floor, mut accept) =
        (Some(Money::zero(amount.currency())), Some(Money::zero(amount.currency())));
    for thing in things {
        let terms = catalog::bargain(tx, thing.listing).await?;
        let add = |sum: Option<Money>, limit: Option<Money>| match (sum, limit) {
            (Some(sum), Some(limit)) => sum_up(sum, limit, thing.quantity).ok(),
            _ => None,
        };
        floor = add(floor, terms.as_ref().and_then(|terms| terms.floor));
        accept = add(accept, terms.as_ref().and_then(|terms| terms.auto_accept));
    }
    Ok(match (floor, accept) {
        (_, Some(accept)) if amount.minor() >= accept.minor() => Verdict::Accept,
        (Some(floor), _) if amount.minor() < floor.minor() => Verdict::Decline,
        _ => Verdict::Ask,
    })
}

fn sum_up(sum: Money, limit: Money, quantity: i64) -> Result<Money, MoneyError> {
    sum.checked_add(limit.times(quantity)?)
}

/// Minutes within which an offer below the floor is declined: a shop that looks soon, later, or much later.
const LOOKS: [(u64, u64); 3] = [(6, 30), (30, 120), (120, 480)];

/// When an offer below the floor declines itself: some time within the next hours, as a person might.
///
/// It depends on chance alone, so neither the amount nor the distance to the floor can be read from it.
pub fn decline_at(chance: &Chance, now: Timestamp, until: Timestamp) -> Timestamp {
    let at = usize::try_from(chance.below(LOOKS.len() as u64)).unwrap_or(0);
    let (from, to) = LOOKS.get(at).copied().unwrap_or(LOOKS[0]);
    let seconds = chance.below((to - from) * 60);
    let at = now + minutes(from) + std::time::Duration::from_secs(seconds);
    at.min(until)
}
