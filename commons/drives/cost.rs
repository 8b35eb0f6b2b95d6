//! What a drive has cost, as who leads it enters it: for the report, nothing is paid by it.

use kernel::{AccountId, Day, Money, Timestamp, id};

use super::DriveId;

id!(
    /// Something that a drive has cost.
    CostId
);

/// What is entered.
#[derive(Clone, Debug)]
pub struct NewCost {
    pub day: Day,
    pub what: String,
    pub amount: Money,
}

#[derive(Clone, Debug)]
pub struct Cost {
    pub id: CostId,
    pub drive: DriveId,
    pub said: NewCost,
    pub entered_by: AccountId,
    pub entered_at: Timestamp,
    /// Entered by mistake: it stays to be seen, and counts no more.
    pub struck_at: Option<Timestamp>,
}
