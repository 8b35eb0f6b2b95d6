//! What listings add to the desk of a new shop.

use people::{
    capability::{Drawn, Looking},
    shops::pages::{shop_of_desk, start_step},
};
use platform::{Later, db::Tx};

use crate::catalog::{ListingState, count_of_shop};

/// The first listing that everybody sees.
pub fn start<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let Some(shop) = shop_of_desk(tx, looking).await? else { return Ok(Vec::new()) };
        let counts = count_of_shop(tx, shop.id).await?;
        let is_done = counts.iter().any(|(state, count)| *state == ListingState::Active && *count > 0);
        Ok(vec![start_step(&looking.shell, &shop, "listing", "tag", "/listings/new", is_done)?])
    })
}
