//! Streams made by chance.

use crate::cmaf::{AccessUnit, Audio, Cut, Packager, TICKS, Track, Video};
use bytes::Bytes;
use kernel::Chance;

pub fn small() -> Video {
    let record = "0142c00dffe100176742c00dda05067e7c0440000003004000000f03c50aa801000468ce0fc8";
    Video::from_record(&hex(record)).unwrap()
}

pub fn large() -> Video {
    let record = "0142c01effe100196742c01eda0280bfe5c044000003000400000300f03c58ba8001000468ce0fc8";
    Video::from_record(&hex(record)).unwrap()
}

pub fn hex(text: &str) -> Vec<u8> {
    (0..text.len() / 2).map(|at| u8::from_str_radix(&text[at * 2..at * 2 + 2], 16).unwrap()).collect()
}

pub fn frame(at: i64, is_key: bool) -> AccessUnit {
    AccessUnit {
        track: Track::Video,
        at,
        offset: 0,
        is_key,
        data: Bytes::from(vec![7; if is_key { 400 } else { 90 }]),
    }
}

pub fn sound(at: i64) -> AccessUnit {
    AccessUnit { track: Track::Audio, at, offset: 0, is_key: true, data: Bytes::from(vec![9; 40]) }
}

pub fn aac() -> Audio {
    Audio::aac(&[0x12, 0x10]).unwrap()
}

/// How somebody publishes.
#[derive(Clone, Copy, Debug)]
pub struct Habit {
    pub frames_per_second: i64,
    /// Frames from one key frame to the next.
    pub group: i64,
    pub has_video: bool,
    pub has_audio: bool,
    /// Where its clock begins, in ticks.
    pub from: i64,
}

impl Habit {
    pub fn by(chance: &Chance) -> Habit {
        let frames_per_second = [17, 24, 25, 30, 50, 60][chance.below(6) as usize];
        let group = [1, frames_per_second / 2, frames_per_second * 2, frames_per_second * 4, 250, 1_000];
        let tracks = chance.below(4);
        Habit {
            frames_per_second,
            group: group[chance.below(6) as usize].max(1),
            has_video: tracks != 0,
            has_audio: tracks != 1,
            from: chance.below(1 << 40) as i64,
        }
    }

    /// Publish so many seconds, and answer all that was cut.
    pub fn publish(self, packager: &mut Packager, seconds: i64) -> Vec<Cut> {
        self.publish_one_by_one(packager, seconds).concat()
    }

    /// The same, with what came of each unit; times are in milliseconds, as RTMP has them.
    pub fn publish_one_by_one(self, packager: &mut Packager, seconds: i64) -> Vec<Vec<Cut>> {
        let mut cuts = Vec::new();
        if self.has_video {
            cuts.push(packager.video(small()));
        }
        if self.has_audio {
            cuts.push(packager.audio(aac()));
        }
        let rounded = |ticks: i64| ticks / 90 * 90;
        let mut units: Vec<AccessUnit> = Vec::new();
        if self.has_video {
            let frames = (0..self.frames_per_second * seconds).map(|at| {
                frame(self.from + rounded(at * TICKS / self.frames_per_second), at % self.group == 0)
            });
            units.extend(frames);
        }
        if self.has_audio {
            units.extend(
                (0..seconds * 44_100 / 1_024)
                    .map(|at| sound(self.from + rounded(at * 1_024 * TICKS / 44_100))),
            );
        }
        units.sort_by_key(|unit| unit.at);
        for unit in units {
            cuts.push(packager.push(unit));
        }
        cuts
    }
}
