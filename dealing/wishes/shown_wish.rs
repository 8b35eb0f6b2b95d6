use goods::catalog::{self, Card, ListingId};
use people::shops::{self, Shop, pick};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
};

use super::{Wish, store};

/// A wish with what is shown of its listing.
#[derive(Clone, Debug)]
pub struct ShownWish {
    pub wish: Wish,
    pub shown: Shown,
}

/// A listing among others, or what is left of one that is no longer sold: whose it was.
#[derive(Clone, Debug)]
pub enum Shown {
    OnSale(Box<Card>),
    Ended(Box<Shop>),
}

impl ShownWish {
    pub fn title_in(&self, lang: &Lang) -> &str {
        match &self.shown {
            Shown::OnSale(card) => card.title_in(lang),
            Shown::Ended(shop) => pick(*lang, shop.language, &self.wish.title, &self.wish.title_en),
        }
    }

    pub async fn load(tx: &mut Tx, wish: Wish) -> Result<Option<Self>, DbError> {
        let shown = if wish.is_on_sale {
            catalog::card(tx, wish.listing).await?.map(|card| Shown::OnSale(Box::new(card)))
        } else {
            shops::find(tx, wish.listing.shop()).await?.map(|shop| Shown::Ended(Box::new(shop)))
        };
        Ok(shown.map(|shown| Self { wish, shown }))
    }

    pub async fn load_all(tx: &mut Tx, wishes: Vec<Wish>) -> Result<Vec<Self>, DbError> {
        let mut all = Vec::with_capacity(wishes.len());
        for wish in wishes {
            all.extend(Self::load(tx, wish).await?);
        }
        Ok(all)
    }
}

/// A listing that everybody may see, as it stands among others.
pub(super) async fn card(tx: &mut Tx, listing: ListingId) -> Result<Option<Card>, DbError> {
    if store::is_on_sale(tx, listing).await? { catalog::card(tx, listing).await } else { Ok(None) }
}
