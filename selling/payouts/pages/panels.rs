//! What payouts add to the desk of a new shop.

use people::{
    capability::{Drawn, Looking},
    shops::pages::{shop_of_desk, start_step},
};
use platform::{Later, db::Tx};

use crate::payouts::find_account;

/// Where the shop's money goes.
pub fn start<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let Some(shop) = shop_of_desk(tx, looking).await? else { return Ok(Vec::new()) };
        let is_done = find_account(tx, shop.id).await?.is_some();
        Ok(vec![start_step(&looking.shell, &shop, "account", "coins", "/payouts/account", is_done)?])
    })
}
