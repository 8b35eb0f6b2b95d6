use platform::jobs::{Lane, Promise};
use serde::{Deserialize, Serialize};

use super::RoomId;

/// Throw away every night what is older than replays are kept.
#[derive(Serialize, Deserialize)]
pub struct ForgetReplays {}

impl Promise for ForgetReplays {
    const KIND: &'static str = "live.forget_replays";
    const LANE: Lane = Lane::Long;
}

/// Keep a picture of a show that is over, for those who may see it again.
#[derive(Serialize, Deserialize)]
pub struct MakePoster {
    pub room: RoomId,
}

impl Promise for MakePoster {
    const KIND: &'static str = "live.make_poster";
    const LANE: Lane = Lane::Video;
}
