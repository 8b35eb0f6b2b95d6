//! Sound and picture on one clock.

use crate::cmaf::{TICKS, Track};
use std::time::{Duration, Instant, SystemTime};

/// Tells at which tick of the publisher's session something began.
///
/// Both tracks count from a number of their own. Until the publisher's reports say which of their times were the same
/// moment, arrival has to do; from then on the picture is put where the sound says it belongs.
#[derive(Debug, Default)]
pub struct Timeline {
    began: Option<Instant>,
    audio: Option<Origin>,
    video: Option<Origin>,
    reports: [Option<Report>; 2],
}

/// A time of a track and the tick that it is.
#[derive(Clone, Copy, Debug)]
struct Origin {
    time: i64,
    tick: i64,
}

/// What a sender's report says: a moment and the time of the track then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Report {
    pub moment: SystemTime,
    pub time: i64,
}

/// What is nearer than this nobody notices: two thirds of a hundredth of a second.
const UNNOTICED: i64 = TICKS * 2 / 300;
/// A report that would move the picture further is wrong.
const FARTHEST: i64 = 2 * TICKS;

impl Timeline {
    /// The tick of a time of a track, both in 90 kHz.
    pub fn tick(&mut self, track: Track, time: i64, arrived: Instant, report: Option<Report>) -> i64 {
        let began = *self.began.get_or_insert(arrived);
        let origin = match track {
            Track::Audio => &mut self.audio,
            Track::Video => &mut self.video,
        };
        let tick = ticks(arrived.saturating_duration_since(began));
        let origin = *origin.get_or_insert(Origin { time, tick });
        if let Some(slot) = self.reports.get_mut(usize::from(track == Track::Video))
            && report.is_some()
            && *slot != report
        {
            *slot = report;
            self.align();
        }
        let origin = match track {
            Track::Audio => origin,
            Track::Video => self.video.unwrap_or(origin),
        };
        origin.tick + time - origin.time
    }

    /// Move the picture to where the reports say it is.
    fn align(&mut self) {
        let (Some(audio), Some(video)) = (self.audio, &mut self.video) else { return };
        let [Some(heard), Some(seen)] = self.reports else { return };
        // The tick of the moment in which the picture was reported.
        let later = match seen.moment.duration_since(heard.moment) {
            Ok(later) => ticks(later),
            Err(earlier) => -ticks(earlier.duration()),
        };
        let tick = audio.tick + heard.time - audio.time + later;
        let shift = tick - (video.tick + seen.time - video.time);
        if (UNNOTICED..FARTHEST).contains(&shift.abs()) {
            video.tick += shift;
        }
    }
}

fn ticks(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).map_or(i64::MAX, |micros| micros.saturating_mul(9) / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_is_put_where_the_reports_say() {
        let start = tokio::time::Instant::now().into_std();
        let later = |ms| start + Duration::from_millis(ms);
        let (mut timeline, moment) = (Timeline::default(), SystemTime::UNIX_EPOCH);
        // Sound and picture of one moment: the picture arrives 120 ms late.
        assert_eq!(timeline.tick(Track::Audio, 5_000, start, None), 0);
        assert_eq!(timeline.tick(Track::Video, 700_000, later(120), None), 10_800);
        let heard = Report { moment, time: 5_000 };
        let seen = Report { moment: moment + Duration::from_secs(1), time: 790_000 };
        assert_eq!(timeline.tick(Track::Audio, 5_000 + 90_000, later(1_000), Some(heard)), 90_000);
        assert_eq!(timeline.tick(Track::Video, 790_000, later(1_120), Some(seen)), 90_000);
        // A report from another world changes nothing.
        let wrong = Report { moment: moment + Duration::from_secs(500), time: 790_000 };
        assert_eq!(timeline.tick(Track::Video, 880_000, later(2_120), Some(wrong)), 180_000);
    }
}
