//! Cutting, the window and its playlists, without a network.

use super::rules;
use super::source::{Habit, aac, frame, large, small, sound};
use crate::cmaf::{Cut, Packager, Rules, TICKS};
use crate::hls::{self, Reach, Window};
use kernel::{Chance, Timestamp};
use std::time::Duration;

const RULES: Rules = Rules { part: TICKS * 4 / 10, segment: 4 * TICKS };

fn seconds_of(cuts: &[Cut]) -> f64 {
    let ticks = cuts.iter().map(|cut| if let Cut::Part { ticks, .. } = cut { *ticks } else { 0 });
    ticks.sum::<i64>() as f64 / TICKS as f64
}

fn count(cuts: &[Cut], is_it: impl Fn(&Cut) -> bool) -> usize {
    cuts.iter().filter(|cut| is_it(cut)).count()
}

#[test]
fn whatever_is_published_playlists_keep_the_rules_and_memory_its_bound() {
    let chance = Chance::seeded(1);
    for _ in 0..25 {
        let (mut packager, mut window) = (Packager::new(RULES), Window::new(18 * TICKS));
        let (mut now, mut before) = (Timestamp::from_micros(1_000_000), None);
        let mut most_bytes = 0;
        for _ in 0..4 {
            let habit = Habit::by(&chance);
            let mut cuts = habit.publish_one_by_one(&mut packager, 12 + chance.below(30) as i64);
            cuts.push(packager.finish());
            for cuts in cuts.into_iter().filter(|cuts| !cuts.is_empty()) {
                for cut in cuts {
                    if let Cut::Part { ticks, .. } = &cut {
                        now = now + Duration::from_micros((*ticks * 100 / 9) as u64);
                    }
                    window.add(&cut, now);
                }
                let list = rules::read(&hls::media(&window, RULES, Reach::Full));
                if let Some(before) = &before {
                    rules::follows(before, &list);
                }
                before = Some(list);
                most_bytes = most_bytes.max(window.size_bytes());
            }
        }
        // Sixty key frames a second for 45 seconds, and what boxes add.
        assert!(most_bytes < 60 * 600 * 60, "{most_bytes}");
    }
}

#[test]
fn nothing_published_is_lost_or_counted_twice() {
    let chance = Chance::seeded(2);
    for _ in 0..200 {
        let (mut packager, habit) = (Packager::new(RULES), Habit::by(&chance));
        let mut cuts = habit.publish(&mut packager, 9);
        cuts.extend(packager.finish());
        assert!((seconds_of(&cuts) - 9.0).abs() < 0.1, "{habit:?} {}", seconds_of(&cuts));
        let begun = count(&cuts, |cut| matches!(cut, Cut::Begin { .. }));
        assert_eq!(begun, count(&cuts, |cut| matches!(cut, Cut::End)));
        assert_eq!(count(&cuts, |cut| matches!(cut, Cut::Begin { is_discontinuous: true, .. })), 0);
    }
}

#[test]
fn a_publisher_that_comes_back_is_joined_by_a_discontinuity_and_the_same_map() {
    let habit = Habit { frames_per_second: 30, group: 60, has_video: true, has_audio: true, from: 0 };
    let mut packager = Packager::new(RULES);
    let mut cuts = habit.publish(&mut packager, 6);
    cuts.extend(packager.finish());
    let again = Habit { from: 77_000_000, ..habit }.publish(&mut packager, 6);
    let first = again.iter().find_map(|cut| match cut {
        Cut::Begin { map, at, is_discontinuous } => Some((map.number, *at, *is_discontinuous)),
        Cut::Part { .. } | Cut::End => None,
    });
    let (map, at, is_discontinuous) = first.unwrap();
    assert!(is_discontinuous && map == 0);
    assert!((at as f64 / TICKS as f64 - 6.0).abs() < 0.1, "{at}");
}

