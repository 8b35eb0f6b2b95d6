//! What shipping adds to the page of a shop: where it sends parcels, and for how much.

use askama::Template;
use kernel::{Currency, Money};
use people::{
    capability::{Drawn, Looking},
    shops,
};
use platform::{Later, db::DbError, db::Tx, views::Shell};

use super::{Zone, reach::places, store};

#[derive(Template)]
#[template(path = "shipping/views/_of_shop.html")]
struct Ways<'a> {
    shell: &'a Shell,
    currency: Currency,
    zones: Vec<Zone>,
}

impl Ways<'_> {
    fn money(&self, minor: &i64) -> String {
        self.shell.money(&Money::new(*minor, self.currency))
    }

    fn places(&self, zone: &Zone) -> String {
        places(self.shell, zone)
    }
}

pub fn ways_of_shop<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let Some(shop) = looking.shop else { return Ok(Vec::new()) };
        let Some(shop) = shops::find(tx, shop).await? else { return Ok(Vec::new()) };
        let zones = store::list(tx, shop.id).await?;
        if zones.is_empty() {
            return Ok(Vec::new());
        }
        let ways = Ways { shell: &looking.shell, currency: shop.currency, zones };
        Ok(vec![("aside", ways.render().map_err(DbError::draw)?)])
    })
}
