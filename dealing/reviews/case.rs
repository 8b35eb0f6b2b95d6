//! A review that was reported: what was told, and what a moderator decides.

use kernel::{AccountId, Timestamp, words};

words! {
    /// Why somebody thinks that a review should not stand.
    ReportReason {
        Private = "private", Insulting = "insulting", NotAReview = "not-a-review", NotTrue = "not-true",
        Other = "other",
    }
}

/// What somebody tells the market about a review.
#[derive(Clone, Debug)]
pub struct Report {
    pub by: AccountId,
    pub reason: ReportReason,
    pub words: String,
    pub at: Timestamp,
}

words! {
    /// What a moderator does about a review.
    Decided { Hide = "hide", Keep = "keep", Restore = "restore" }
}

/// What a moderator decides, and why.
#[derive(Clone, Debug)]
pub struct Decision {
    pub decided: Decided,
    pub words: String,
}
