//! What a show on air shows just now, as a picture for those who look at lists.

use std::time::Duration;

use axum::body::Bytes;
use broadcast::FfmpegError;
use kernel::Timestamp;

use super::{RoomId, Studio, studio::show_name};

/// Whoever looks waits so long, and sees what there is.
const PATIENCE: Duration = Duration::from_secs(4);

/// What a room on air shows now, as JPEG; nothing where nobody can make a picture of it.
pub async fn shown_now(studio: &Studio, now: Timestamp, room: RoomId) -> Option<Bytes> {
    let (ffmpeg, broadcast, name) = (studio.ffmpeg()?, studio.broadcast()?, show_name(room)?);
    // Only of what is sent: whoever asks for other rooms is no reason to remember them.
    broadcast.show(&name)?;
    let shot = studio.pictures.of(room);
    if let Some(taken) = shot.fresh(now) {
        return taken.picture;
    }
    let making = async {
        let _turn = shot.turn.lock().await;
        if let Some(taken) = shot.fresh(now) {
            return taken.picture;
        }
        let picture = match broadcast.picture(ffmpeg, &name).await {
            Ok(picture) => Some(Bytes::from(picture)),
            // Its first piece is on its way.
            Err(FfmpegError::NothingThere) => return shot.taken()?.picture,
            Err(error) => {
                tracing::info!(%error, %room, "a show has no picture");
                None
            }
        };
        shot.keep(now, picture.clone());
        picture
    };
    match tokio::time::timeout(PATIENCE, making).await {
        Ok(picture) => picture,
        Err(_) => shot.taken()?.picture,
    }
}
