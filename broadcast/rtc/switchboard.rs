//! The one task and the one UDP port of all sessions.

use super::incoming::Incoming;
use super::outgoing::Outgoing;
use crate::config::Limits;
use crate::gate::ShowName;
use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use str0m::media::{KeyframeRequestKind, MediaData, MediaKind};
use str0m::net::{Protocol, Receive};
use str0m::{Event, IceConnectionState, Input, Output, Rtc};
use tokio::net::UdpSocket;
use tokio::sync::mpsc;

/// The end by which sessions come and are sent away.
#[derive(Clone)]
pub struct Switchboard {
    calls: mpsc::Sender<Call>,
    floor: Arc<Mutex<Floor>>,
}

/// Who is there.
#[derive(Debug, Default)]
pub struct Floor {
    /// Shows whose publisher came by WebRTC.
    pub shows: BTreeSet<ShowName>,
    pub publishers: usize,
    pub viewers: usize,
}

enum Call {
    Join(Box<Session>),
    Leave(String),
}

pub struct Session {
    /// By which it is sent away; secret.
    pub id: String,
    pub rtc: Rtc,
    pub role: Role,
    pub joined_at: Instant,
    /// When it wants to be asked again.
    pub wakes: Instant,
}

pub enum Role {
    Publishing(Incoming),
    Watching(ShowName, Outgoing),
}

/// What came of asking a session.
#[derive(Default)]
struct Asked {
    /// Frames and packets, and whether each is a key frame.
    media: Vec<(MediaData, bool)>,
    wants_key: bool,
    is_over: bool,
}

struct Switching {
    socket: UdpSocket,
    /// By which addresses the world reaches the socket.
    candidates: Vec<SocketAddr>,
    limits: Limits,
    floor: Arc<Mutex<Floor>>,
    sessions: BTreeMap<u64, Session>,
    next: u64,
    /// From where a session was heard last.
    peers: BTreeMap<SocketAddr, u64>,
    /// Shows of which a viewer needs a key frame.
    wanting: BTreeSet<ShowName>,
}

/// Calls that wait to be taken.
const CALLS: usize = 64;
const TENDING: Duration = Duration::from_millis(100);
/// A viewer's browser answers every few seconds.
const VIEWER_SILENCE: Duration = Duration::from_secs(15);
/// So many packets are taken before timers are looked at.
const AT_ONCE: usize = 64;
const LARGEST_PACKET: usize = 2_000;

/// Begin to switch on a socket. It ends when the last [`Switchboard`] is dropped.
pub fn switch(
    socket: UdpSocket,
    candidates: Vec<SocketAddr>,
    limits: Limits,
) -> (Switchboard, tokio::task::JoinHandle<()>) {
    let (calls, receiver) = mpsc::channel(CALLS);
    let floor = Arc::new(Mutex::new(Floor::default()));
    let switching = Switching {
        socket,
        candidates,
        limits,
        floor: Arc::clone(&floor),
        sessions: BTreeMap::new(),
        next: 0,
        peers: BTreeMap::new(),
        wanting: BTreeSet::new(),
    };
    (Switchboard { calls, floor }, tokio::spawn(switching.run(receiver)))
}

impl Switchboard {
    /// Whether it was taken; it is not when too many come at once.
    pub fn join(&self, session: Session) -> bool {
        self.calls.try_send(Call::Join(Box::new(session))).is_ok()
    }

    pub async fn leave(&self, id: String) {
        // A switchboard that has gone has nobody to send away.
        let _ = self.calls.send(Call::Leave(id)).await;
    }

    pub fn floor(&self) -> MutexGuard<'_, Floor> {
        self.floor.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn now() -> Instant {
    tokio::time::Instant::now().into_std()
}

impl Switching {
    async fn run(mut self, mut calls: mpsc::Receiver<Call>) {
        let mut buffer = vec![0; LARGEST_PACKET];
        let mut tended_at = now();
        loop {
            let soonest = self.sessions.values().map(|session| session.wakes).min();
            let tending = tended_at + TENDING;
            let wakes = soonest.map_or(tending, |soonest| soonest.min(tending));
            tokio::select! {
                call = calls.recv() => match call {
                    Some(Call::Join(session)) => self.join(*session),
                    Some(Call::Leave(id)) => self.leave(&id),
                    None => return,
                },
                received = self.socket.recv_from(&mut buffer) => {
                    if let Ok((length, from)) = received {
                        self.receive(buffer.get(..length).unwrap_or_default(), from);
                    }
                    for _ in 0..AT_ONCE {
                        let Ok((length, from)) = self.socket.try_recv_from(&mut buffer) else { break };
                        self.receive(buffer.get(..length).unwrap_or_default(), from);
                    }
                }
                () = tokio::time::sleep_until(wakes.into()) => {}
            }
            self.wake(now());
            if now().saturating_duration_since(tended_at) >= TENDING {
                tended_at = now();
                self.tend(tended_at);
            }
        }
    }

    fn join(&mut self, session: Session) {
        let number = self.next;
        self.next += 1;
        self.sessions.insert(number, session);
        self.ask(number);
        self.count();
    }

