//! What the capabilities around goods share at run time.

use std::ops::Deref;

use axum::extract::FromRef;
use people::market::Market;

use crate::search::Index;

/// The market, and the index that finds what it sells.
#[derive(Clone)]
pub struct Goods {
    market: Market,
    pub index: Index,
}

impl Goods {
    pub fn open(market: Market) -> Self {
        Self { index: Index::new(market.texts.clone()), market }
    }
}

impl Deref for Goods {
    type Target = Market;

    fn deref(&self) -> &Market {
        &self.market
    }
}

impl FromRef<Goods> for Market {
    fn from_ref(goods: &Goods) -> Self {
        goods.market.clone()
    }
}
