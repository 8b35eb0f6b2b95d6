//! What a message is made of. Cards keep what was true when they were sent.

use kernel::{AccountId, Money, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Offer, OfferAct, OfferId, OfferLine, OfferState, offer::may, quotes::QuoteCard};
use crate::{
    catalog::ListingId,
    orders::{OrderId, refunds::Side},
};

/// One message of a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// 1, 2, 3 … without a gap.
    pub position: i64,
    #[serde(with = "side")]
    pub by: Side,
    /// Who wrote it; none for what came by itself.
    pub account: Option<AccountId>,
    /// What the writer's device called it.
    pub key: String,
    pub body: Body,
    pub at: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Body {
    Text {
        words: String,
    },
    /// Names of files, and what is said about them.
    Photos {
        files: Vec<String>,
        words: String,
    },
    Listing {
        card: ThingCard,
    },
    Order {
        order: OrderId,
        total: Money,
        card: ThingCard,
    },
    Offer {
        card: OfferCard,
    },
    /// A request for a quote, or a quote.
    Quote {
        card: Box<QuoteCard>,
    },
    /// A part of the work on an order is done.
    Progress {
        order: OrderId,
        /// The how manieth of how many milestones.
        position: i64,
        of: i64,
        title: String,
        words: String,
        files: Vec<String>,
    },
    /// The shop's own words while nobody is there.
    Away {
        words: String,
    },
}

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
    #[serde(with = "side")]
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

/// Characters of a message that a list shows.
const PREVIEW: usize = 120;

impl Body {
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Text { .. } => "text",
            Self::Photos { .. } => "photos",
            Self::Listing { .. } => "listing",
            Self::Order { .. } => "order",
            Self::Offer { .. } => "offer",
            Self::Quote { .. } => "quote",
            Self::Progress { .. } => "progress",
            Self::Away { .. } => "away",
        }
    }

    /// What somebody wrote in it.
    pub fn words(&self) -> &str {
        match self {
            Self::Text { words }
            | Self::Photos { words, .. }
            | Self::Progress { words, .. }
            | Self::Away { words } => words,
            Self::Quote { card } => card.words(),
            Self::Listing { card } | Self::Order { card, .. } => &card.title,
            Self::Offer { card } => &card.note,
        }
    }

    /// Names of the pictures in it.
    pub fn files(&self) -> Vec<&String> {
        match self {
            Self::Photos { files, .. } | Self::Progress { files, .. } => files.iter().collect(),
            Self::Quote { card } => card.photos().collect(),
            Self::Text { .. }
            | Self::Listing { .. }
            | Self::Order { .. }
            | Self::Offer { .. }
            | Self::Away { .. } => Vec::new(),
        }
    }

    pub fn preview(&self) -> String {
        self.words().chars().map(|c| if c.is_control() { ' ' } else { c }).take(PREVIEW).collect()
    }
}

/// A side by its name.
mod side {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::orders::refunds::Side;

    pub fn serialize<S: Serializer>(side: &Side, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(side.name())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Side, D::Error> {
        let name = String::deserialize(from)?;
        Side::parse(&name).ok_or_else(|| D::Error::custom("no such side"))
    }
}