    fn leave(&mut self, id: &str) {
        let found = self.sessions.iter().find(|(_, session)| session.id == id).map(|(number, _)| *number);
        if let Some(number) = found {
            self.drop_session(number);
        }
    }

    fn drop_session(&mut self, number: u64) {
        if let Some(mut session) = self.sessions.remove(&number) {
            session.rtc.disconnect();
            self.peers.retain(|_, there| *there != number);
            self.count();
        }
    }

    fn count(&self) {
        let mut floor = Floor::default();
        for session in self.sessions.values() {
            match &session.role {
                Role::Publishing(incoming) => {
                    floor.publishers += 1;
                    floor.shows.insert(incoming.publisher.show().clone());
                }
                Role::Watching(..) => floor.viewers += 1,
            }
        }
        *self.floor.lock().unwrap_or_else(PoisonError::into_inner) = floor;
    }

    fn receive(&mut self, packet: &[u8], from: SocketAddr) {
        let same = |candidate: &&SocketAddr| candidate.is_ipv4() == from.is_ipv4();
        let Some(destination) = self.candidates.iter().find(same).copied() else { return };
        let Ok(contents) = packet.try_into() else { return };
        let receive = Receive { proto: Protocol::Udp, source: from, destination, contents };
        let now = now();
        let input = Input::Receive(now, receive);
        let known = self.peers.get(&from).copied();
        let accepts = |number: &u64| self.sessions.get(number).is_some_and(|there| there.rtc.accepts(&input));
        let number = known.filter(accepts).or_else(|| self.sessions.keys().copied().find(accepts));
        let Some(number) = number else { return };
        self.peers.insert(from, number);
        let Some(session) = self.sessions.get_mut(&number) else { return };
        if let Role::Watching(_, outgoing) = &mut session.role {
            outgoing.heard_at = now;
        }
        if !takes(&mut session.rtc, input) {
            self.drop_session(number);
            return;
        }
        self.ask(number);
    }

    fn wake(&mut self, now: Instant) {
        let due: Vec<u64> = self
            .sessions
            .iter()
            .filter(|(_, session)| session.wakes <= now)
            .map(|(number, _)| *number)
            .collect();
        for number in due {
            let Some(session) = self.sessions.get_mut(&number) else { continue };
            if !takes(&mut session.rtc, Input::Timeout(now)) {
                self.drop_session(number);
                continue;
            }
            self.ask(number);
        }
    }

    /// Send what a session wants to send, and hand on what it has heard.
    fn ask(&mut self, number: u64) {
        let Some(session) = self.sessions.get_mut(&number) else { return };
        let socket = &self.socket;
        let asking = catch_unwind(AssertUnwindSafe(|| session.ask(socket)));
        let asked = asking.unwrap_or(Asked { is_over: true, ..Asked::default() });
        let show = session.show().clone();
        if asked.wants_key {
            self.wanting.insert(show.clone());
        }
        if asked.is_over {
            self.drop_session(number);
            return;
        }
        for (data, is_key) in asked.media {
            for session in self.sessions.values_mut() {
                if let Role::Watching(watched, outgoing) = &mut session.role
                    && *watched == show
                {
                    outgoing.give(&mut session.rtc, number, &data, is_key);
                    if outgoing.is_connected && !outgoing.has_key {
                        self.wanting.insert(show.clone());
                    }
                    // What it says besides waits until it is asked itself.
                    session.wakes = session.wakes.min(data.network_time);
                }
            }
        }
    }

    fn tend(&mut self, now: Instant) {
        let wanting = std::mem::take(&mut self.wanting);
        let mut over = Vec::new();
        for (number, session) in &mut self.sessions {
            if session.is_gone(&self.limits, now) {
                over.push(*number);
            }
            if let Role::Publishing(incoming) = &mut session.role {
                let is_needed = wanting.contains(incoming.publisher.show());
                if let Some(picture) = incoming.picture
                    && incoming.asks(now, is_needed)
                    && let Some(mut writer) = session.rtc.writer(picture)
                {
                    // One that cannot be asked sends key frames as it likes.
                    let _ = writer.request_keyframe(None, KeyframeRequestKind::Pli);
                    session.wakes = now;
                }
            }
        }
        for number in over {
            self.drop_session(number);
        }
    }
}

/// Whether a session goes on. One that panics takes nobody with it.
fn takes(rtc: &mut Rtc, input: Input<'_>) -> bool {
    matches!(catch_unwind(AssertUnwindSafe(|| rtc.handle_input(input))), Ok(Ok(())))
}

impl Session {
    fn show(&self) -> &ShowName {
        match &self.role {
            Role::Publishing(incoming) => incoming.publisher.show(),
            Role::Watching(show, _) => show,
        }
    }

    fn ask(&mut self, socket: &UdpSocket) -> Asked {
        let mut asked = Asked::default();
        loop {
            match self.rtc.poll_output() {
                Ok(Output::Timeout(wakes)) => {
                    self.wakes = wakes;
                    asked.is_over |= !self.rtc.is_alive();
                    return asked;
                }
                Ok(Output::Transmit(packet)) => {
                    // A packet that the system does not take is lost, as on any way.
                    let _ = socket.try_send_to(&packet.contents, packet.destination);
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
    fn is_gone(&self, limits: &Limits, now: Instant) -> bool {
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
