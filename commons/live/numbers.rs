//! The numbers of live shows that the operator may change.

use people::rules::Number;

use super::{giveaways::PRIZES, prices::NUMBERS as OF_PRICES};

/// From one account.
pub const LINES: Number = Number::new("live_lines_per_minute", 20, 1, 1_000_000);
/// Of one shop.
pub const ROOMS: Number = Number::new("live_rooms_per_day", 30, 1, 1_000_000);
/// How long a replay is kept.
pub const REPLAYS: Number = Number::new("live_replay_days", 30, 1, 3_650);

/// A request to take something out of a replay that its shop has not answered by then is granted.
pub const PASSAGE_ANSWER: Number = Number::new("live_passage_answer_days", 7, 1, 60);
/// The same of what the market is to decide.
pub const PASSAGE_RULING: Number = Number::new("live_passage_ruling_days", 14, 1, 60);

/// All recordings together; a show that finds no room goes on without being recorded.
pub const RECORDINGS: Number = Number::new("live_recordings_gigabytes", 1_000, 1, 1_000_000);

/// Of one replay.
pub const CLIPS: Number = Number::new("live_clips_allowed", 20, 0, 1_000);
/// Cut out of one show by themselves.
pub const HIGHLIGHTS: Number = Number::new("live_highlights_allowed", 5, 0, 50);
/// How long a film may be that is sent.
pub const FILM: Number = Number::new("live_film_hours", 6, 1, 48);

pub const NUMBERS: &[&[Number]] = &[
    &[LINES, ROOMS, REPLAYS, RECORDINGS, CLIPS, HIGHLIGHTS, FILM, PASSAGE_ANSWER, PASSAGE_RULING],
    OF_PRICES,
    PRIZES,
];
