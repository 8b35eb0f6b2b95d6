//! What the academy waits for.

use platform::jobs::{Lane, Promise};
use serde::{Deserialize, Serialize};

/// Write to a learner that their certificate is there.
#[derive(Serialize, Deserialize)]
pub struct TellOfCertificate {
    pub code: String,
}

impl Promise for TellOfCertificate {
    const KIND: &'static str = "academy.tell_certificate";
    const LANE: Lane = Lane::Post;
}

/// Write to a learner that their certificate was withdrawn.
#[derive(Serialize, Deserialize)]
pub struct TellOfWithdrawal {
    pub code: String,
}

impl Promise for TellOfWithdrawal {
    const KIND: &'static str = "academy.tell_withdrawal";
    const LANE: Lane = Lane::Post;
}
