use people::{one_of::word_of, wire::time};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Clip, ClipState, clip::ClipStage};

/// A clip of a replay.
#[derive(Serialize, ToSchema)]
pub struct ClipOut {
    pub id: String,
    /// In the shop's own language.
    pub title: String,
    #[schema(schema_with = word_of::<ClipStage>)]
    pub state: &'static str,
    /// The times of the programme that it begins and ends with.
    pub from: String,
    pub to: String,
    /// How much of it is made, in hundredths.
    #[schema(minimum = 0, maximum = 100)]
    pub percent: i64,
    /// Path of its file (MP4), once it is ready.
    pub file: Option<String>,
    pub size_bytes: Option<i64>,
    /// Why there is none: `absent` (the market has no ffmpeg), `nothing` (nothing was recorded then), `disk-full`,
    /// `too-much` or `broken`.
    pub why: Option<String>,
}

impl From<Clip> for ClipOut {
    fn from(clip: Clip) -> Self {
        let (file, percent) = (clip.is_ready().then(|| clip.path()), clip.percent());
        let (state, from, to) = (clip.state.name(), time(clip.from), time(clip.to));
        let (size_bytes, why) = match clip.state {
            ClipState::Ready { size_bytes } => (Some(size_bytes), None),
            ClipState::Failed { why } => (None, Some(why)),
            ClipState::Waiting | ClipState::Making { .. } => (None, None),
        };
        let percent = if file.is_some() { 100 } else { percent };
        Self { id: clip.id.to_string(), title: clip.title, state, from, to, percent, file, size_bytes, why }
    }
}
