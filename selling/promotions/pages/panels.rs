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
    i18n::Lang,
    views::Shell,
};

use super::common::for_visitors;
use crate::promotions::Coupon;

#[derive(Template)]
#[template(path = "promotions/views/_for_you.html")]
struct ForYou<'a> {
    shell: &'a Shell,
    coupons: Vec<Coupon>,
    lang: Lang,
    /// The languages of the shop and of the market.
    own: Lang,
    home: Lang,
}

impl ForYou<'_> {
    fn name<'a>(&self, coupon: &'a Coupon) -> &'a str {
        coupon.name_in(self.lang, if coupon.is_of_market() { self.home } else { self.own })
    }
}

/// Beside a listing, and beside a shop's story while the shop is open.
pub fn for_you<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let Some(shop) = looking.shop else { return Ok(Vec::new()) };
        let shop = shops::find(tx, shop).await?;
        let Some(shop) = shop.filter(|shop| shop.state == shops::ShopState::Open) else {
            return Ok(Vec::new());
        };
        let (currency, own): (Currency, Lang) = (shop.currency, shop.language);
        let (lang, home) = (looking.lang, looking.home);
        let coupons = for_visitors(tx, looking.now, shop.id, currency).await?;
        let html =
            ForYou { shell: &looking.shell, coupons, lang, own, home }.render().map_err(DbError::draw)?;
        Ok(vec![("aside", html)])
    })
}
