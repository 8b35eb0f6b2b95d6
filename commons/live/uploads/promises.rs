use platform::jobs::{Lane, Promise};
use serde::{Deserialize, Serialize};

use super::UploadId;

/// Make a recording of a film that was sent.
#[derive(Serialize, Deserialize)]
pub struct ConvertUpload {
    pub upload: UploadId,
}

impl Promise for ConvertUpload {
    const KIND: &'static str = "live.convert_upload";
    const LANE: Lane = Lane::Video;
}
