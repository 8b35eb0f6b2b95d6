//! The cameras of a show: one of them is on air, another may wait.

use super::gone::Gone;
use super::tap::Heard;
use crate::cmaf::{Audio, Track, Video};
use crate::gate::Camera;
use kernel::Timestamp;
use std::time::Duration;

/// Who sends to a show.
#[derive(Default)]
pub struct Cameras {
    there: Vec<Sending>,
    /// How many have come.
    sessions: u64,
    /// To which the host has switched; it is on air from its next key frame on.
    wanted: Option<Camera>,
}

struct Sending {
    session: u64,
    camera: Camera,
    heard_at: Timestamp,
    video: Option<Video>,
    audio: Option<Audio>,
}

/// What is done with what a camera sends, if it is not on air.
pub enum Turn {
    Waits,
    /// It is on air from this key frame on, with these formats.
    TakesOver(Option<Video>, Option<Audio>),
}

/// There is no such camera to switch to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this camera does not send")]
pub struct NoSuchCamera;

impl Cameras {
    /// Let a camera in, and answer its number. Of two that are the same the one that is heard stays.
    pub fn enter(&mut self, camera: Camera, now: Timestamp, stall: Duration) -> Result<u64, Gone> {
        if camera == Camera::Second && self.sessions == 0 {
            return Err(Gone::NotBegun);
        }
        let is_heard = |sending: &&Sending| sending.camera == camera && now.since(sending.heard_at) < stall;
        if self.there.iter().any(|sending| is_heard(&sending)) {
            return Err(Gone::Occupied);
        }
        self.there.retain(|sending| sending.camera != camera);
        self.sessions += 1;
        let session = self.sessions;
        self.there.push(Sending { session, camera, heard_at: now, video: None, audio: None });
        Ok(session)
    }

    pub fn has(&self, session: u64) -> bool {
        self.there.iter().any(|sending| sending.session == session)
    }

    /// One has gone. Another that is there comes on air in its place.
    pub fn leave(&mut self, session: u64) {
        self.there.retain(|sending| sending.session != session);
        self.wanted = self.there.first().map(|sending| sending.camera).filter(|_| self.there.len() == 1);
    }

    /// Switch to a camera. The one that is on air stays there.
    pub fn switch(&mut self, camera: Camera, on_air: Option<u64>) -> Result<(), NoSuchCamera> {
        let sending = self.there.iter().find(|sending| sending.camera == camera).ok_or(NoSuchCamera)?;
        self.wanted = Some(camera).filter(|_| on_air != Some(sending.session));
        Ok(())
    }

    /// Note what a camera sends. Nothing if it is none of this show.
    pub fn hear(&mut self, session: u64, now: Timestamp, heard: &Heard) -> Option<Turn> {
        let wanted = self.wanted;
        let sending = self.there.iter_mut().find(|sending| sending.session == session)?;
        sending.heard_at = now;
        let is_key = match heard {
            Heard::Video(video) => {
                sending.video = Some(video.clone());
                false
            }
            Heard::Audio(audio) => {
                sending.audio = Some(audio.clone());
                false
            }
            Heard::Unit(unit) => unit.track == Track::Video && unit.is_key,
        };
        if !is_key || wanted != Some(sending.camera) {
            return Some(Turn::Waits);
        }
        let turn = Turn::TakesOver(sending.video.clone(), sending.audio.clone());
        self.wanted = None;
        Some(turn)
    }

    /// Those that send, and whether each is on air.
    pub fn there(&self, on_air: Option<u64>) -> Vec<(Camera, bool)> {
        self.there.iter().map(|sending| (sending.camera, on_air == Some(sending.session))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cmaf::AccessUnit;
    use bytes::Bytes;

    const STALL: Duration = Duration::from_secs(5);

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_micros(seconds * 1_000_000)
    }

    fn frame(is_key: bool) -> Heard {
        Heard::Unit(AccessUnit { track: Track::Video, at: 0, offset: 0, is_key, data: Bytes::new() })
    }

    fn takes_over(turn: Option<Turn>) -> bool {
        matches!(turn, Some(Turn::TakesOver(..)))
    }

    #[test]
    fn the_host_switches_at_a_key_frame_of_the_other_camera() {
        let mut cameras = Cameras::default();
        assert_eq!(cameras.enter(Camera::Second, at(0), STALL), Err(Gone::NotBegun));
        let main = cameras.enter(Camera::Main, at(0), STALL).unwrap();
        assert_eq!(cameras.switch(Camera::Second, Some(main)), Err(NoSuchCamera));
        let second = cameras.enter(Camera::Second, at(1), STALL).unwrap();
        assert!(!takes_over(cameras.hear(second, at(1), &frame(true))));
        cameras.switch(Camera::Second, Some(main)).unwrap();
        assert!(!takes_over(cameras.hear(second, at(2), &frame(false))));
        assert!(takes_over(cameras.hear(second, at(2), &frame(true))));
        // Once, and not back by itself.
        assert!(!takes_over(cameras.hear(second, at(3), &frame(true))));
        assert!(!takes_over(cameras.hear(main, at(3), &frame(true))));
        assert_eq!(cameras.there(Some(second)), [(Camera::Main, false), (Camera::Second, true)]);
    }

    #[test]
    fn when_the_camera_on_air_leaves_the_other_comes_on_air() {
        let mut cameras = Cameras::default();
        let main = cameras.enter(Camera::Main, at(0), STALL).unwrap();
        let second = cameras.enter(Camera::Second, at(0), STALL).unwrap();
        cameras.leave(main);
        assert!(cameras.hear(main, at(1), &frame(true)).is_none());
        assert!(takes_over(cameras.hear(second, at(1), &frame(true))));
    }

    #[test]
    fn of_two_that_are_the_same_the_one_that_is_heard_stays() {
        let mut cameras = Cameras::default();
        let first = cameras.enter(Camera::Main, at(0), STALL).unwrap();
        assert_eq!(cameras.enter(Camera::Main, at(4), STALL), Err(Gone::Occupied));
        let next = cameras.enter(Camera::Main, at(6), STALL).unwrap();
        assert!(!cameras.has(first) && cameras.has(next));
    }
}
