//! The sound that waits for its fragment, with times that its own clock can hold.

use super::boxes::Sample;
use super::format::{Audio, TICKS};
use bytes::Bytes;
use std::collections::VecDeque;

/// Publishers round their times to milliseconds; what is within a tenth of a second is no gap.
const ROUNDING_PER_SECOND: i64 = 10;
/// Packets that wait, some twenty seconds of them: a publisher that sends only sound beside a promised picture.
const MOST_WAITING: usize = 1_000;

/// Packets of sound in the order of their time.
#[derive(Debug, Default)]
pub struct Voice {
    waiting: VecDeque<Sample>,
    /// Where the next packet begins if there is no gap, in the scale of the audio.
    next: i64,
}

impl Voice {
    /// A packet that begins at a tick. One that tells of a time already told is left out.
    pub fn push(&mut self, audio: &Audio, tick: i64, data: Bytes) {
        let scale = i64::from(audio.scale());
        let told = tick * scale / TICKS;
        let rounding = scale / ROUNDING_PER_SECOND;
        if told < self.next - rounding {
            return;
        }
        let at = if told > self.next + rounding { told } else { self.next.max(0) };
        let length = audio.length(&data);
        self.next = at + i64::from(length);
        if self.waiting.len() == MOST_WAITING {
            self.waiting.pop_front();
        }
        self.waiting.push_back(Sample { at, length, offset: 0, is_key: true, data });
    }

    /// Forget what sounds before a tick.
    pub fn skip_to(&mut self, audio: &Audio, tick: i64) {
        let end = tick * i64::from(audio.scale()) / TICKS;
        while self.waiting.front().is_some_and(|sample| sample.at < end) {
            self.waiting.pop_front();
        }
    }

    /// What begins before a tick, each lasting until the next begins.
    pub fn until(&mut self, audio: &Audio, tick: i64) -> Vec<Sample> {
        let end = tick * i64::from(audio.scale()) / TICKS;
        let count = self.waiting.iter().take_while(|sample| sample.at < end).count();
        let mut taken: Vec<Sample> = self.waiting.drain(..count).collect();
        let starts: Vec<i64> = taken.iter().map(|sample| sample.at).collect();
        for (sample, following) in taken.iter_mut().zip(starts.into_iter().skip(1)) {
            sample.length = u32::try_from(following - sample.at).unwrap_or(sample.length);
        }
        taken
    }

    /// The tick at which all that waits has sounded.
    pub fn end(&self, audio: &Audio) -> Option<i64> {
        let last = self.waiting.back()?;
        Some((last.at + i64::from(last.length)) * TICKS / i64::from(audio.scale()))
    }

    /// The next packet begins wherever it says.
    pub fn restart(&mut self) {
        self.waiting.clear();
        self.next = 0;
    }
}
