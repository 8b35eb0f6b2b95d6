use kernel::{Timestamp, id, words};

id!(
    /// A text to somebody's phone.
    TextId
);

words! {
    /// Where a text stands.
    TextState {
        Waiting = "waiting",
        /// The gateway has taken it.
        Sent = "sent",
        Delivered = "delivered",
        Undelivered = "undelivered",
        /// The gateway will not send it.
        Refused = "refused",
        /// The person, or the market, has had as many as a day may have.
        OverCap = "over_cap",
        /// It waited too long to be news.
        Stale = "stale",
        /// Its reader has no phone number any more.
        Gone = "gone",
    }
}

/// A text, as the operator sees it: without its words and without its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    pub id: TextId,
    pub kind: String,
    /// The last two digits of the number that it went to.
    pub tail: String,
    pub segments: i64,
    pub state: TextState,
    pub status: Option<i64>,
    pub created_at: Timestamp,
    pub changed_at: Timestamp,
}

/// The last two digits of a number.
pub fn tail(number: &str) -> &str {
    number.get(number.len().saturating_sub(2)..).unwrap_or_default()
}
