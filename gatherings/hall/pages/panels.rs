//! What the hall adds to the page of a listing: the way to its exhibit.

use askama::Template;
use goods::catalog::ListingId;
use people::capability::{Drawn, Looking};
use platform::{
    Later,
    db::{DbError, Tx},
    views::Shell,
};

use crate::hall::{self, Exhibit};

#[derive(Template)]
#[template(path = "hall/views/_listing.html")]
struct ListingPanel<'a> {
    shell: &'a Shell,
    exhibit: Exhibit,
}

pub fn of_listing<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let Some(shop) = looking.shop else { return Ok(Vec::new()) };
        let found = hall::find_of_listing(tx, ListingId::new(shop, looking.id)).await?;
        let Some(exhibit) = found.filter(Exhibit::is_shown) else { return Ok(Vec::new()) };
        let panel = ListingPanel { shell: &looking.shell, exhibit };
        Ok(vec![("aside", panel.render().map_err(DbError::draw)?)])
    })
}
