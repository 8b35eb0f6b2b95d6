//! What the capabilities around goods share at run time.

use std::{ops::Deref, sync::Arc};

use axum::extract::FromRef;
use people::market::Market;
use platform::http::Fetcher;

use crate::{catalog::Opened, search::Index};

/// The market, the index that finds what it sells, and what fetches the pictures that an import names.
///
/// One pointer: every request has a copy.
#[derive(Clone)]
pub struct Goods(Arc<Inner>);

pub struct Inner {
    market: Market,
    pub index: Index,
    pub fetcher: Fetcher,
    /// The file that is being imported.
    pub opened: Opened,
}

impl Goods {
    pub fn open(market: Market) -> Self {
        let fetcher = Fetcher::new(&market.config.picture_origins);
        let index = Index::new(
            market.texts.clone(),
            market.config.data.join("search"),
            &market.capabilities,
            market.db.changes().clone(),
        );
        Self(Arc::new(Inner { index, fetcher, opened: Opened::default(), market }))
    }
}

impl Deref for Goods {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Deref for Inner {
    type Target = Market;

    fn deref(&self) -> &Market {
        &self.market
    }
}

impl FromRef<Goods> for Market {
    fn from_ref(goods: &Goods) -> Self {
        goods.0.market.clone()
    }
}
