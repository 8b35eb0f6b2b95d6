//! What wishes add to the page of a listing and to the home page.

use askama::Template;
use goods::catalog::{Card, ListingId, pages::Marks};
use kernel::Timestamp;
use people::capability::{Drawn, Looking};
use platform::{
    Later,
    db::{DbError, Tx},
    i18n::Lang,
    views::Shell,
};

use super::common::{badges, on_sale};
use crate::wishes::{self, Shown, ShownWish, Wish, store};

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

#[derive(Template)]
#[template(path = "wishes/views/_home.html")]
struct HomePanel<'a> {
    shell: &'a Shell,
    lang: Lang,
    marks: Marks,
    wishes: Vec<ShownWish>,
    now: Timestamp,
}

impl HomePanel<'_> {
    fn notes(&self, one: &ShownWish) -> Vec<(&'static str, String)> {
        badges(self.shell, &one.wish, self.now)
    }
}

/// Wishes that are looked at for the home page, and those that it shows.
const LOOKED_AT: i64 = 100;
const SHOWN: usize = 8;

/// A few wishes: those of which something is to be said come first, then the newest.
pub fn of_home<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let Some(holder) = looking.holder else { return Ok(Vec::new()) };
        let mut wishes = wishes::list(tx, holder, i64::MAX, LOOKED_AT).await?;
        wishes.retain(|wish| wish.is_on_sale);
        wishes.sort_by_key(|wish: &Wish| wish.notes(looking.now).is_empty());
        wishes.truncate(SHOWN);
        let mut shown = ShownWish::load_all(tx, wishes).await?;
        shown.retain(|one| matches!(one.shown, Shown::OnSale(_)));
        if shown.is_empty() {
            return Ok(Vec::new());
        }
        let (shell, lang, now) = (&looking.shell, looking.lang, looking.now);
        let cards: Vec<&Card> = shown.iter().filter_map(on_sale).collect();
        let marks = Marks::within(tx, looking, cards).await?;
        let panel = HomePanel { shell, lang, marks, wishes: shown, now };
        Ok(vec![("mine", panel.render().map_err(DbError::draw)?)])
    })
}
