use kernel::{Country, Money, Timestamp};
use people::shops::Shop;
use platform::db::Tx;

use crate::{
    orders::coupons::CountError,
    prices::{OrderTax, Taxable, tax},
    taxes,
};

/// The tax that is contained in goods of a shop and their shipping, by what it states today; none where it states none.
pub async fn tax_of(
    tx: &mut Tx,
    now: Timestamp,
    shop: &Shop,
    to: Country,
    goods: &[Taxable],
    shipping: Money,
) -> Result<Option<OrderTax>, CountError> {
    let today = taxes::calendar_day(now, &shop.zone);
    let Some(stated) = taxes::find_in_force(tx, shop.id, today).await? else { return Ok(None) };
    Ok(Some(tax(&stated, (shop.country, to), goods, shipping)?))
}
