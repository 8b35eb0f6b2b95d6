use kernel::{Day, Timestamp};

use super::{Inputs, Outcome, Period};
use crate::villages::DivisionCode;

/// What a place is in a period.
#[derive(Clone, Debug)]
pub struct Verdict {
    pub period: Period,
    pub division: DivisionCode,
    /// 0 while it is provisional, 1 when it is final, more for corrections.
    pub version: i64,
    pub rule: i64,
    /// Of the place: 4 for a township, 5 for a village.
    pub level: i64,
    pub inputs: Inputs,
    pub outcome: Outcome,
    /// Of a correction.
    pub reason: String,
    pub as_of: Day,
    pub decided_at: Timestamp,
}

impl Verdict {
    pub fn is_final(&self) -> bool {
        self.version > 0
    }
}
