use kernel::{Timestamp, words};

use super::GateId;
use crate::festivals::tickets::TicketId;

words! {
    /// Which way somebody went through a gate.
    Way { In = "in", Out = "out" }
}

/// Somebody went through a gate with a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub gate: GateId,
    /// 1, 2, 3 … of its gate.
    pub counter: i64,
    pub ticket: TicketId,
    /// Of the code that was shown.
    pub version: i64,
    pub way: Way,
    pub at: Timestamp,
}
