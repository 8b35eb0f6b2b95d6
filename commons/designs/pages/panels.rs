//! What designs add to a listing, to cards, and to a shop's story.

use askama::Template;
use goods::catalog::ListingId;
use people::{
    capability::{Drawn, Looking},
    shops::{self, Shop},
};
use platform::{
    Later,
    db::{DbError, Tx},
    i18n::Lang,
    views::Shell,
};

use super::common::Shown;
use crate::designs::{self, Claim, ClaimState, Record};

#[derive(Template)]
#[template(path = "designs/views/_listing.html")]
struct ListingPanel<'a> {
    shell: &'a Shell,
    lang: Lang,
    claim: Claim,
    made: Shown,
}

impl ListingPanel<'_> {
    fn is_own(&self) -> bool {
        self.claim.state == ClaimState::Own
    }
}

/// That a listing is of original design, and whose.
pub fn of_listing<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let Some(shop) = looking.shop else { return Ok(Vec::new()) };
        let found = designs::find_claim(tx, ListingId::new(shop, looking.id)).await?;
        let Some(claim) = found.filter(|claim| claim.state.is_good()) else { return Ok(Vec::new()) };
        let made = Shown::find(tx, claim.record).await?.filter(|made| made.record.is_open());
        let Some(made) = made else { return Ok(Vec::new()) };
        let panel = ListingPanel { shell: &looking.shell, lang: looking.lang, claim, made };
        Ok(vec![("aside", panel.render().map_err(DbError::draw)?)])
    })
}

#[derive(Template)]
#[template(path = "designs/views/_card.html")]
struct CardMark<'a> {
    shell: &'a Shell,
}

/// The same on its card.
pub fn of_cards<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let ids: Vec<ListingId> =
            looking.cards.iter().map(|card| ListingId::new(card.shop, card.id)).collect();
        let mark = CardMark { shell: &looking.shell }.render().map_err(DbError::draw)?;
        let mut drawn = Vec::new();
        for claim in designs::find_claims(tx, &ids).await?.iter().filter(|claim| claim.state.is_good()) {
            if !drawn
                .iter()
                .any(|(_, piece): &(&str, String)| piece.starts_with(&format!("{} ", claim.listing)))
            {
                drawn.push(("card", format!("{} {mark}", claim.listing)));
            }
        }
        Ok(drawn)
    })
}

#[derive(Template)]
#[template(path = "designs/views/_shop.html")]
struct ShopPanel<'a> {
    shell: &'a Shell,
    shop: &'a Shop,
    records: Vec<Record>,
}

#[derive(Template)]
#[template(path = "designs/views/_shop_aside.html")]
struct ShopAside<'a> {
    shell: &'a Shell,
    handle: &'a str,
}

/// Records that a shop's page shows.
const SHOWN: i64 = 8;

/// Below a shop's story its designs, and beside it what it may carry away.
pub fn of_shop<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let Some(shop) = looking.shop else { return Ok(Vec::new()) };
        let records = designs::list_open_of_shop(tx, shop, i64::MAX, SHOWN).await?;
        let Some(shop) = shops::find(tx, shop).await? else { return Ok(Vec::new()) };
        let mut drawn = Vec::new();
        if shop.state == shops::ShopState::Open {
            let aside = ShopAside { shell: &looking.shell, handle: &shop.handle };
            drawn.push(("aside", aside.render().map_err(DbError::draw)?));
        }
        if !records.is_empty() {
            let panel = ShopPanel { shell: &looking.shell, shop: &shop, records };
            drawn.push(("main", panel.render().map_err(DbError::draw)?));
        }
        Ok(drawn)
    })
}
