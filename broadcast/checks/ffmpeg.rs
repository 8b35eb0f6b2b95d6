//! What is made with ffmpeg, of our own shows and of strangers' files, and within which bounds.

use super::stage::{self, Stage, decoded, name, seconds};
use crate::ffmpeg::{Bounds, Line, within};
use crate::{ClipRange, Ffmpeg, FfmpegChoice, FfmpegError, Film, Formats, Probed};
use kernel::Timestamp;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

fn tools(stage: &Stage) -> Ffmpeg {
    Ffmpeg::find(&FfmpegChoice::Found, &stage.folder.join("work"), Some(2)).unwrap()
}

const SECONDS: Duration = Duration::from_secs(3_600);

/// A file that ffmpeg makes of these arguments.
async fn film(stage: &Stage, file: &str, arguments: &str) -> PathBuf {
    std::fs::create_dir_all(&stage.folder).unwrap();
    let path = stage.folder.join(file);
    let (status, said) = stage::ffmpeg(arguments, path.to_str().unwrap()).output().await;
    assert!(status.success(), "{file}: {said}");
    path
}

async fn converted(stage: &Stage, show: &str, file: &Path) -> Result<Probed, FfmpegError> {
    let tools = tools(stage);
    let probed = tools.probe(file).await?;
    let began_at = Timestamp::from_micros(0);
    let film = (file, &probed, SECONDS);
    stage.broadcast.convert(&tools, film, &name(show), began_at, &|_| true).await?;
    Ok(probed)
}

#[tokio::test]
async fn films_of_other_kinds_become_recordings() {
    let stage = Stage::open(|_| {}).await;
    let picture =
        "-f lavfi -i testsrc2=size=162x122:rate=30:duration=3 -f lavfi -i sine=frequency=440:duration=3";
    for (file, made, sound) in [
        ("a.mov", "-c:v libx264 -preset ultrafast -c:a aac", 1),
        ("b.webm", "-c:v libvpx -deadline realtime -cpu-used 8 -c:a libopus", 1),
        ("c.avi", "-c:v mpeg4 -an", 0),
        // Where its end is missing, what is there is taken.
        ("d.mkv", "-c:v mjpeg -c:a pcm_s16le", 1),
    ] {
        let path = film(&stage, file, &format!("{picture} {made}")).await;
        if file == "d.mkv" {
            let whole = std::fs::read(&path).unwrap();
            std::fs::write(&path, &whole[..whole.len() * 9 / 10]).unwrap();
        }
        let show = file.replace('.', "-");
        let probed = converted(&stage, &show, &path).await.unwrap();
        assert_eq!((probed.width, probed.height, probed.frames_per_second), (162, 122, 30), "{file}");
        let list = stage.broadcast.replay(&name(&show), "index.m3u8", None).await.text();
        assert!(list.contains("ENDLIST") && list.matches("EXTINF").count() >= 1, "{list}");
        let poster = stage.broadcast.poster(&tools(&stage), &name(&show)).await.unwrap();
        assert!(poster.starts_with(&[0xff, 0xd8]), "{file}");
        let made = stage.folder.join(&show).join("1.mp4");
        let long = seconds(&made).await;
        assert!((2.5..3.2).contains(&long), "{file} lasts {long}");
        assert!(decoded("v", &made).await >= 75, "{file}");
        assert_eq!(decoded("a", &made).await > 90, sound == 1, "{file}");
    }
    // Who gives up leaves nothing.
    let (tools, file) = (tools(&stage), stage.folder.join("a.mov"));
    let probed = tools.probe(&file).await.unwrap();
    let (film, show, began_at) = ((&*file, &probed, SECONDS), name("up"), Timestamp::from_micros(0));
    let given_up = stage.broadcast.convert(&tools, film, &show, began_at, &|_| false).await;
    assert_eq!(given_up, Err(FfmpegError::GivenUp));
    assert!(!stage.folder.join("up").exists());
    // Nothing of the processes is left behind.
    assert_eq!(
        std::fs::read_dir(stage.folder.join("work").join(std::process::id().to_string())).unwrap().count(),
        0
    );
    stage.close().await;
}

#[tokio::test]
async fn files_that_mean_harm_are_refused_and_read_nothing_else() {
    let stage = Stage::open(|_| {}).await;
    let good =
        film(&stage, "good.mp4", "-f lavfi -i testsrc2=size=320x180:rate=30:duration=2 -c:v libx264").await;
    let whole = std::fs::read(&good).unwrap();
    let path = good.display();
    let session = "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 9 RTP/AVP 96\na=rtpmap:96 H264/90000\n";
    let playlist =
        |what: &str| format!("#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n{what}\n#EXT-X-ENDLIST\n");
    for (file, content) in [
        ("list.mp4", playlist(&format!("file://{path}")).into_bytes()),
        ("address.m3u8", playlist("http://127.0.0.1:1/a.ts").into_bytes()),
        ("many.mkv", format!("ffconcat version 1.0\nfile {path}\n").into_bytes()),
        ("talk.mov", session.as_bytes().to_vec()),
        (
            "dash.mp4",
            b"<?xml version=\"1.0\"?><MPD><Period><BaseURL>file:///etc/passwd</BaseURL></Period></MPD>"
                .to_vec(),
        ),
        ("noise.mp4", (0..60_000_u32).map(|at| (at * at % 251) as u8).collect()),
        ("empty.mp4", Vec::new()),
        ("words.avi", b"not a video at all".to_vec()),
        ("picture.mp4", b"\x89PNG\r\n\x1a\n".to_vec()),
        // Its index, which stands at the end, is missing.
        ("torn.mp4", whole[..whole.len() / 2].to_vec()),
    ] {
        let path = stage.folder.join(file);
        std::fs::write(&path, content).unwrap();
        assert_eq!(tools(&stage).probe(&path).await, Err(FfmpegError::NotAVideo), "{file}");
    }
    // Pictures that unpack to gigabytes, small ones and large ones.
    for (file, made) in [
        ("wide.avi", "-f lavfi -i color=size=40000x640:rate=1:duration=1 -c:v mjpeg -pix_fmt yuvj420p"),
        ("large.mkv", "-f lavfi -i color=size=8192x4096:rate=1:duration=1 -c:v mjpeg -pix_fmt yuvj420p"),
    ] {
        let path = film(&stage, file, made).await;
        assert_eq!(tools(&stage).probe(&path).await, Err(FfmpegError::TooManyPixels), "{file}");
    }
    // A name is a name, whatever protocol it looks like.
    let odd = stage.folder.join("http:127.0.0.1.mp4");
    std::fs::copy(&good, &odd).unwrap();
    assert!(tools(&stage).probe(&odd).await.is_ok());
    stage.close().await;
}

