use goods::{catalog, shipping};
use kernel::{Actor, Refused, Timestamp};
use people::{accounts::Address, rules::Rules, shops};
use platform::{
    db::{DbError, Tx},
    jobs, sessions,
};

use super::{promises::TellOfGift, store};
use crate::orders::{
    self, Order, OrderAct, OrderStage, OrderState, Step,
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
/// The address lies in the country that the buyer has paid the shipping to. Its region may be another than the buyer
/// thought, where no shop asks more for sending it there.
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
    for order in &waiting {
        if !is_paid_for(tx, order, to).await? {
            return Err(AddressError::Elsewhere);
        }
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

/// Whether what was paid for the way is enough for the way to this address.
async fn is_paid_for(tx: &mut Tx, order: &Order, to: &Address) -> Result<bool, DbError> {
    if order.ship_to.country != to.country {
        return Ok(false);
    }
    if order.ship_to.region == to.region {
        return Ok(true);
    }
    let Some(shop) = shops::find(tx, order.id.shop()).await? else { return Ok(false) };
    let mut grams = 0_i64;
    for line in orders::lines(tx, order.id).await? {
        // What is not in the shop any more has no weight that could be asked for.
        let Some(offered) = catalog::find_offered(tx, line.variant).await? else { return Ok(false) };
        if offered.requires_shipping {
            grams = grams.saturating_add(offered.weight_grams.saturating_mul(line.quantity));
        }
    }
    let rate = shipping::quote(tx, &shop, to, grams, order.items).await?;
    Ok(rate.is_some_and(|rate| rate.price.minor() <= order.shipping.minor()))
}
