use askama::Template;
use axum::{extract::State, response::Response};
use kernel::{Currency, Money, ShopId};
use people::{
    capability::Shown,
    market::Market,
    panels::{self, Panels},
    shops::{self, Shop},
    visit::Visit,
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Paging, Problem},
};

use crate::catalog;

/// Shops with pictures of their works and what others say of them.
pub struct Stalls {
    pub shops: Vec<Shop>,
    covers: Vec<(ShopId, String)>,
    panels: Panels,
}

impl Stalls {
    /// What is drawn for shops that were found, with their pictures.
    pub async fn draw(visit: &Visit, shops: Vec<Shop>, covers: Vec<(ShopId, String)>) -> Self {
        let mut looking = visit.looking(visit.shell(""), None, 0);
        let price = Money::zero(Currency::CNY);
        looking.cards = shops.iter().map(|shop| Shown { shop: shop.id, id: 0, price }).collect();
        Self { panels: panels::draw(visit, "shop-card", looking).await, shops, covers }
    }

    pub fn covers_of(&self, shop: &Shop) -> impl Iterator<Item = &str> {
        self.covers.iter().filter(|(of, _)| *of == shop.id).map(|(_, cover)| cover.as_str())
    }

    pub fn has_covers(&self, shop: &Shop) -> bool {
        self.covers_of(shop).next().is_some()
    }

    pub fn marks(&self, shop: &Shop) -> String {
        self.panels.of("shop-card", &shop.id.to_string())
    }
}

#[derive(Template)]
#[template(path = "catalog/views/following.html")]
struct FollowingPage {
    shell: Shell,
    lang: Lang,
    stalls: Stalls,
    older: String,
}

/// `GET /following`: the shops that somebody follows, the latest first.
pub async fn index(State(market): State<Market>, visit: Visit, paging: Paging) -> Result<Response, Problem> {
    visit.buyer()?;
    let account = visit.account_id()?;
    let (before, limit) = (paging.before, paging.limit.and_one_more());
    let look = async move |tx: &mut Tx| {
        let found = shops::followed(tx, account, before, limit).await?;
        let ids: Vec<ShopId> = found.iter().map(|(_, shop)| shop.id).collect();
        Ok::<_, DbError>((found, catalog::covers(tx, &ids).await?))
    };
    let (found, covers) = market.db.read(look).await?;
    let (found, older) = paging.cut(found, |(since, _)| since.micros());
    let shops = found.into_iter().map(|(_, shop)| shop).collect();
    let stalls = Stalls::draw(&visit, shops, covers).await;
    views::page(&FollowingPage { shell: visit.shell("mine"), lang: visit.lang, stalls, older })
}
