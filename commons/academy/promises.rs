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
