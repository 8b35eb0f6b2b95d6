//! A conversation that was reported: what was told, and what was decided.

use kernel::{AccountId, Side, Timestamp, shop_id, words};

use crate::negotiation::ConversationId;

shop_id!(
    /// What one side tells the moderators about a conversation.
    ReportId
);

words! {
    /// Why somebody thinks that it should not have been said.
    ReportReason {
        Insulting = "insulting", Fraud = "fraud", Elsewhere = "elsewhere", Unwanted = "unwanted",
        Forbidden = "forbidden", Other = "other",
    }
}

#[derive(Clone, Debug)]
pub struct Report {
    pub id: ReportId,
    pub conversation: ConversationId,
    pub by: AccountId,
    pub side: Side,
    /// Who wrote what is reported.
    pub about: AccountId,
    /// Of the reported message; none for the whole conversation.
    pub position: Option<i64>,
    pub reason: ReportReason,
    pub words: String,
    /// What came of it; none while it waits for a moderator.
    pub decided: Option<Decided>,
    pub at: Timestamp,
}

words! {
    /// What a moderator decides about a report.
    Ruling { Dismiss = "dismiss", Warn = "warn", Pause = "pause" }
}

/// What was decided.
#[derive(Clone, Debug)]
pub struct Decided {
    pub ruling: Ruling,
    pub by: AccountId,
    pub words: String,
    pub at: Timestamp,
    pub paused_until: Option<Timestamp>,
}
