//! Watching without delay: what a viewer by WHEP costs the server, and how old a frame is when they have it.
//!
//! The camera and those who watch are sessions of str0m in this process; the server is the one of `live`, a process of its own.

use std::{
    collections::HashMap,
    net::SocketAddr,
    path::Path,
    process::Command,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use str0m::{
    Candidate, Input, Output, Rtc, RtcConfig,
    change::SdpAnswer,
    format::{Codec, PayloadParams},
    media::{Direction, Frequency, MediaKind, MediaTime, Mid},
    net::{Protocol, Receive},
};
use tokio::net::UdpSocket;

use crate::{Figure, client::Client, live::Ours, percentile, process::cpu_ms};

const VIEWERS: usize = 100;
const MEASURED: Duration = Duration::from_secs(10);
const SETTLING: Duration = Duration::from_secs(4);
/// What a browser keeps back against the jitter of the network, and until the next picture of a screen is drawn.
const SHOWN_AFTER_MS: f64 = 100.0;

/// When each frame was sent, by its last bytes, and how late it was seen, in microseconds.
#[derive(Default)]
struct Seen {
    sent: Mutex<HashMap<Vec<u8>, Instant>>,
    late: Mutex<Vec<u32>>,
}

pub async fn run() -> Vec<Figure> {
    let folder = tempfile::tempdir().unwrap();
    let frames = frames(&folder.path().join("720p.h264"));
    let ours = Ours::start();
    let (process, seen) = (ours.id(), Arc::new(Seen::default()));
    let camera = Peer::join(ours.http, "/whip/near", Direction::SendOnly).await;
    let publishing = tokio::spawn(camera.publish(frames, seen.clone()));
    tokio::time::sleep(SETTLING).await;
    let alone = cpu_of(process).await;
    let mut watching = tokio::task::JoinSet::new();
    for _ in 0..VIEWERS {
        let viewer = Peer::join(ours.http, "/whep/near", Direction::RecvOnly).await;
        watching.spawn(viewer.watch(seen.clone()));
    }
    tokio::time::sleep(SETTLING).await;
    seen.late.lock().unwrap().clear();
    let cpu = (cpu_of(process).await - alone) / VIEWERS as f64;
    let mut late = std::mem::take(&mut *seen.late.lock().unwrap());
    let whole = late.len() as f64 / (VIEWERS as f64 * MEASURED.as_secs_f64() * 30.0);
    let (middle, slow) = (percentile(&mut late, 50), percentile(&mut late, 99));
    publishing.abort();
    watching.abort_all();
    vec![
        Figure::new("near: CPU of a publisher by WHIP", alone * 1_000.0, None, "µs/s")
            .note("720p30 with 2.5 Mbit/s"),
        Figure::new("near: CPU of a viewer by WHEP", cpu * 1_000.0, None, "µs/s").note(format!(
            "{VIEWERS} of one show, {:.1} % of all frames came; a core carries {:.0}",
            whole * 100.0,
            1_000.0 / cpu
        )),
        Figure::new("near: from the camera to a viewer", middle * 1_000.0, None, "µs").note(format!(
            "a whole frame, median; p99 {slow:.1} ms; with what a browser keeps back a play-head is {:.0} ms behind",
            middle + SHOWN_AFTER_MS
        )),
    ]
}

async fn cpu_of(process: u32) -> f64 {
    let before = cpu_ms(process);
    tokio::time::sleep(MEASURED).await;
    (cpu_ms(process) - before) / MEASURED.as_secs_f64()
}

/// Frames as an encoder of a browser makes them, each behind a delimiter.
fn frames(file: &Path) -> Vec<Vec<u8>> {
    let arguments = "-hide_banner -loglevel error -f lavfi -i testsrc2=size=1280x720:rate=30 -t 20 -c:v libx264 \
        -profile:v baseline -preset veryfast -pix_fmt yuv420p -g 60 -bf 0 -b:v 2500k -maxrate 2500k -bufsize 2500k \
        -bsf:v h264_metadata=aud=insert -f h264";
    assert!(Command::new("ffmpeg").args(arguments.split_whitespace()).arg(file).status().unwrap().success());
    let stream = std::fs::read(file).unwrap();
    let mut starts: Vec<usize> =
        (0..stream.len() - 5).filter(|at| stream[*at..*at + 5] == [0, 0, 0, 1, 9]).collect();
    starts.push(stream.len());
    starts.windows(2).map(|pair| stream[pair[0]..pair[1]].to_vec()).collect()
}

/// By which a frame is known again.
fn end_of(frame: &[u8]) -> Vec<u8> {
    frame[frame.len().saturating_sub(24)..].to_vec()
}

struct Peer {
    rtc: Rtc,
    socket: UdpSocket,
    address: SocketAddr,
    video: Mid,
    is_connected: bool,
    frames: Vec<Vec<u8>>,
}

impl Peer {
    async fn join(http: SocketAddr, path: &str, direction: Direction) -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let address = socket.local_addr().unwrap();
        let mut rtc = RtcConfig::new()
            .set_crypto_provider(Arc::new(str0m::crypto::from_feature_flags()))
            .clear_codecs()
            .enable_h264(true)
            .enable_opus(true, false)
            .build(Instant::now());
        rtc.add_local_candidate(Candidate::host(address, "udp").unwrap());
        let mut change = rtc.sdp_api();
        let video = change.add_media(MediaKind::Video, direction, None, None, None);
        let (offer, pending) = change.apply().unwrap();
        let mut client = Client::connect(http).await;
        let head = "content-type: application/sdp\r\n";
        let (status, answer) = client.send("POST", path, head, &offer.to_sdp_string()).await;
        assert_eq!(status, 201, "{answer}");
        let answer = SdpAnswer::from_sdp_string(&answer).unwrap();
        rtc.sdp_api().accept_answer(pending, answer).unwrap();
        Self { rtc, socket, address, video, is_connected: false, frames: Vec::new() }
    }

    /// Send and receive until a moment.
    async fn until(&mut self, end: Instant) {
        let mut buffer = vec![0; 2_000];
        loop {
            let wakes = self.send().min(end);
            let received = tokio::time::timeout_at(wakes.into(), self.socket.recv_from(&mut buffer)).await;
            let input = match &received {
                Ok(Ok((length, source))) => {
                    let contents = buffer[..*length].try_into().unwrap();
                    let (source, destination) = (*source, self.address);
                    let packet = Receive { proto: Protocol::Udp, source, destination, contents };
                    Input::Receive(Instant::now(), packet)
                }
                _ => Input::Timeout(Instant::now()),
            };
            self.rtc.handle_input(input).unwrap();
            if Instant::now() >= end || !self.frames.is_empty() {
                self.send();
                return;
            }
        }
    }

    fn send(&mut self) -> Instant {
        loop {
            match self.rtc.poll_output().unwrap() {
                Output::Timeout(wakes) => return wakes,
                Output::Transmit(packet) => {
                    let _ = self.socket.try_send_to(&packet.contents, packet.destination);
                }
                Output::Event(str0m::Event::Connected) => self.is_connected = true,
                Output::Event(str0m::Event::MediaData(data)) => self.frames.push(end_of(&data.data)),
                Output::Event(_) => {}
            }
        }
    }

    async fn publish(mut self, frames: Vec<Vec<u8>>, seen: Arc<Seen>) {
        while !self.is_connected {
            self.until(Instant::now() + Duration::from_millis(20)).await;
        }
        let began = Instant::now();
        for (number, frame) in (0_u64..).zip(frames.iter().cycle()) {
            let writer = self.rtc.writer(self.video).unwrap();
            let found = writer.payload_params().find(|params| params.spec().codec == Codec::H264);
            let pt = found.map(PayloadParams::pt).unwrap();
            seen.sent.lock().unwrap().insert(end_of(frame), Instant::now());
            let time = MediaTime::new(number * 3_000, Frequency::NINETY_KHZ);
            writer.write(pt, Instant::now(), time, frame.clone()).unwrap();
            self.until(began + Duration::from_micros((number + 1) * 1_000_000 / 30)).await;
        }
    }

    async fn watch(mut self, seen: Arc<Seen>) {
        loop {
            self.until(Instant::now() + Duration::from_secs(1)).await;
            let now = Instant::now();
            for frame in std::mem::take(&mut self.frames) {
                let Some(sent) = seen.sent.lock().unwrap().get(&frame).copied() else { continue };
                let late = u32::try_from(now.saturating_duration_since(sent).as_micros()).unwrap_or(u32::MAX);
                seen.late.lock().unwrap().push(late);
            }
        }
    }
}
