//! Recordings: whatever ends them, what was whole can be played.

use super::source::{aac, frame, large, small, sound};
use super::stage::{H264, PICTURE, Program, SOUND, Stage, bytes, decoded, ffmpeg, name};
use crate::cmaf::{Cut, Packager, Rules, TICKS};
use crate::event::{Stop, Teller};
use crate::hls::Body;
use crate::recording::{self, Budget, Keep, Writing};
use crate::{Event, Film, Sender};
use kernel::{Chance, Timestamp};
use std::path::PathBuf;
use std::time::Duration;

const RULES: Rules = Rules { part: TICKS * 4 / 10, segment: 4 * TICKS };

fn cuts_of(seconds: i64) -> Vec<Cut> {
    let mut packager = Packager::new(RULES);
    let mut cuts = packager.video(small());
    cuts.extend(packager.audio(aac()));
    for at in 0..seconds * 30 {
        cuts.extend(packager.push(frame(at * 3_000, at % 60 == 0)));
        cuts.extend(packager.push(sound(at * 3_000)));
    }
    cuts.extend(packager.finish());
    cuts
}

fn folder(show: &str) -> PathBuf {
    std::env::temp_dir().join(format!("broadcast-{}-{show}", std::process::id()))
}

/// Record these cuts and answer what is told if it stops.
async fn recorded(show: &str, cuts: Vec<Cut>, one: u64) -> Option<Event> {
    let budget = Budget { one, ..Budget::endless() };
    let ((teller, mut events), writing) = (Teller::new(), Writing::default());
    let mut record = recording::record(folder(show), name(show), budget, teller, writing.clone());
    for cut in cuts {
        while record.keep(Keep { cut: cut.clone(), at: Timestamp::from_micros(5) }) == Err(Stop::TooSlow) {
            if let Ok(event) = events.try_recv() {
                return Some(event);
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }
    drop(record);
    tokio::time::sleep(Duration::from_millis(5)).await;
    while !writing.is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    events.try_recv().ok()
}

async fn listed(show: &str) -> String {
    recording::replay(&folder(show), &name(show), "index.m3u8", None, &[], &Writing::default()).await.text()
}

/// Segments of the playlist, and their seconds.
async fn replayed(show: &str) -> (usize, f64) {
    let list = listed(show).await;
    let durations = list.lines().filter_map(|line| line.strip_prefix("#EXTINF:")?.strip_suffix(','));
    let durations: Vec<f64> = durations.map(|text| text.parse().unwrap()).collect();
    (durations.len(), durations.iter().sum())
}

#[tokio::test]
async fn a_process_that_is_killed_leaves_what_was_whole() {
    let chance = Chance::seeded(3);
    assert_eq!(recorded("killed", cuts_of(20), u64::MAX).await, None);
    let folder = folder("killed");
    let (file, index) = (folder.join("1.mp4"), folder.join("index"));
    let (bytes, lines) = (std::fs::read(&file).unwrap(), std::fs::read(&index).unwrap());
    let (segments, whole) = replayed("killed").await;
    assert_eq!((segments, whole.round()), (10, 20.0));
    for _ in 0..60 {
        // The file and its index are cut anywhere, the index at or behind what the file holds.
        let kept = bytes.len() - chance.below(bytes.len() as u64 - 2_000) as usize;
        std::fs::write(&file, &bytes[..kept]).unwrap();
        let text = String::from_utf8(lines.clone()).unwrap();
        let known: Vec<&str> = text
            .split_inclusive('\n')
            .take_while(|line| {
                let numbers: Vec<usize> =
                    line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
                line.starts_with("file") || numbers[0] + numbers[1] <= kept
            })
            .collect();
        let forgotten = known.len() - chance.below(known.len() as u64) as usize;
        let torn = if chance.below(2) == 0 { "segment 99 1" } else { "" };
        std::fs::write(&index, known[..forgotten.max(1)].concat() + torn).unwrap();
        let (_, played) = replayed("killed").await;
        let expected = 20.0 * (kept as f64 - 1_000.0) / (bytes.len() as f64 - 1_000.0);
        assert!((played - expected).abs() < 0.9, "{played} of {expected}");
        let size = std::fs::metadata(&file).unwrap().len();
        let again = replayed("killed").await.1;
        assert!((again - played).abs() < 0.001 && std::fs::metadata(&file).unwrap().len() == size);
    }
    // Who goes on after it writes another file, and both are played.
    assert_eq!(recorded("killed", cuts_of(6), u64::MAX).await, None);
    let list = listed("killed").await;
    assert!(list.contains("1.mp4") && list.contains("2.mp4"), "{list}");
    std::fs::remove_dir_all(&folder).unwrap();
}

/// Records what is published until it is killed.
#[tokio::test]
#[ignore = "the next check runs it as a process of its own"]
async fn a_process_to_be_killed() {
    let folder = PathBuf::from(std::env::var("BROADCAST_FOLDER").unwrap());
    let stage = Stage::open_in(folder.clone(), |_| {}).await;
    std::fs::write(folder.join("url"), stage.url("key-struck")).unwrap();
    tokio::time::sleep(Duration::from_secs(60)).await;
}

#[tokio::test]
async fn a_server_that_is_killed_while_it_records_goes_on_with_the_same_recording() {
    let dir = folder("struck");
    let mut command = std::process::Command::new(std::env::current_exe().unwrap());
    command.args(["--ignored", "--exact", "checks::recorded::a_process_to_be_killed"]);
    command.env("BROADCAST_FOLDER", &dir).stdout(std::process::Stdio::null());
    let mut server = Program::start(&mut command);
    while !dir.join("url").exists() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let url = std::fs::read_to_string(dir.join("url")).unwrap();
    let arguments = format!("-re {} {H264} -f flv", PICTURE.replace("SECONDS", "20"));
    let mut publisher = ffmpeg(&arguments, &url);
    tokio::time::sleep(Duration::from_millis(4_500)).await;
    server.kill();
    publisher.wait().await;
    let mut stage = Stage::open_in(dir.clone(), |_| {}).await;
    let list = stage.broadcast.replay(&name("struck"), "index.m3u8", None).await.text();
    let told =
        list.lines().filter_map(|line| line.strip_prefix("#EXTINF:")?.strip_suffix(',')?.parse::<f64>().ok());
    let (file, told) = (dir.join("struck/1.mp4"), told.sum::<f64>());
    // All but the last part, and what ffmpeg took to start.
    let length = super::stage::seconds(&file).await;
    assert!(told > 2.5 && (told - length).abs() < 0.1, "{length} {list}");
    assert!((decoded("v", &file).await as f64 - told * 30.0).abs() < 1.5);
    let mut again = stage.ffmpeg("key-struck", &format!("-re {} {H264}", PICTURE.replace("SECONDS", "20")));
    assert_eq!(stage.event().await, Event::Began { show: name("struck") });
    stage.live("struck", "live.m3u8", "").await;
    again.kill();
    stage.until_ended().await;
    while stage.broadcast.is_writing(&name("struck")) {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let list = stage.broadcast.replay(&name("struck"), "index.m3u8", None).await.text();
    assert!(
        list.contains("1.mp4") && list.contains("2.mp4") && list.contains("#EXT-X-DISCONTINUITY\n"),
        "{list}"
    );
    stage.close().await;
}

#[tokio::test]
async fn a_full_disk_is_told_and_spoils_nothing() {
    let dir = folder("full");
    std::fs::create_dir_all(&dir).unwrap();
    // The device on which there is never any room.
    std::os::unix::fs::symlink("/dev/full", dir.join("1.mp4")).unwrap();
    let told = recorded("full", cuts_of(60), u64::MAX).await;
    assert_eq!(told, Some(Event::RecordingStopped { show: name("full"), why: Stop::DiskFull }));
    std::fs::remove_dir_all(&dir).unwrap();
    let told = recorded("limited", cuts_of(60), 30_000).await;
    assert_eq!(told, Some(Event::RecordingStopped { show: name("limited"), why: Stop::Limit }));
    tokio::time::sleep(Duration::from_millis(50)).await;
    let (_, played) = replayed("limited").await;
    assert!(played > 3.0 && std::fs::metadata(folder("limited").join("1.mp4")).unwrap().len() <= 30_000);
    std::fs::remove_dir_all(folder("limited")).unwrap();
}

#[tokio::test]
async fn a_disk_with_little_room_is_left_to_others_and_what_is_there_is_listed() {
    let mut stage = Stage::open(|config| {
        config.limits.spare_bytes = u64::MAX;
        config.limits.grace = Duration::from_millis(100);
    })
    .await;
    let mut sender = Sender::open(stage.broadcast.rtmp().unwrap(), "live", "key-tight").await.unwrap();
    let film = Film::new(Timestamp::from_micros(0), Duration::ZERO);
    sender.video(&film.video().unwrap()).await.unwrap();
    for unit in film.take(100) {
        sender.unit(&unit).await.unwrap();
    }
    assert_eq!(stage.event().await, Event::Began { show: name("tight") });
    let told = Event::RecordingStopped { show: name("tight"), why: Stop::DiskFull };
    assert_eq!(stage.event().await, told);
    // The show goes on.
    assert!(stage.live("tight", "live.m3u8", "").await.text().contains("EXT-X-PART"));
    sender.end().await.unwrap();
    stage.until_ended().await;
    // What a killed process left is found beside it, and thrown away like anything else.
    let orphan = stage.folder.join("orphan");
    std::fs::create_dir_all(&orphan).unwrap();
    std::fs::create_dir_all(stage.folder.join("no show!")).unwrap();
    std::fs::write(orphan.join("1.mp4"), [7; 100]).unwrap();
    let all = stage.broadcast.recordings().await.unwrap();
    let found: Vec<_> = all.iter().map(|there| (there.show.as_str(), there.size_bytes)).collect();
    assert_eq!(found, [("orphan", 100), ("tight", 0)]);
    stage.broadcast.forget(&name("orphan")).await.unwrap();
    let disk = stage.broadcast.disk().await.unwrap();
    assert_eq!((disk.recordings, disk.used_bytes, disk.free_bytes > 0), (1, 0, true));
    stage.close().await;
}

#[tokio::test]
async fn another_size_is_another_file() {
    let mut packager = Packager::new(RULES);
    let mut cuts = packager.video(small());
    for at in 0..360 {
        if at == 180 {
            cuts.extend(packager.video(large()));
        }
        cuts.extend(packager.push(frame(at * 3_000, at % 60 == 0)));
    }
    cuts.extend(packager.finish());
    assert_eq!(recorded("resized", cuts, u64::MAX).await, None);
    let list = listed("resized").await;
    assert_eq!(list.matches("#EXT-X-MAP").count(), 2, "{list}");
    assert_eq!(list.matches("#EXT-X-DISCONTINUITY\n").count(), 1);
    std::fs::remove_dir_all(folder("resized")).unwrap();
}

#[tokio::test]
async fn a_replay_by_byte_ranges_is_the_recording() {
    let mut stage = Stage::open(|config| config.limits.grace = Duration::from_millis(100)).await;
    let (picture, sound) = (PICTURE.replace("SECONDS", "10"), SOUND.replace("SECONDS", "10"));
    let mut ffmpeg = stage.ffmpeg("key-replay", &format!("{picture} {sound} {H264} -c:a aac"));
    ffmpeg.wait().await;
    stage.until_ended().await;
    while stage.broadcast.is_writing(&name("replay")) {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let show = name("replay");
    let list = stage.broadcast.replay(&show, "index.m3u8", None).await.text();
    assert!(list.ends_with("#EXT-X-ENDLIST\n"), "{list}");
    let mut ranges: Vec<(u64, u64)> = Vec::new();
    for line in list.lines() {
        let told = line.strip_prefix("#EXT-X-BYTERANGE:");
        let map =
            line.strip_prefix("#EXT-X-MAP:URI=\"1.mp4\",BYTERANGE=\"").and_then(|end| end.strip_suffix('"'));
        if let Some((length, start)) = told.or(map).and_then(|range| range.split_once('@')) {
            ranges.push((start.parse().unwrap(), length.parse().unwrap()));
        }
    }
    assert!(ranges.len() >= 5);
    let mut whole = Vec::new();
    for (start, length) in ranges {
        let range = format!("bytes={start}-{}", start + length - 1);
        let answer = stage.broadcast.replay(&show, "1.mp4", Some(&range)).await;
        assert_eq!(answer.status, 206);
        whole.extend(bytes(&answer));
    }
    let copy = stage.folder.join("copy.mp4");
    std::fs::write(&copy, &whole).unwrap();
    assert_eq!(whole, std::fs::read(stage.folder.join("replay/1.mp4")).unwrap());
    assert_eq!(decoded("v", &copy).await, 300);
    let answer = stage.broadcast.replay(&show, "1.mp4", Some("bytes=99999999-")).await;
    assert_eq!(answer.status, 416);
    stage.broadcast.forget(&show).await.unwrap();
    assert!(!stage.folder.join("replay").exists());
    assert_eq!(stage.broadcast.replay(&show, "index.m3u8", None).await.status, 404);
    stage.broadcast.forget(&show).await.unwrap();
    for file in ["../replay/1.mp4", "2.mp4", "index", "1.mp4/", "%2e"] {
        let answer = stage.broadcast.replay(&show, file, None).await;
        assert!(answer.status == 404 && matches!(answer.body, Body::Bytes(_)), "{file}");
    }
    stage.close().await;
}
