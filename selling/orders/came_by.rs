use goods::{
    catalog::{self, VariantId},
    search::demand::{self, Who},
};
use kernel::Timestamp;
use platform::{
    db::{DbError, Tx},
    params,
};

use super::Channel;

const CAME_BY: &str =
    "UPDATE cart_line SET channel = $1 WHERE holder = $2 AND shop_id = $3 AND variant_id = $4";
/// Note by which door something came into a cart: the page says it, or else search knows by which words somebody came to
/// it. The last door counts, and what is not in the cart is not noted.
pub async fn came_by(
    tx: &mut Tx,
    now: Timestamp,
    who: &Who,
    variant: VariantId,
    said: Option<Channel>,
) -> Result<(), DbError> {
    let Some(offered) = catalog::find_offered(tx, variant).await? else { return Ok(()) };
    let is_found = demand::carted(tx, now, who, offered.listing).await?;
    let by = said.or(is_found.then_some(Channel::Search));
    let (Some(by), Some(holder)) = (by, who.holder) else { return Ok(()) };
    tx.execute(CAME_BY, params![by.name(), holder, variant.shop(), variant.number()]).await.map(drop)
}