#[test]
fn another_size_gets_another_map_at_its_first_key_frame() {
    let mut packager = Packager::new(RULES);
    let mut cuts = packager.video(small());
    cuts.extend(packager.audio(aac()));
    for at in 0..90 {
        cuts.extend(packager.push(frame(at * 3_000, at == 0)));
        cuts.extend(packager.push(sound(at * 3_000)));
    }
    cuts.extend(packager.video(large()));
    for at in 90..180 {
        cuts.extend(packager.push(frame(at * 3_000, at == 100)));
    }
    cuts.extend(packager.finish());
    let maps: Vec<(u32, i64, bool)> = cuts
        .iter()
        .filter_map(|cut| match cut {
            Cut::Begin { map, at, is_discontinuous } => Some((map.number, *at, *is_discontinuous)),
            Cut::Part { .. } | Cut::End => None,
        })
        .collect();
    assert!(maps.contains(&(0, 0, false)), "{maps:?}");
    assert!(maps.contains(&(1, 300_000, true)), "{maps:?}");
    assert_eq!(maps.iter().filter(|map| map.2).count(), 1);
}

#[test]
fn a_picture_that_stands_still_does_not_stop_the_sound() {
    let mut packager = Packager::new(RULES);
    let mut cuts = packager.video(small());
    cuts.extend(packager.audio(aac()));
    for at in 0..30 {
        cuts.extend(packager.push(frame(at * 3_000, at == 0)));
    }
    for at in 0..430 {
        cuts.extend(packager.push(sound(at * 2_090)));
    }
    let told = seconds_of(&cuts);
    assert!(told > 8.5, "{told}");
    for at in 300..360 {
        cuts.extend(packager.push(frame(at * 3_000, at == 330)));
    }
    cuts.extend(packager.finish());
    assert!((seconds_of(&cuts) - 12.0).abs() < 0.2, "{}", seconds_of(&cuts));
}

#[test]
fn a_picture_that_stalls_now_and_then_makes_no_segment_too_long() {
    let chance = Chance::seeded(6);
    for _ in 0..100 {
        let mut packager = Packager::new(RULES);
        let mut cuts = packager.video(small());
        let mut at = 0;
        for number in 0..300 {
            cuts.extend(packager.push(frame(at, number % 50 == 0)));
            at += if chance.below(20) == 0 { chance.below(269_999) as i64 } else { 3_000 };
        }
        cuts.extend(packager.finish());
        let (mut longest, mut segment) = (0, 0);
        for cut in &cuts {
            match cut {
                Cut::Begin { .. } => segment = 0,
                Cut::Part { ticks, .. } => segment += ticks,
                Cut::End => longest = longest.max(segment),
            }
        }
        assert!((longest + TICKS / 2) / TICKS <= 4, "{longest}");
        assert_eq!(count(&cuts, |cut| matches!(cut, Cut::Begin { is_discontinuous: true, .. })), 0);
    }
}

#[test]
fn a_clock_that_jumps_begins_anew_and_keeps_going() {
    let mut packager = Packager::new(RULES);
    let mut cuts = packager.video(small());
    for (start, from) in [(0, 0), (1, -50_000_000), (2, 900_000_000)] {
        for at in 0..120 {
            cuts.extend(packager.push(frame(from + start * 360_000 + at * 3_000, at % 30 == 0)));
        }
    }
    cuts.extend(packager.finish());
    assert!((seconds_of(&cuts) - 12.0).abs() < 0.2, "{}", seconds_of(&cuts));
    assert_eq!(count(&cuts, |cut| matches!(cut, Cut::Begin { is_discontinuous: true, .. })), 2);
}

#[test]
fn a_delta_leaves_out_what_is_old_and_says_how_much() {
    let habit = Habit { frames_per_second: 30, group: 60, has_video: true, has_audio: true, from: 0 };
    let (mut packager, mut window) = (Packager::new(RULES), Window::new(60 * TICKS));
    for cut in habit.publish(&mut packager, 80) {
        window.add(&cut, Timestamp::from_micros(0));
    }
    let full = rules::read(&hls::media(&window, RULES, Reach::Full));
    let delta = rules::read(&hls::media(&window, RULES, Reach::Delta));
    let skipped = usize::try_from(delta.skipped).unwrap();
    assert!(skipped > 10, "{skipped}");
    assert_eq!(delta.segments.len() + skipped, full.segments.len());
    let kept: f64 = delta.segments.iter().map(|segment| segment.duration).sum();
    assert!(kept >= 6.0 * full.target, "{kept}");
    assert_eq!(delta.sequence, full.sequence);
    for (one, other) in delta.segments.iter().zip(full.segments.iter().skip(skipped)) {
        assert_eq!((&one.uri, &one.parts), (&other.uri, &other.parts));
    }
}
