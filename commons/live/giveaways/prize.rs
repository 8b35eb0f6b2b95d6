use goods::catalog;
use kernel::{Actor, Forbidden, Money, Timestamp};
use people::rules::Rules;
use platform::db::{DbError, Tx};
use selling::{
    orders::{self, Basket, BasketLine, Channel, Destination, PlaceError, Placed, Terms},
    payments::Takes,
};

use super::{GiveawayId, draw::put_back, store};

#[derive(Clone, Debug, thiserror::Error)]
pub enum PrizeError {
    #[error("there is no such prize for them")]
    NoSuchPrize,
    #[error("it was not taken in time")]
    Late,
    #[error(transparent)]
    Place(#[from] PlaceError),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the prize could not be kept")]
    Store(#[from] DbError),
}

/// Have the prize that one has won sent to an address: an order that costs nothing. Taken again, it is the order of the
/// first time.
pub async fn take_prize(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    takes: Takes,
    id: GiveawayId,
    to: Destination,
) -> Result<Placed, PrizeError> {
    let account = by.account()?;
    let giveaway = store::find(tx, id).await?.ok_or(PrizeError::NoSuchPrize)?;
    let prize = store::prize_of(tx, id, account).await?.ok_or(PrizeError::NoSuchPrize)?;
    let offered = catalog::find_offered(tx, giveaway.variant).await?.ok_or(PrizeError::NoSuchPrize)?;
    let currency = offered.unit.currency();
    let key = format!("prize-{id}");
    if let Some(placed) = orders::find_placed(tx, account, &key, currency).await? {
        return Ok(placed);
    }
    if prize.is_returned || now > prize.until {
        return Err(PrizeError::Late);
    }
    // The piece that was held goes back and is taken again by the order, in one transaction.
    put_back(tx, &giveaway, 1).await?;
    let new_address = to.new_address();
    let basket = Basket {
        shop: id.shop(),
        lines: vec![BasketLine { unit: Money::zero(currency), ..orders::line(offered, 1) }],
        shipping: Money::zero(currency),
        ship_to: to.address,
        note: String::new(),
        tax: None,
        work: None,
        host: None,
        channel: Channel::Live,
    };
    let terms = Terms { new_address, ..Terms::with_one_shop(account, key, basket) };
    let placed = orders::place(tx, now, rules, takes, terms).await?;
    store::ordered(tx, id, prize.number, placed.purchase).await?;
    Ok(placed)
}

/// What no winner took in time is the shop's again.
pub async fn return_prizes(tx: &mut Tx, now: Timestamp, id: GiveawayId) -> Result<(), DbError> {
    let Some(giveaway) = store::find(tx, id).await? else { return Ok(()) };
    let returned = store::give_back(tx, now, id).await?;
    put_back(tx, &giveaway, returned).await
}
