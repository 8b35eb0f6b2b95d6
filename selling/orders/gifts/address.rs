use kernel::{Actor, Refused, Timestamp};
use people::{accounts::Address, rules::Rules};
use platform::{
    db::{DbError, Tx},
    jobs, sessions,
};

use super::{promises::TellOfGift, store};
use crate::orders::{
    self, OrderAct, OrderStage, OrderState, Step,
    pay::ShipClock,
    promises::{self, RefundUnshipped},
};

#[derive(Clone, Debug, thiserror::Error)]
pub enum AddressError {
    #[error("there is no such gift")]
    NoSuchGift,
    #[error("the gift waits for no address")]
    NotWaiting,
    #[error("the gift is paid to be sent elsewhere")]
    Elsewhere,
    #[error(transparent)]
    Refused(#[from] Refused<OrderStage>),
    #[error("the address could not be kept")]
    Store(#[from] DbError),
}

/// Say where a gift goes, as the one who holds its link. The shops' days to ship begin.
///
/// The address lies in the country and the region that the buyer has paid the shipping to.
pub async fn address(
    tx: &mut Tx,
    now: Timestamp,
    rules: &Rules,
    token: &str,
    to: &Address,
) -> Result<(), AddressError> {
    let gift = store::find_by_token(tx, &sessions::hash(token)).await?.ok_or(AddressError::NoSuchGift)?;
    let mut waiting = orders::list_of_purchase(tx, gift.purchase).await?;
    waiting.retain(
        |order| matches!(order.state, OrderState::Unaddressed { address_by, .. } if address_by > now),
    );
    if waiting.is_empty() {
        return Err(AddressError::NotWaiting);
    }
    if waiting.iter().any(|order| order.ship_to.country != to.country || order.ship_to.region != to.region) {
        return Err(AddressError::Elsewhere);
    }
    store::addressed(tx, now, gift.purchase).await?;
    for order in waiting {
        let ShipClock { ready_at, ship_by } = ShipClock::of(&order, now, rules);
        let addressed = order.step(Step::Address { ready_at, ship_by })?;
        store::send_to(tx, order.id, to).await?;
        orders::store::advance(tx, now, &Actor::Guest, OrderAct::Address, &order, &addressed).await?;
        jobs::enqueue(tx, now, ship_by, &RefundUnshipped { order: order.id }).await?;
        promises::call_seller(tx, now, rules, order.id, ship_by).await?;
    }
    jobs::enqueue(tx, now, now, &TellOfGift { purchase: gift.purchase }).await?;
    Ok(())
}
