//! Pictures of our own making are what a decoder sees, byte for byte.

use super::stage::{Stage, decoded, ffmpeg, name, seconds};
use crate::{AccessUnit, Canvas, Colour, Encoder, Film, Formats, Point, Scene, Video, record_units};
use kernel::{Chance, Timestamp};
use std::path::{Path, PathBuf};
use std::time::Duration;

fn folder(test: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("broadcast-{}-{test}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Units as they stand in a file without a container.
pub fn stream(video: &Video, units: &[AccessUnit]) -> Vec<u8> {
    let start = [0, 0, 0, 1];
    let sets = video.avcc.sequence_parameter_sets.iter().chain(&video.avcc.picture_parameter_sets);
    let mut bytes: Vec<u8> = sets.flat_map(|set| [&start[..], set].concat()).collect();
    for unit in units {
        bytes.extend(start);
        bytes.extend_from_slice(&unit.data[4..]);
    }
    bytes
}

/// What ffmpeg sees in a file, which it should read without a word.
pub async fn seen(file: &Path) -> Vec<u8> {
    let raw = file.with_extension("yuv");
    let arguments = format!(
        "-loglevel warning -i {} -fps_mode passthrough -pix_fmt yuv420p -f rawvideo -y",
        file.display()
    );
    let (status, said) = ffmpeg(&arguments, raw.to_str().unwrap()).output().await;
    assert!(status.success() && said.is_empty(), "{said}");
    std::fs::read(raw).unwrap()
}

fn colour(chance: &Chance) -> Colour {
    let [red, green, blue] = chance.bytes::<3>();
    Colour::rgb(red, green, blue)
}

#[tokio::test]
async fn a_decoder_sees_the_canvas_whatever_is_drawn_and_however_large_it_is() {
    let (chance, folder) = (Chance::seeded(11), folder("drawn"));
    for (width, height) in [(64, 48), (100, 58), (16, 16), (34, 130)] {
        let mut canvas = Canvas::new(width, height, colour(&chance));
        let mut encoder = Encoder::new(&canvas, 20, 7);
        let (mut units, mut wanted) = (Vec::new(), Vec::new());
        for number in 0..40 {
            let place = || Point::new(chance.below(160) as f32 - 20.0, chance.below(160) as f32 - 20.0);
            let colour = colour(&chance);
            match number % 5 {
                0 => canvas.rect(chance.below(90) as usize, chance.below(90) as usize, 37, 20, colour),
                1 => canvas.line(place(), place(), 1.0 + chance.below(9) as f32, colour),
                2 => canvas.disc(place(), chance.below(30) as f32, colour),
                3 => canvas.digits(chance.below(40) as usize, chance.below(40) as usize, 2, "0:9", colour),
                _ => {}
            }
            units.push(encoder.frame(&canvas));
            wanted.extend(canvas.planes());
        }
        let video = encoder.video().unwrap();
        assert_eq!((usize::from(video.width), usize::from(video.height)), (canvas.width(), canvas.height()));
        let keys = units.iter().filter(|unit| unit.is_key).count();
        assert_eq!((keys, units[6].at, units[39].at), (6, 27_000, 39 * 4_500));
        let file = folder.join(format!("{width}.h264"));
        std::fs::write(&file, stream(&video, &units)).unwrap();
        assert!(seen(&file).await == wanted, "{width} by {height}");
    }
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn what_stands_still_or_is_plain_costs_next_to_nothing() {
    let canvas = Canvas::new(360, 640, Colour::rgb(0xf6, 0xf1, 0xe6));
    let mut encoder = Encoder::new(&canvas, 20, 40);
    let sizes: Vec<usize> = (0..2).map(|_| encoder.frame(&canvas).data.len()).collect();
    // One square as it is, and eight bits, or nine beside another, for each of the other 919.
    assert!(sizes[0] < 1_400 && sizes[1] < 12, "{sizes:?}");
}

#[test]
fn a_moment_looks_the_same_however_one_comes_to_it() {
    let began_at = Timestamp::parse_rfc3339("2026-12-01T23:59:58Z").unwrap();
    let mut scene = Scene::new(began_at);
    for tenths in [0, 5, 20, 300, 312, 20, 1_190, 1_210, 50] {
        let since = Duration::from_millis(tenths * 100);
        let shown = scene.at(since).clone();
        assert!(shown == *Scene::new(began_at).at(since), "{tenths}");
        let told = Scene::clock(shown.brightness()).unwrap();
        let day = Duration::from_secs(86_400);
        assert_eq!(told, Duration::from_millis((86_398_000 + tenths * 100) % day.as_millis() as u64));
    }
    assert_eq!(Scene::clock(Canvas::new(360, 640, Colour::rgb(0, 0, 0)).brightness()), None);
}

#[test]
fn the_scene_needs_less_than_1600_kilobits_a_second() {
    let began_at = Timestamp::from_micros(0);
    let mut bits = 0;
    let from = [4, 21, 43, 64, 87, 112];
    for seconds in from {
        let film = Film::new(began_at, Duration::from_secs(seconds));
        bits += film.take(Scene::GROUP as usize).map(|unit| unit.data.len() * 8).sum::<usize>();
    }
    let seconds = from.len() * 2;
    assert!(bits / seconds < 1_600_000, "{}", bits / seconds);
}

#[tokio::test]
async fn a_recording_made_at_once_is_a_replay_with_its_own_time() {
    let stage = Stage::open(|_| {}).await;
    let began_at = Timestamp::parse_rfc3339("2026-11-30T20:15:00.5Z").unwrap();
    let film = Film::new(began_at, Duration::ZERO);
    let formats = Formats { video: Some(film.video().unwrap()), audio: None };
    let show = name("made");
    record_units(&stage.folder, &show, began_at, formats.clone(), film.take(100)).await.unwrap();
    let file = stage.folder.join("made/1.mp4");
    assert_eq!(decoded("v", &file).await, 100);
    let length = seconds(&file).await;
    assert!((length - 5.0).abs() < 0.01, "{length}");
    let mut scene = Scene::new(began_at);
    let wanted = (0..100).flat_map(|number| scene.at(Film::FRAME * number).planes());
    assert!(seen(&file).await == wanted.collect::<Vec<u8>>());
    let list = stage.broadcast.replay(&show, "index.m3u8", None).await.text();
    let times: Vec<&str> =
        list.lines().filter_map(|line| line.strip_prefix("#EXT-X-PROGRAM-DATE-TIME:")).collect();
    assert_eq!(times, ["2026-11-30T20:15:00.5Z", "2026-11-30T20:15:02.5Z", "2026-11-30T20:15:04.5Z"]);
    assert!(list.contains("PLAYLIST-TYPE:VOD") && list.ends_with("#EXT-X-ENDLIST\n"), "{list}");
    // What is recorded later stands behind it.
    let later = Film::new(began_at, Duration::ZERO).take(20);
    record_units(&stage.folder, &show, began_at, formats, later).await.unwrap();
    let list = stage.broadcast.replay(&show, "index.m3u8", None).await.text();
    assert!(list.contains("1.mp4") && list.contains("2.mp4"), "{list}");
    stage.broadcast.forget(&show).await.unwrap();
    let nobody = Formats { video: None, audio: None };
    record_units(&stage.folder, &show, began_at, nobody, Vec::new()).await.unwrap();
    assert_eq!(stage.broadcast.replay(&show, "index.m3u8", None).await.status, 404);
    stage.close().await;
}
