//! How a refund request ends, by name.

use serde::{Deserialize, Serialize};

/// Why the money went back without a ruling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Given {
    /// The shop agreed, or has its goods back.
    Seller,
    /// The shop gave it by itself: nobody had asked.
    Goodwill,
    /// The buyer took what the shop offered.
    Agreed,
    /// The buyer said nothing to the offer in time.
    OfferUnanswered,
    /// The shop did not answer in time.
    Unanswered,
    /// The shop never said where the goods should go.
    NoAddress,
    /// The goods were posted, and the shop did not say in time whether they came.
    Unconfirmed,
    /// The market did not rule in time.
    Unruled,
}

/// Why a request ended without money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ended {
    /// The buyer took it back.
    Withdrawn,
    /// The goods were not posted in time.
    NotPosted,
    /// The shop refused, and the buyer did not call the market in.
    NotCalled,
}

/// What the market decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Ruling {
    Full,
    Partial,
    Reject,
    /// The goods go back first, then the money: it does not end with this.
    Return,
}

impl Given {
    pub fn name(self) -> &'static str {
        match self {
            Self::Seller => "seller",
            Self::Goodwill => "goodwill",
            Self::Agreed => "agreed",
            Self::OfferUnanswered => "offer-unanswered",
            Self::Unanswered => "unanswered",
            Self::NoAddress => "no-address",
            Self::Unconfirmed => "unconfirmed",
            Self::Unruled => "unruled",
        }
    }
}

impl Ended {
    pub fn name(self) -> &'static str {
        match self {
            Self::Withdrawn => "withdrawn",
            Self::NotPosted => "not-posted",
            Self::NotCalled => "not-called",
        }
    }
}

impl Ruling {
    pub const ALL: [Self; 4] = [Self::Full, Self::Partial, Self::Reject, Self::Return];

    pub fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Partial => "partial",
            Self::Reject => "reject",
            Self::Return => "return",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ruling| ruling.name() == word)
    }
}
