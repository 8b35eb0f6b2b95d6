use platform::jobs::{Lane, Promise};
use serde::{Deserialize, Serialize};

use super::ClipId;

/// Cut a clip out of its replay.
#[derive(Serialize, Deserialize)]
pub struct MakeClip {
    pub clip: ClipId,
}

impl Promise for MakeClip {
    const KIND: &'static str = "live.make_clip";
    const LANE: Lane = Lane::Video;
}
