//! A hall as it is kept: what stands in it, and why.

use goods::catalog::ListingId;
use serde::{Deserialize, Serialize};

use super::ExhibitId;

/// The most that stand in one room.
pub const MOST: usize = 24;

/// Why an exhibit stands in somebody's hall.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "why")]
pub enum Reason {
    /// They looked at this listing, or at one of its craft or its shop.
    Viewed { of: ListingId },
    /// They keep it, or one like it.
    Wished { of: ListingId },
    /// They bought something like it.
    Bought { of: ListingId },
    /// They look for these words again and again.
    Searched { words: String },
    /// They came by its own link.
    Asked,
    /// It is new in the hall.
    Fresh,
    /// It is in the mix of the day, in which every shop has the same chance.
    Mix,
}

impl Reason {
    /// The word for it in texts and in the API.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Viewed { .. } => "viewed",
            Self::Wished { .. } => "wished",
            Self::Bought { .. } => "bought",
            Self::Searched { .. } => "searched",
            Self::Asked => "asked",
            Self::Fresh => "fresh",
            Self::Mix => "mix",
        }
    }

    /// The listing because of which it is there.
    pub fn of(&self) -> Option<ListingId> {
        match self {
            Self::Viewed { of } | Self::Wished { of } | Self::Bought { of } => Some(*of),
            Self::Searched { .. } | Self::Asked | Self::Fresh | Self::Mix => None,
        }
    }
}

/// An exhibit in somebody's hall.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pick {
    pub exhibit: ExhibitId,
    pub reason: Reason,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hall {
    /// Days since 1970 in UTC.
    pub day: i64,
    pub seed: i64,
    /// The first stands at the end of the way, where whoever comes in sees it.
    pub picks: Vec<Pick>,
}
