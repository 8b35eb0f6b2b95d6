//! What work waits for.

use platform::jobs::{Lane, Promise};
use serde::{Deserialize, Serialize};

use super::{HandInId, StepId};

/// Write to a learner how their work was marked.
#[derive(Serialize, Deserialize)]
pub struct TellOfMark {
    pub hand_in: HandInId,
    /// Of the mark: one that was corrected meanwhile is not told.
    pub step: StepId,
}

impl Promise for TellOfMark {
    const KIND: &'static str = "academy.tell_mark";
    const LANE: Lane = Lane::Post;
}
