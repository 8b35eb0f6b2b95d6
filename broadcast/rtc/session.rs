//! One session of WebRTC: what it hears, and what it is to be told.

use super::floor::Place;
use super::incoming::Incoming;
use super::outgoing::Outgoing;
use super::tcp::Line;
use crate::config::Limits;
use crate::gate::ShowName;
use std::collections::HashMap;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use str0m::media::{MediaData, MediaKind};
use str0m::net::Protocol;
use str0m::{Event, IceConnectionState, Input, Output, Rtc};
use tokio::net::UdpSocket;

pub struct Session {
    /// By which it is sent away; secret.
    pub id: String,
    /// By which its peer asks for it.
    pub name: String,
    pub rtc: Rtc,
    /// It is free before the show hears that its publisher has gone.
    pub _place: Place,
    pub role: Role,
    pub joined_at: Instant,
    /// When it wants to be asked again.
    pub wakes: Instant,
    /// The connection by which it sends, where it is no UDP.
    pub line: Option<SocketAddr>,
}

pub enum Role {
    Publishing(Incoming),
    Watching(ShowName, Outgoing),
}

/// What came of asking a session.
#[derive(Default)]
pub struct Asked {
    /// Frames and packets, and whether each is a key frame.
    pub media: Vec<(MediaData, bool)>,
    pub wants_key: bool,
    pub is_over: bool,
}

/// By which packets leave.
pub struct Ways {
    pub socket: UdpSocket,
    pub lines: HashMap<SocketAddr, Line>,
}

/// A viewer's browser answers every few seconds.
const VIEWER_SILENCE: Duration = Duration::from_secs(15);

impl Ways {
    /// What is not taken is lost, as on any way.
    fn send(&self, by: Protocol, to: SocketAddr, packet: Vec<u8>) {
        if by == Protocol::Udp {
            let _ = self.socket.try_send_to(&packet, to);
        } else if let Some(line) = self.lines.get(&to) {
            line.send(packet);
        }
    }

    /// Whether more waits for a connection than it takes.
    pub fn is_behind(&self, line: Option<SocketAddr>) -> bool {
        line.and_then(|line| self.lines.get(&line)).is_some_and(Line::is_behind)
    }
}

impl Session {
    pub fn new((id, place): (String, Place), mut rtc: Rtc, role: Role, now: Instant) -> Session {
        let name = rtc.direct_api().local_ice_credentials().ufrag;
        Session { id, name, rtc, _place: place, role, joined_at: now, wakes: now, line: None }
    }

    pub fn show(&self) -> &ShowName {
        match &self.role {
            Role::Publishing(incoming) => incoming.publisher.show(),
            Role::Watching(show, _) => show,
        }
    }

    pub fn ask(&mut self, ways: &Ways) -> Asked {
        let mut asked = Asked::default();
        loop {
            match self.rtc.poll_output() {
                Ok(Output::Timeout(wakes)) => {
                    self.wakes = wakes;
                    asked.is_over |= !self.rtc.is_alive();
                    return asked;
                }
                Ok(Output::Transmit(packet)) => {
                    self.line = (packet.proto != Protocol::Udp).then_some(packet.destination);
                    ways.send(packet.proto, packet.destination, packet.contents.into());
                }
                Ok(Output::Event(event)) => self.hear(event, &mut asked),
                Err(why) => {
                    tracing::info!(%why, "a session of WebRTC ended");
                    asked.is_over = true;
                    return asked;
                }
            }
            if asked.is_over {
                return asked;
            }
        }
    }

    fn hear(&mut self, event: Event, asked: &mut Asked) {
        match (event, &mut self.role) {
            (Event::MediaData(data), Role::Publishing(incoming)) => {
                let is_key = data.is_keyframe();
                match incoming.take(&data) {
                    Ok(true) => asked.media.push((data, is_key)),
                    Ok(false) => {}
                    Err(why) => {
                        tracing::info!(%why, "a publisher was sent away");
                        asked.is_over = true;
                    }
                }
            }
            (Event::MediaAdded(added), Role::Watching(_, outgoing)) => {
                outgoing.add(added.mid, added.kind == MediaKind::Audio);
            }
            (Event::Connected, Role::Watching(_, outgoing)) => {
                outgoing.is_connected = true;
                asked.wants_key = true;
            }
            (Event::KeyframeRequest(_), Role::Watching(..)) => asked.wants_key = true,
            (Event::IceConnectionStateChange(IceConnectionState::Disconnected) | Event::Closed, _) => {
                asked.is_over = true;
            }
            _ => {}
        }
    }

    /// Nothing was heard of it for too long.
    pub fn is_gone(&self, limits: &Limits, now: Instant) -> bool {
        let (heard_at, patience) = match &self.role {
            Role::Publishing(incoming) if incoming.heard_at == self.joined_at => {
                (self.joined_at, limits.handshake)
            }
            Role::Publishing(incoming) => (incoming.heard_at, limits.silence),
            Role::Watching(_, outgoing) if !outgoing.is_connected => (self.joined_at, limits.handshake),
            Role::Watching(_, outgoing) => (outgoing.heard_at, VIEWER_SILENCE),
        };
        now.saturating_duration_since(heard_at) > patience
    }
}

/// Whether a session goes on. One that panics takes nobody with it.
pub fn takes(rtc: &mut Rtc, input: Input<'_>) -> bool {
    let taking = std::panic::AssertUnwindSafe(|| rtc.handle_input(input));
    matches!(std::panic::catch_unwind(taking), Ok(Ok(())))
}
