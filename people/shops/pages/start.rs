//! The shop's own steps of the start list on its desk.

use platform::{Later, db::Tx};

use super::common::{shop_of_desk, start_step};
use crate::capability::{Drawn, Looking};

/// What the shop says of itself: a picture, and where it is.
pub fn steps<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let Some(shop) = shop_of_desk(tx, looking).await? else { return Ok(Vec::new()) };
        let has_place = !(shop.region.is_empty() && shop.city.is_empty() && shop.village.is_empty());
        let photo = start_step(&looking.shell, &shop, "photo", "camera", "/cover", !shop.cover.is_empty())?;
        let place = start_step(&looking.shell, &shop, "place", "place", "/settings#region", has_place)?;
        Ok(vec![photo, place])
    })
}
