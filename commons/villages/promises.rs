//! What villages wait for.

use platform::jobs::{Lane, Promise};
use serde::{Deserialize, Serialize};

/// Count, every night, what nobody was told of, and what has got its rate since.
#[derive(Serialize, Deserialize)]
pub struct CountAgain {}

impl Promise for CountAgain {
    const KIND: &'static str = "villages.count_again";
    const LANE: Lane = Lane::Long;
}
