//! What the capabilities of a community share at run time.

use std::{ops::Deref, sync::Arc};

use axum::extract::FromRef;
use goods::Goods;
use people::market::Market;
use selling::Selling;

use crate::{designs::Gallery, insights::Showings, live::Studio};

/// The market with all that is sold in it, and the studio in which its shows are made, and the
/// pictures of its designs.
#[derive(Clone)]
pub struct Commons(Arc<Inner>);

struct Inner {
    selling: Selling,
    studio: Arc<Studio>,
    gallery: Gallery,
    showings: Showings,
}

impl Commons {
    pub fn open(selling: Selling) -> Self {
        let (studio, gallery, showings) = (Arc::default(), Gallery::default(), Showings::default());
        Self(Arc::new(Inner { selling, studio, gallery, showings }))
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

    /// The pictures of design records, to compare others with.
    pub fn gallery(&self) -> &Gallery {
        &self.0.gallery
    }

    /// Who has seen something of which shops lately.
    pub fn showings(&self) -> &Showings {
        &self.0.showings
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
