//! Chromium publishes from its fake camera, and plays what comes back.

use super::stage::{Program, Stage, bytes, name};
use crate::{Event, Seat};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

const PAGE: &str = include_str!("browser.html");

/// The least of HTTP that a browser asks for, over the functions that any web layer calls.
async fn answer(mut stream: TcpStream, stage: &Stage, said: &mpsc::Sender<String>) -> Option<()> {
    let mut read = Vec::new();
    let head = loop {
        let at = read.windows(4).position(|bytes| bytes == b"\r\n\r\n");
        if let Some(at) = at {
            break String::from_utf8(read.drain(..at + 4).collect()).ok()?;
        }
        (stream.read_buf(&mut read).await.ok()? > 0).then_some(())?;
    };
    let length =
        head.to_lowercase().lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
    while read.len() < length.unwrap_or(0) {
        (stream.read_buf(&mut read).await.ok()? > 0).then_some(())?;
    }
    let body = String::from_utf8(read).ok()?;
    let path = head.split(' ').nth(1)?;
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let joined = |joined: Result<crate::Joined, crate::NotJoined>| match joined {
        Ok(joined) => (201, "application/sdp", joined.answer.into_bytes()),
        Err(why) => (why.status(), "text/plain", why.to_string().into_bytes()),
    };
    let (status, kind, body) = match path {
        "/" => (200, "text/html", PAGE.into()),
        "/whip" => joined(stage.broadcast.whip("key-browser", None, &body).await),
        "/whep" => joined(stage.broadcast.whep(&name("browser"), Seat::Guest, None, &body)),
        "/said" => {
            said.send(body).await.ok()?;
            (204, "text/plain", Vec::new())
        }
        _ => {
            let answer = stage.live("browser", path.strip_prefix("/live/").unwrap_or(""), query).await;
            (answer.status, "application/octet-stream", bytes(&answer))
        }
    };
    let head = format!(
        "HTTP/1.1 {status} said\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(&[head.as_bytes(), &body].concat()).await.ok()
}

#[tokio::test]
async fn a_browser_publishes_from_its_camera_and_plays_what_comes_back() {
    let mut stage = Stage::open(|_| {}).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let profile = stage.folder.join("profile");
    let mut command = Command::new("chromium");
    command.args(
        "--headless=new --no-sandbox --disable-gpu --no-first-run --mute-audio --disable-sync".split(' '),
    );
    command.args("--disable-background-networking --disable-component-update --disable-quic".split(' '));
    command.args(["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]);
    command.args(["--autoplay-policy=no-user-gesture-required", "--disable-dev-shm-usage"]);
    command.arg(format!("--user-data-dir={}", profile.display()));
    command.arg(format!("http://{}/", listener.local_addr().unwrap()));
    let browser = Program::start(command.stdout(Stdio::null()).stderr(Stdio::null()));
    let (said, mut hears) = mpsc::channel(1);
    let stage_there = Arc::new(stage);
    let serving = Arc::clone(&stage_there);
    let server = tokio::spawn(async move {
        let mut answers = tokio::task::JoinSet::new();
        while let Ok((stream, _)) = listener.accept().await {
            let (stage, said) = (Arc::clone(&serving), said.clone());
            answers.spawn(async move { answer(stream, &stage, &said).await });
        }
    });
    let told = tokio::time::timeout(Duration::from_secs(120), hears.recv()).await.unwrap().unwrap();
    server.abort();
    let _ = server.await;
    drop(browser);
    let numbers: Vec<f64> = told
        .split(|c: char| !c.is_ascii_digit() && c != '.')
        .filter_map(|number| number.parse().ok())
        .collect();
    // Seconds, frames and width by WHEP, then by low-latency HLS.
    let [near, near_frames, near_width, far, far_frames, far_width] = numbers[..] else { panic!("{told}") };
    assert!((near_width, far_width) == (640.0, 640.0), "{told}");
    assert!(near > 1.0 && near_frames > 20.0, "{told}");
    assert!(far > 2.0 && far_frames > 40.0, "{told}");
    stage = Arc::into_inner(stage_there).unwrap();
    assert_eq!(stage.event().await, Event::Began { show: name("browser") });
    stage.close().await;
}
