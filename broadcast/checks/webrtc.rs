//! A publisher and viewers by WebRTC, as sessions of str0m on this machine.

use super::rules;
use super::stage::{Stage, bytes, decoded, ffmpeg, name, seconds};
use crate::{Ending, Event, NotJoined};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use str0m::change::SdpAnswer;
use str0m::media::{Direction, Frequency, MediaKind, MediaTime, Mid};
use str0m::net::{Protocol, Receive};
use str0m::{Candidate, Input, Output, Rtc, RtcConfig};
use tokio::net::UdpSocket;

/// One side of a session that is not ours.
struct Peer {
    rtc: Rtc,
    socket: UdpSocket,
    address: SocketAddr,
    pending: Option<str0m::change::SdpPendingOffer>,
    video: Mid,
    audio: Mid,
    is_connected: bool,
    key_frames_asked: u32,
    /// Frames and packets that came, the first of them a key frame.
    frames: u32,
    packets: u32,
    begins_with_key: Option<bool>,
}

fn now() -> Instant {
    tokio::time::Instant::now().into_std()
}

impl Peer {
    async fn new(direction: Direction) -> (Peer, String) {
        let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let address = socket.local_addr().unwrap();
        let mut rtc = RtcConfig::new()
            .set_crypto_provider(Arc::new(str0m::crypto::from_feature_flags()))
            .clear_codecs()
            .enable_h264(true)
            .enable_vp8(true)
            .enable_opus(true, false)
            .build(now());
        rtc.add_local_candidate(Candidate::host(address, "udp").unwrap());
        let mut change = rtc.sdp_api();
        let audio = change.add_media(MediaKind::Audio, direction, None, None, None);
        let video = change.add_media(MediaKind::Video, direction, None, None, None);
        let (offer, pending) = change.apply().unwrap();
        let peer = Peer {
            rtc,
            socket,
            address,
            pending: Some(pending),
            video,
            audio,
            is_connected: false,
            key_frames_asked: 0,
            frames: 0,
            packets: 0,
            begins_with_key: None,
        };
        (peer, offer.to_sdp_string())
    }

    fn answered(&mut self, answer: &str) {
        let answer = SdpAnswer::from_sdp_string(answer).unwrap();
        self.rtc.sdp_api().accept_answer(self.pending.take().unwrap(), answer).unwrap();
    }

    /// Send and receive until a moment.
    async fn until(&mut self, end: Instant) {
        let mut buffer = vec![0; 2_000];
        loop {
            let wakes = self.send();
            let wait = wakes.min(end);
            let received = tokio::time::timeout_at(wait.into(), self.socket.recv_from(&mut buffer)).await;
            let input = match &received {
                Ok(Ok((length, source))) => Input::Receive(
                    now(),
                    Receive {
                        proto: Protocol::Udp,
                        source: *source,
                        destination: self.address,
                        contents: buffer[..*length].try_into().unwrap(),
                    },
                ),
                _ => Input::Timeout(now()),
            };
            self.rtc.handle_input(input).unwrap();
            if now() >= end {
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
                Output::Event(str0m::Event::KeyframeRequest(_)) => self.key_frames_asked += 1,
                Output::Event(str0m::Event::MediaData(data)) => {
                    if data.params.spec().codec.is_audio() {
                        self.packets += 1;
                    } else {
                        self.frames += 1;
                        self.begins_with_key.get_or_insert(data.is_keyframe());
                    }
                }
                Output::Event(_) => {}
            }
        }
    }

    fn write(&mut self, mid: Mid, rate: Frequency, time: u64, data: &[u8]) {
        let Some(writer) = self.rtc.writer(mid) else { return };
        let wanted = if mid == self.video { str0m::format::Codec::H264 } else { str0m::format::Codec::Opus };
        let found = writer.payload_params().find(|params| params.spec().codec == wanted);
        let Some(pt) = found.map(str0m::format::PayloadParams::pt) else { return };
        writer.write(pt, now(), MediaTime::new(time, rate), data.to_vec()).unwrap();
    }

