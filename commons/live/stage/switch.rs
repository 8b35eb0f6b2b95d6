use broadcast::{Camera, NoSuchCamera};

use crate::live::{RoomId, Studio, studio::show_name};

#[derive(Debug, thiserror::Error)]
pub enum SwitchError {
    #[error(transparent)]
    NoSuchCamera(#[from] NoSuchCamera),
}

/// `main` or `second`, as addresses have it.
pub fn word(camera: Camera) -> &'static str {
    match camera {
        Camera::Main => "main",
        Camera::Second => "second",
    }
}

/// The camera of a word.
pub fn camera_of(word: &str) -> Option<Camera> {
    [Camera::Main, Camera::Second].into_iter().find(|camera| self::word(*camera) == word)
}

/// Show the picture of another camera, from its next key frame on.
pub fn switch(studio: &Studio, room: RoomId, camera: Camera) -> Result<(), SwitchError> {
    let (broadcast, name) = studio.broadcast().zip(show_name(room)).ok_or(NoSuchCamera)?;
    Ok(broadcast.switch(&name, camera)?)
}
