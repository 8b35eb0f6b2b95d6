use kernel::Timestamp;
use platform::{
    db::{DbError, Tx},
    jobs::{self, Lane, Promise},
};
use serde::{Deserialize, Serialize};

use super::FilmId;
use crate::live::RoomId;

/// Find the highlights of a show that is over.
#[derive(Serialize, Deserialize)]
pub struct FindHighlights {
    pub room: RoomId,
}

impl Promise for FindHighlights {
    const KIND: &'static str = "live.find_highlights";
    const LANE: Lane = Lane::Video;
}

/// Cut a highlight.
#[derive(Serialize, Deserialize)]
pub struct CutHighlight {
    pub film: FilmId,
}

impl Promise for CutHighlight {
    const KIND: &'static str = "live.cut_highlight";
    const LANE: Lane = Lane::Video;
}

/// A show is over that can be seen again: its highlights are cut out of it.
pub async fn want_highlights(tx: &mut Tx, now: Timestamp, room: RoomId) -> Result<(), DbError> {
    jobs::enqueue(tx, now, now, &FindHighlights { room }).await
}
