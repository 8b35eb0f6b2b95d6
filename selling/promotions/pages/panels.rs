//! What everybody may use in a shop, beside its listings and its story.

use askama::Template;
use kernel::Currency;
use people::{
    capability::{Drawn, Looking},
    shops,
};
use platform::{
    Later,
    db::{DbError, Tx},
    views::Shell,
};

use super::common::for_visitors;
use crate::promotions::Coupon;

#[derive(Template)]
#[template(path = "promotions/views/_for_you.html")]
struct ForYou<'a> {
    shell: &'a Shell,
    coupons: Vec<Coupon>,
}

/// Beside a listing, and beside a shop's story while the shop is open.
pub fn for_you<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let Some(shop) = looking.shop else { return Ok(Vec::new()) };
        let shop = shops::find(tx, shop).await?;
        let Some(shop) = shop.filter(|shop| shop.state == shops::ShopState::Open) else {
            return Ok(Vec::new());
        };
        let currency: Currency = shop.currency;
        let coupons = for_visitors(tx, looking.now, shop.id, currency).await?;
        let html = ForYou { shell: &looking.shell, coupons }.render().map_err(DbError::draw)?;
        Ok(vec![("aside", html)])
    })
}
