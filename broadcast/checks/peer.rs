//! The other side of a session of WebRTC, and what a camera gives.

use super::stage::{Stage, ffmpeg};
use bytes::{Buf as _, BytesMut};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use str0m::change::SdpAnswer;
use str0m::media::{Direction, Frequency, MediaKind, MediaTime, Mid};
use str0m::net::{Protocol, Receive, TcpType};
use str0m::{Candidate, Input, Output, Rtc, RtcConfig};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpStream, UdpSocket};

enum Way {
    Udp(UdpSocket),
    Tcp(TcpStream, BytesMut),
}

impl Way {
    fn protocol(&self) -> Protocol {
        match self {
            Way::Udp(_) => Protocol::Udp,
            Way::Tcp(..) => Protocol::Tcp,
        }
    }

    async fn send(&mut self, to: SocketAddr, packet: &[u8]) {
        match self {
            Way::Udp(socket) => {
                let _ = socket.try_send_to(packet, to);
            }
            Way::Tcp(stream, _) => {
                let length = u16::try_from(packet.len()).unwrap().to_be_bytes();
                let _ = stream.write_all(&[&length[..], packet].concat()).await;
            }
        }
    }

    /// What comes next; nothing ever where the other side has hung up.
    async fn receive(&mut self) -> (SocketAddr, Vec<u8>) {
        match self {
            Way::Udp(socket) => {
                let mut buffer = vec![0; 2_000];
                let (length, from) = socket.recv_from(&mut buffer).await.unwrap();
                buffer.truncate(length);
                (from, buffer)
            }
            Way::Tcp(stream, input) => loop {
                if let Some(length) = input.first_chunk().map(|head| usize::from(u16::from_be_bytes(*head)))
                    && input.len() >= 2 + length
                {
                    input.advance(2);
                    return (stream.peer_addr().unwrap(), input.split_to(length).to_vec());
                }
                if !matches!(stream.read_buf(input).await, Ok(1..)) {
                    std::future::pending::<()>().await;
                }
            },
        }
    }
}

/// One side of a session that is not ours.
pub struct Peer {
    rtc: Rtc,
    way: Way,
    address: SocketAddr,
    pending: Option<str0m::change::SdpPendingOffer>,
    pub video: Mid,
    pub audio: Mid,
    pub is_connected: bool,
    pub key_frames_asked: u32,
    /// Frames and packets that came, the first of them a key frame.
    pub frames: u32,
    pub packets: u32,
    pub begins_with_key: Option<bool>,
}

pub fn now() -> Instant {
    tokio::time::Instant::now().into_std()
}

impl Peer {
    pub async fn new(direction: Direction) -> (Peer, String) {
        let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let candidate = Candidate::host(socket.local_addr().unwrap(), "udp").unwrap();
        Peer::by(Way::Udp(socket), candidate, direction)
    }

    /// One whose network lets no UDP through.
    pub async fn by_tcp(to: SocketAddr, direction: Direction) -> (Peer, String) {
        let stream = TcpStream::connect(to).await.unwrap();
        let candidate = Candidate::builder().tcp().host(stream.local_addr().unwrap());
        let candidate = candidate.tcptype(TcpType::Active).build().unwrap();
        Peer::by(Way::Tcp(stream, BytesMut::new()), candidate, direction)
    }

    fn by(way: Way, candidate: Candidate, direction: Direction) -> (Peer, String) {
        let address = candidate.addr();
        let mut rtc = RtcConfig::new()
            .set_crypto_provider(Arc::new(str0m::crypto::from_feature_flags()))
            .clear_codecs()
            .enable_h264(true)
            .enable_vp8(true)
            .enable_opus(true, false)
            .build(now());
        rtc.add_local_candidate(candidate);
        let mut change = rtc.sdp_api();
        let audio = change.add_media(MediaKind::Audio, direction, None, None, None);
        let video = change.add_media(MediaKind::Video, direction, None, None, None);
        let (offer, pending) = change.apply().unwrap();
        let peer = Peer {
            rtc,
            way,
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

    pub fn answered(&mut self, answer: &str) {
        let answer = SdpAnswer::from_sdp_string(answer).unwrap();
        self.rtc.sdp_api().accept_answer(self.pending.take().unwrap(), answer).unwrap();
    }

    /// Send and receive until a moment.
    pub async fn until(&mut self, end: Instant) {
        loop {
            let wakes = self.send().await;
            let wait = wakes.min(end);
            let received = tokio::time::timeout_at(wait.into(), self.way.receive()).await;
            let input = match &received {
                Ok((source, packet)) => {
                    let (proto, source, destination) = (self.way.protocol(), *source, self.address);
                    let contents = packet[..].try_into().unwrap();
                    Input::Receive(now(), Receive { proto, source, destination, contents })
                }
                Err(_) => Input::Timeout(now()),
            };
            self.rtc.handle_input(input).unwrap();
            if now() >= end {
                self.send().await;
                return;
            }
        }
    }

    async fn send(&mut self) -> Instant {
        loop {
            match self.rtc.poll_output().unwrap() {
                Output::Timeout(wakes) => return wakes,
                Output::Transmit(packet) => self.way.send(packet.destination, &packet.contents).await,
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
    pub async fn publish(&mut self, frames: &[Vec<u8>]) {
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
pub async fn frames(stage: &Stage, count: usize) -> Vec<Vec<u8>> {
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