#[tokio::test]
async fn a_process_ends_at_its_bounds_and_with_whoever_asked() {
    let stage = Stage::open(|_| {}).await;
    let tools = tools(&stage);
    let bounds = Bounds {
        wall: Duration::from_secs(20),
        cpu: Duration::from_secs(1),
        memory_bytes: 1 << 28,
        file_bytes: 1 << 20,
    };
    let start = async |script: &str| {
        let arguments = ["-c", script].map(OsString::from).to_vec();
        tools.start_program("/bin/sh".into(), Line::Films, arguments, bounds).await.unwrap()
    };
    // Time of a processor, memory, and what is written.
    for script in
        ["while :; do :; done", "dd if=/dev/zero of=/dev/null bs=600M count=1", "cat /dev/zero > file"]
    {
        let mut running = start(script).await;
        let ended = within(bounds.wall, running.finish()).await;
        assert!(matches!(ended, Err(FfmpegError::TooMuch | FfmpegError::Failed(_))), "{script}: {ended:?}");
        let written = std::fs::metadata(running.folder.join("file")).map_or(0, |file| file.len());
        assert!(written <= bounds.file_bytes);
    }
    // It sees nothing of the server's environment, and is less urgent than the server.
    let mut running = start("env; nice").await;
    let mut said = String::new();
    while let Some(piece) = running.hear().await.unwrap() {
        said.push_str(&String::from_utf8_lossy(&piece));
    }
    assert!(!said.contains("HOME=") && !said.contains("CARGO"), "{said}");
    assert_ne!(said.trim().lines().last(), Some("0"));
    running.finish().await.unwrap();
    drop(running);
    // By the clock; and dropped is killed. Only two run at once, the third waits for its place.
    let short = within(Duration::from_millis(20), async {
        let mut running = start("echo $$; sleep 60").await;
        running.finish().await
    });
    assert_eq!(short.await, Err(FfmpegError::TooMuch));
    let (mut first, second) = (start("echo $$; exec sleep 60").await, start("sleep 60").await);
    let id = String::from_utf8(first.hear().await.unwrap().unwrap().to_vec()).unwrap();
    let process = PathBuf::from("/proc").join(id.trim());
    assert!(process.exists());
    let third = tokio::time::timeout(Duration::from_millis(50), start("true"));
    assert!(third.await.is_err());
    drop(first);
    assert!(!process.exists());
    assert!(start("true").await.finish().await.is_ok());
    drop(second);
    stage.close().await;
}

#[tokio::test]
async fn a_recording_gives_a_picture_and_clips() {
    let stage = Stage::open(|_| {}).await;
    let (tools, began_at) = (tools(&stage), Timestamp::from_micros(1_000_000_000));
    let film = Film::new(began_at, Duration::ZERO);
    let formats = Formats { video: Some(film.video().unwrap()), audio: None };
    let show = name("cut");
    crate::record_units(&stage.folder, &show, began_at, formats, film.take(400)).await.unwrap();
    let poster = stage.broadcast.poster(&tools, &show).await.unwrap();
    assert!(poster.starts_with(&[0xff, 0xd8]) && poster.len() > 2_000, "{}", poster.len());
    let to = stage.folder.join("clips/1.mp4");
    let range = ClipRange {
        from: began_at + Duration::from_millis(4_300),
        to: began_at + Duration::from_millis(9_300),
    };
    stage.broadcast.clip(&tools, &show, range, &to, &|_| true).await.unwrap();
    let long = seconds(&to).await;
    assert!((long - 5.0).abs() < 0.11, "{long}");
    let bytes = std::fs::read(&to).unwrap();
    let place = |kind: &[u8]| bytes.windows(4).position(|four| four == kind).unwrap();
    assert!(place(b"moov") < place(b"mdat"), "a player need not read it whole before it begins");
    let late = ClipRange { from: began_at + SECONDS, to: began_at + SECONDS * 2 };
    let nothing = stage.broadcast.clip(&tools, &show, late, &to, &|_| true).await;
    assert_eq!(nothing, Err(FfmpegError::NothingThere));
    assert!(Ffmpeg::find(&FfmpegChoice::Off, &stage.folder, None).is_none());
    assert!(Ffmpeg::find(&FfmpegChoice::At("/nowhere/ffmpeg".into()), &stage.folder, None).is_none());
    stage.close().await;
}