    /// Publish frames at thirty a second, with silence, as a camera does.
    async fn publish(&mut self, frames: &[Vec<u8>]) {
        for _ in 0..200 {
            if self.is_connected {
                break;
            }
            self.until(now() + Duration::from_millis(20)).await;
        }
        assert!(self.is_connected);
        let began = now();
        let mut packets = 0;
        for (at, frame) in frames.iter().enumerate() {
            let at = at as u64;
            self.write(self.video, Frequency::NINETY_KHZ, 1_000_000 + at * 3_000, frame);
            while packets * 20 <= at * 1_000 / 30 {
                self.write(
                    self.audio,
                    Frequency::FORTY_EIGHT_KHZ,
                    5_000 + packets * 960,
                    &[0xf8, 0xff, 0xfe],
                );
                packets += 1;
            }
            self.until(began + Duration::from_millis((at + 1) * 1_000 / 30)).await;
        }
    }
}

/// Frames of H.264 as an encoder of a browser sends them, a key frame each second.
async fn frames(stage: &Stage, count: usize) -> Vec<Vec<u8>> {
    std::fs::create_dir_all(&stage.folder).unwrap();
    let file = stage.folder.join(format!("{count}.h264"));
    let arguments = format!(
        "-f lavfi -i testsrc2=size=320x180:rate=30 -frames:v {count} -c:v libx264 -profile:v baseline -preset \
         ultrafast -pix_fmt yuv420p -g 30 -bf 0 -bsf:v h264_metadata=aud=insert -f h264 -y"
    );
    let (status, said) = ffmpeg(&arguments, file.to_str().unwrap()).output().await;
    assert!(status.success(), "{said}");
    let stream = std::fs::read(&file).unwrap();
    let mut starts: Vec<usize> =
        (0..stream.len() - 5).filter(|at| stream[*at..*at + 5] == [0, 0, 0, 1, 9]).collect();
    starts.push(stream.len());
    starts.windows(2).map(|pair| stream[pair[0]..pair[1]].to_vec()).collect()
}

