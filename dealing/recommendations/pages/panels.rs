//! What recommendations add to the home page and to the page of a listing.

use askama::Template;
use goods::catalog::{self, Card, ListingId, pages::Marks};
use people::capability::{Drawn, Looking};
use platform::{
    Later,
    db::{DbError, Tx},
    i18n::Lang,
    views::Shell,
};

use crate::recommendations::{Pick, list, shelf, similar};

/// Things on a shelf of the home page, and of a listing's.
const SHOWN: i64 = 8;
const SIMILAR: usize = 6;

#[derive(Template)]
#[template(path = "recommendations/views/_home.html")]
struct HomePanel<'a> {
    shell: &'a Shell,
    lang: Lang,
    marks: Marks,
    viewed: Vec<Card>,
    picks: Vec<Pick>,
}

/// What somebody viewed last, and what is picked for them because of it.
pub fn of_home<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let Some(holder) = looking.holder else { return Ok(Vec::new()) };
        let ids: Vec<_> =
            list(tx, holder, i64::MAX, SHOWN).await?.into_iter().map(|viewed| viewed.listing).collect();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let viewed = catalog::cards(tx, &ids).await?;
        let picks = shelf(tx, looking.now, holder, usize::try_from(SHOWN).unwrap_or_default()).await?;
        let (shell, lang) = (&looking.shell, looking.lang);
        let cards: Vec<&Card> = viewed.iter().chain(picks.iter().map(|pick| &pick.card)).collect();
        let marks = Marks::within(tx, looking, cards).await?;
        let panel = HomePanel { shell, lang, marks, viewed, picks };
        Ok(vec![("mine", panel.render().map_err(DbError::draw)?)])
    })
}

#[derive(Template)]
#[template(path = "recommendations/views/_listing.html")]
struct ListingPanel<'a> {
    shell: &'a Shell,
    lang: Lang,
    marks: Marks,
    similar: Vec<Card>,
}

/// What goes with a listing or is like it.
pub fn of_listing<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let Some(shop) = looking.shop else { return Ok(Vec::new()) };
        let listing = ListingId::new(shop, looking.id);
        let similar = similar(tx, looking.now, listing, SIMILAR).await?;
        if similar.is_empty() {
            return Ok(Vec::new());
        }
        let (shell, lang) = (&looking.shell, looking.lang);
        let marks = Marks::within(tx, looking, &similar).await?;
        let panel = ListingPanel { shell, lang, marks, similar };
        Ok(vec![("after", panel.render().map_err(DbError::draw)?)])
    })
}

#[derive(Template)]
#[template(path = "recommendations/views/_look.html")]
struct Look {
    listing: ListingId,
}

/// What a guest's browser says it shows, while they have no session.
pub fn look<'a>(_: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let Some(shop) = looking.shop.filter(|_| looking.holder.is_none()) else { return Ok(Vec::new()) };
        let look = Look { listing: ListingId::new(shop, looking.id) };
        Ok(vec![("after", look.render().map_err(DbError::draw)?)])
    })
}
