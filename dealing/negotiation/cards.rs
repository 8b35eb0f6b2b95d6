//! What a message shows beside words, as it was when it was sent.

use goods::catalog::ListingId;
use kernel::{Money, Side};
use serde::{Deserialize, Serialize};

use super::{Offer, OfferAct, OfferId, OfferLine, OfferState, offer::may};

/// A listing as it is shown beside words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThingCard {
    pub listing: ListingId,
    pub title: String,
    pub title_en: String,
    pub picture: String,
    pub price: Money,
}

/// An offer as it stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferCard {
    pub offer: OfferId,
    /// Whose offer it is.
    pub by: Side,
    pub state: OfferState,
    pub things: Vec<OfferLine>,
    pub list: Money,
    pub amount: Money,
    pub note: String,
    /// The offer that it counters.
    pub answers: Option<OfferId>,
}

impl From<&Offer> for OfferCard {
    fn from(offer: &Offer) -> Self {
        Self {
            offer: offer.id,
            by: offer.by,
            state: offer.state.clone(),
            things: offer.things.clone(),
            list: offer.list,
            amount: offer.amount,
            note: offer.note.clone(),
            answers: offer.answers,
        }
    }
}

impl OfferCard {
    /// What one side may do with it as long as it stands as it is here.
    pub fn can(&self, side: Side, act: OfferAct) -> bool {
        may(self.by, self.state.stage(), side, act)
    }
}
