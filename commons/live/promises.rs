use platform::jobs::{Lane, Promise};
use serde::{Deserialize, Serialize};

/// Throw away every night what is older than replays are kept.
#[derive(Serialize, Deserialize)]
pub struct ForgetReplays {}

impl Promise for ForgetReplays {
    const KIND: &'static str = "live.forget_replays";
    const LANE: Lane = Lane::Long;
}
