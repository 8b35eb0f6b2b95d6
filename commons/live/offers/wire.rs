use people::wire::Amount;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Answered, Group};

/// Open offers of a room that are alike.
#[derive(Serialize, ToSchema)]
pub struct GroupOut {
    pub listing_id: String,
    pub variant: String,
    pub quantity: i64,
    /// For all pieces together.
    pub amount: Amount,
    /// How many viewers offer this.
    pub count: i64,
}

impl From<Group> for GroupOut {
    fn from(group: Group) -> Self {
        Self {
            listing_id: group.listing.to_string(),
            variant: group.key.variant.to_string(),
            quantity: group.key.pieces,
            amount: group.key.amount.into(),
            count: group.count,
        }
    }
}

/// What became of the offers of a group.
#[derive(Serialize, ToSchema)]
pub struct AnsweredOut {
    /// As the host said.
    pub done: i64,
    /// Ended, since there were not so many pieces or the thing has changed.
    pub ended: i64,
}

impl From<Answered> for AnsweredOut {
    fn from(answered: Answered) -> Self {
        Self { done: answered.done, ended: answered.ended }
    }
}
