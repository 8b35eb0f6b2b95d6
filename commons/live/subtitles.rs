//! What was typed along during a show, as WebVTT beside its replay: <https://www.w3.org/TR/webvtt1/>.

use std::{fmt::Write, time::Duration};

use kernel::Timestamp;

use super::{Body, Moment};

/// A caption stands until the next one, and no longer than this.
const LONGEST: Duration = Duration::from_secs(6);

/// The captions among moments, by the time since the show began.
pub fn subtitles(began: Timestamp, moments: &[Moment]) -> String {
    let typed = || moments.iter().filter(|moment| matches!(moment.body, Body::Caption { .. }));
    let ends = typed().skip(1).map(|next| Some(next.at)).chain([None]);
    let mut text = String::from("WEBVTT\n");
    for (moment, next) in typed().zip(ends) {
        let last = moment.at + LONGEST;
        let end = next.map_or(last, |next| next.min(last));
        // A line that is empty ends a cue, an arrow stands for its times, and the rest is as HTML has it.
        let words = moment.body.words().replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        // Writing into a String cannot fail.
        let _ = write!(text, "\n{} --> {}\n{words}\n", time(began, moment.at), time(began, end));
    }
    text
}

fn time(began: Timestamp, at: Timestamp) -> String {
    let millis = (at.micros() - began.micros()).max(0) / 1_000;
    let (seconds, millis) = (millis / 1_000, millis % 1_000);
    format!("{:02}:{:02}:{:02}.{millis:03}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_stand_until_the_next_and_hold_no_markup() {
        let began = Timestamp::from_micros(1_795_312_800_000_000);
        let moment = |position: i64, millis: i64, body: Body| Moment {
            position,
            at: Timestamp::from_micros(began.micros() + millis * 1_000),
            account: None,
            name: String::new(),
            is_host: true,
            body,
            is_hidden: false,
        };
        let words = |words: &str| Body::Caption { words: words.into() };
        let moments = [
            moment(1, 1_500, words("first --> <b>")),
            moment(2, 2_000, Body::Unpin),
            moment(3, 4_250, words("集市")),
            moment(4, 3_725_000, words("late")),
        ];
        let expected = "WEBVTT\n\n00:00:01.500 --> 00:00:04.250\nfirst --&gt; &lt;b&gt;\n\n\
            00:00:04.250 --> 00:00:10.250\n集市\n\n01:02:05.000 --> 01:02:11.000\nlate\n";
        assert_eq!(subtitles(began, &moments), expected);
        assert_eq!(subtitles(began, &[]), "WEBVTT\n");
    }
}
