//! A fee that was paid, and what became of it.

use kernel::{OrderId, words};

use crate::festivals::{ApplicationId, ZoneId};

words! {
    /// What became of a fee that was paid.
    FeeState {
        /// It has its booth.
        Booth = "booth",
        Returned = "returned",
        /// It has no booth, and the market could not send it back by itself: its order is settled by the organiser.
        Owed = "owed",
        /// Its booth was given back too late.
        Kept = "kept",
    }
}

/// An order by which a fee was paid.
#[derive(Clone, Debug)]
pub struct Fee {
    pub order: OrderId,
    pub zone: ZoneId,
    /// None of who had no booth to pay.
    pub application: Option<ApplicationId>,
    pub state: FeeState,
}
