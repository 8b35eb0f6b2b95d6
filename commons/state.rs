//! What the capabilities of a community share at run time.

use std::{ops::Deref, sync::Arc};

use axum::extract::FromRef;
use goods::Goods;
use people::market::Market;
use selling::Selling;

use crate::live::Studio;

/// The market with all that is sold in it, and the studio in which its shows are made.
#[derive(Clone)]
pub struct Commons(Arc<Inner>);

struct Inner {
    selling: Selling,
    studio: Arc<Studio>,
}

impl Commons {
    pub fn open(selling: Selling) -> Self {
        Self(Arc::new(Inner { selling, studio: Arc::default() }))
    }

    pub fn selling(&self) -> Selling {
        self.0.selling.clone()
    }

    /// Where shows come in and go out.
    pub fn studio(&self) -> &Studio {
        &self.0.studio
    }

    /// The same, for those who hold it for as long as a show goes on.
    pub fn shared_studio(&self) -> Arc<Studio> {
        self.0.studio.clone()
    }
}

impl Deref for Commons {
    type Target = Selling;

    fn deref(&self) -> &Selling {
        &self.0.selling
    }
}

impl FromRef<Commons> for Selling {
    fn from_ref(commons: &Commons) -> Self {
        commons.0.selling.clone()
    }
}

impl FromRef<Commons> for Goods {
    fn from_ref(commons: &Commons) -> Self {
        Self::from_ref(&commons.0.selling)
    }
}

impl FromRef<Commons> for Market {
    fn from_ref(commons: &Commons) -> Self {
        Self::from_ref(&commons.0.selling)
    }
}