#[tokio::test]
async fn a_camera_of_a_browser_is_read_watched_and_recorded() {
    let mut stage = Stage::open(|config| config.limits.viewers = 1).await;
    let frames = frames(&stage, 150).await;
    assert!(!stage.broadcast.is_near(&name("camera")));
    let (mut camera, offer) = Peer::new(Direction::SendOnly).await;
    let joined = stage.broadcast.whip("key-camera", None, &offer).await.unwrap();
    assert!(joined.answer.contains("a=ice-lite") && !joined.answer.contains("VP8"), "{}", joined.answer);
    assert_eq!(stage.event().await, Event::Began { show: name("camera") });
    camera.answered(&joined.answer);

    let (mut viewer, offer) = Peer::new(Direction::RecvOnly).await;
    let show = name("camera");
    let watching = async {
        // The show is there when its publisher is.
        tokio::time::sleep(Duration::from_millis(1_500)).await;
        assert!(stage.broadcast.is_near(&show));
        let joined = stage.broadcast.whep(&show, &offer).unwrap();
        assert!(!stage.broadcast.is_near(&show), "there is one place");
        viewer.answered(&joined.answer);
        viewer.until(now() + Duration::from_millis(3_000)).await;
        stage.broadcast.leave(&joined.session).await;
    };
    let reading = async {
        let main = stage.live("camera", "index.m3u8", "").await.text();
        let list = rules::read(&stage.live("camera", "live.m3u8", "_HLS_msn=1").await.text());
        (main, list)
    };
    let ((), (), (main, list)) = tokio::join!(camera.publish(&frames), watching, reading);
    assert!(main.contains("opus") && main.contains("320x180"), "{main}");
    assert!(list.segments.len() >= 2, "{list:?}");
    assert!(camera.key_frames_asked >= 2, "{}", camera.key_frames_asked);
    assert!(viewer.is_connected && viewer.begins_with_key == Some(true));
    // Three seconds less what it takes to connect and to the next key frame.
    assert!(viewer.frames > 40 && viewer.packets > 50, "{} {}", viewer.frames, viewer.packets);

    let mut whole = bytes(&stage.live("camera", list.segments[0].map.as_ref().unwrap(), "").await);
    whole.extend(bytes(&stage.live("camera", &list.segments[0].uri, "").await));
    let file = stage.folder.join("first.mp4");
    std::fs::write(&file, whole).unwrap();
    assert!(decoded("v", &file).await >= 59 && decoded("a", &file).await > 90);

    stage.broadcast.leave(&joined.session).await;
    assert_eq!(stage.event().await, Event::Paused { show: name("camera") });
    assert!(!stage.broadcast.is_near(&show), "nobody publishes");
    assert_eq!(stage.event().await, Event::Ended { show: name("camera"), why: Ending::Left });
    while stage.broadcast.is_writing(&show) {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let file = stage.folder.join("camera/1.mp4");
    assert_eq!(decoded("v", &file).await, 150);
    let length = seconds(&file).await;
    assert!((length - 5.0).abs() < 0.2, "{length}");
    stage.close().await;
}

#[tokio::test]
async fn offers_that_are_none_and_shows_that_cannot_be_watched_so_are_refused() {
    let stage = Stage::open(|config| config.limits.handshake = Duration::from_millis(500)).await;
    for offer in ["", "v=0", &"a".repeat(100_000), "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n"] {
        let refused = stage.broadcast.whip("key-x", None, offer).await;
        assert!(refused.is_err() || offer.starts_with("v=0\r\n"), "{offer}");
    }
    let (_, offer) = Peer::new(Direction::SendOnly).await;
    // A browser that hides its addresses names them in a way that only its own network understands.
    let hidden =
        "a=candidate:1 1 udp 2113937151 0b1d7d9e-4d1c-4d0b-a0f6-0d3b6bb0a8a5.local 50000 typ host\r\n";
    let hidden = offer.replacen("a=candidate", &format!("{hidden}a=candidate"), 1);
    assert!(hidden.contains(".local") && stage.broadcast.whip("quiet-hidden", None, &hidden).await.is_ok());
    let unknown = stage.broadcast.whip("wrong", None, &offer).await.unwrap_err();
    assert_eq!((unknown.status(), unknown.to_string().as_str()), (401, "this stream key is not known"));
    assert_eq!(stage.broadcast.whep(&name("nobody"), &offer), Err(NotJoined::NotByWebRtc));
    stage.close().await;
}

#[tokio::test]
async fn many_cameras_at_once_are_all_taken_and_the_silent_are_let_go() {
    let mut stage = Stage::open(|config| {
        config.limits.handshake = Duration::from_millis(1_500);
        config.limits.grace = Duration::from_millis(100);
    })
    .await;
    let frames = frames(&stage, 45).await;
    let mut cameras = Vec::new();
    for number in 0..20 {
        let (mut camera, offer) = Peer::new(Direction::SendOnly).await;
        let joined = stage.broadcast.whip(&format!("quiet-{number}"), None, &offer).await.unwrap();
        camera.answered(&joined.answer);
        cameras.push(camera);
    }
    // One offered and never comes.
    let (_, offer) = Peer::new(Direction::SendOnly).await;
    stage.broadcast.whip("quiet-silent", None, &offer).await.unwrap();
    let mut publishing = tokio::task::JoinSet::new();
    for mut camera in cameras {
        let frames = frames.clone();
        publishing.spawn(async move {
            camera.publish(&frames).await;
            // What was lost in the crowd is asked for again.
            camera.until(now() + Duration::from_millis(500)).await;
            camera.is_connected
        });
    }
    assert!(publishing.join_all().await.into_iter().all(|is_connected| is_connected));
    let taken = stage.broadcast.shows().into_iter().filter(|show| show.size == Some((320, 180))).count();
    assert_eq!(taken, 20);
    while stage.event().await != (Event::Ended { show: name("silent"), why: Ending::Left }) {}
    stage.close().await;
}
