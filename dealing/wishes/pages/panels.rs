//! What wishes add to the page of a listing.

use askama::Template;
use goods::catalog::ListingId;
use people::capability::{Drawn, Looking};
use platform::{
    Later,
    db::{DbError, Tx},
    views::Shell,
};

use crate::wishes::{self, store};

#[derive(Template)]
#[template(path = "wishes/views/_panel.html")]
struct ListingPanel<'a> {
    shell: &'a Shell,
    listing: ListingId,
    is_kept: bool,
    /// The listing's own address.
    path: &'a str,
}

/// A heart to keep the listing or to take it out, and the way to the list. Drafts have none.
pub fn of_listing<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let Some(shop) = looking.shop else { return Ok(Vec::new()) };
        let listing = ListingId::new(shop, looking.id);
        let is_kept = match looking.holder {
            Some(holder) => wishes::find(tx, holder, listing).await?.is_some(),
            None => false,
        };
        if !is_kept && !store::is_on_sale(tx, listing).await? {
            return Ok(Vec::new());
        }
        let path = looking.shell.path.split('?').next().unwrap_or_default();
        let panel = ListingPanel { shell: &looking.shell, listing, is_kept, path };
        Ok(vec![("aside", panel.render().map_err(DbError::draw)?)])
    })
}
