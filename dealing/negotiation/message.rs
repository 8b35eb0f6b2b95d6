//! What a message is made of. Cards keep what was true when they were sent.

use kernel::{AccountId, Money, Side, Timestamp};
use selling::orders::OrderId;
use serde::{Deserialize, Serialize};

use super::{OfferCard, ThingCard, quotes::QuoteCard};

/// One message of a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// 1, 2, 3 … without a gap.
    pub position: i64,
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
