//! The one task of all sessions, its one UDP port, and its connections where there is no UDP.

use super::floor::Floor;
use super::known::{Known, Peer};
use super::session::{Asked, Role, Session, Ways, takes};
use super::tcp::{Came, Line};
use crate::config::Limits;
use crate::gate::ShowName;
use bytes::Bytes;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};
use str0m::Input;
use str0m::media::{KeyframeRequestKind, MediaData};
use str0m::net::{Protocol, Receive};
use tokio::net::UdpSocket;
use tokio::sync::mpsc;

/// The end by which sessions come and are sent away.
#[derive(Clone)]
pub struct Switchboard {
    calls: mpsc::Sender<Call>,
    pub floor: Floor,
}

enum Call {
    Join(Box<Session>),
    Leave(String),
}

/// By what the world reaches us.
pub struct Doors {
    pub socket: UdpSocket,
    pub addresses: Vec<SocketAddr>,
    /// What comes by connections, and by which addresses; nothing where none are taken.
    pub lines: Option<(mpsc::Receiver<Came>, Vec<SocketAddr>)>,
}

struct Switching {
    ways: Ways,
    addresses: Vec<SocketAddr>,
    addresses_of_lines: Vec<SocketAddr>,
    limits: Limits,
    sessions: BTreeMap<u64, Session>,
    next: u64,
    known: Known,
    /// When sessions want to be asked again, the first first.
    alarms: BTreeSet<(Instant, u64)>,
    by_id: HashMap<String, u64>,
    viewers: BTreeMap<ShowName, BTreeSet<u64>>,
    /// Connections that have not said for whom they are, and since when.
    strange: BTreeMap<SocketAddr, Instant>,
    /// Shows of which a viewer needs a key frame.
    wanting: BTreeSet<ShowName>,
}

/// Calls that wait to be taken.
const CALLS: usize = 256;
const TENDING: Duration = Duration::from_millis(100);
/// So many packets are taken before timers are looked at.
const AT_ONCE: usize = 64;
const LARGEST_PACKET: usize = 2_000;

/// Begin to switch. It ends when the last [`Switchboard`] is dropped.
pub fn switch(doors: Doors, limits: Limits) -> (Switchboard, tokio::task::JoinHandle<()>) {
    let (calls, receiver) = mpsc::channel(CALLS);
    let (came, addresses_of_lines) = doors.lines.unzip();
    let switching = Switching {
        ways: Ways { socket: doors.socket, lines: HashMap::new() },
        addresses: doors.addresses,
        addresses_of_lines: addresses_of_lines.unwrap_or_default(),
        limits,
        sessions: BTreeMap::new(),
        next: 0,
        known: Known::default(),
        alarms: BTreeSet::new(),
        by_id: HashMap::new(),
        viewers: BTreeMap::new(),
        strange: BTreeMap::new(),
        wanting: BTreeSet::new(),
    };
    let task = tokio::spawn(switching.run(receiver, came));
    (Switchboard { calls, floor: Floor::default() }, task)
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
}

fn now() -> Instant {
    tokio::time::Instant::now().into_std()
}

/// What comes by connections; nothing ever where none are taken.
async fn next(came: &mut Option<mpsc::Receiver<Came>>) -> Came {
    if let Some(lines) = came
        && let Some(one) = lines.recv().await
    {
        return one;
    }
    std::future::pending().await
}

impl Switching {
    async fn run(mut self, mut calls: mpsc::Receiver<Call>, mut came: Option<mpsc::Receiver<Came>>) {
        let mut buffer = vec![0; LARGEST_PACKET];
        let mut tended_at = now();
        loop {
            let tending = tended_at + TENDING;
            let wakes = self.alarms.first().map_or(tending, |(soonest, _)| tending.min(*soonest));
            tokio::select! {
                call = calls.recv() => match call {
                    Some(Call::Join(session)) => self.join(*session),
                    Some(Call::Leave(id)) => {
                        if let Some(number) = self.by_id.get(&id) {
                            self.drop_session(*number);
                        }
                    }
                    None => return,
                },
                received = self.ways.socket.recv_from(&mut buffer) => {
                    if let Ok((length, at)) = received {
                        let peer = Peer { by: Protocol::Udp, at };
                        self.receive(buffer.get(..length).unwrap_or_default(), peer);
                    }
                    for _ in 0..AT_ONCE {
                        let Ok((length, at)) = self.ways.socket.try_recv_from(&mut buffer) else { break };
                        let peer = Peer { by: Protocol::Udp, at };
                        self.receive(buffer.get(..length).unwrap_or_default(), peer);
                    }
                }
                one = next(&mut came) => {
                    self.take(one);
                    for _ in 0..AT_ONCE {
                        let Some(one) = came.as_mut().and_then(|came| came.try_recv().ok()) else { break };
                        self.take(one);
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
        self.known.add(&session.name, number);
        self.by_id.insert(session.id.clone(), number);
        if let Role::Watching(show, _) = &session.role {
            self.viewers.entry(show.clone()).or_default().insert(number);
        }
        self.alarms.insert((session.wakes, number));
        self.sessions.insert(number, session);
        self.ask(number);
    }

    fn drop_session(&mut self, number: u64) {
        let Some(mut session) = self.sessions.remove(&number) else { return };
        session.rtc.disconnect();
        self.alarms.remove(&(session.wakes, number));
        self.by_id.remove(&session.id);
        if let Role::Watching(show, _) = &session.role
            && let Some(viewers) = self.viewers.get_mut(show)
        {
            viewers.remove(&number);
            if viewers.is_empty() {
                self.viewers.remove(show);
            }
        }
        for peer in self.known.forget(&session.name, number) {
            if peer.by == Protocol::Tcp {
                self.ways.lines.remove(&peer.at);
            }
        }
    }

    fn take(&mut self, came: Came) {
        match came {
            Came::Opened(from, line) => {
                self.ways.lines.insert(from, line);
                self.strange.insert(from, now());
            }
            Came::Packet(from, packet) => self.take_packet(from, &packet),
            Came::Closed(from, number) => {
                if self.ways.lines.get(&from).is_some_and(|line: &Line| line.number == number) {
                    self.hang_up(from);
                }
            }
        }
    }

    /// Whoever says nothing that we wait for, first, is no peer of ours.
    fn take_packet(&mut self, at: SocketAddr, packet: &Bytes) {
        let is_heard = self.receive(packet, Peer { by: Protocol::Tcp, at });
        if is_heard {
            self.strange.remove(&at);
        } else if self.strange.contains_key(&at) {
            self.hang_up(at);
        }
    }

    fn hang_up(&mut self, line: SocketAddr) {
        self.ways.lines.remove(&line);
        self.strange.remove(&line);
    }

    /// Answers whether a packet is of somebody who is there.
    fn receive(&mut self, packet: &[u8], peer: Peer) -> bool {
        let ours = if peer.by == Protocol::Udp { &self.addresses } else { &self.addresses_of_lines };
        let same = |candidate: &&SocketAddr| candidate.is_ipv4() == peer.at.is_ipv4();
        let Some(destination) = ours.iter().find(same).copied() else { return false };
        let Some(number) = self.known.find(peer, packet) else { return false };
        let Ok(contents) = packet.try_into() else { return false };
        let now = now();
        let input = Input::Receive(now, Receive { proto: peer.by, source: peer.at, destination, contents });
        let Some(session) = self.sessions.get_mut(&number) else { return false };
        if !session.rtc.accepts(&input) {
            return false;
        }
        self.known.heard(peer, number);
        if let Role::Watching(_, outgoing) = &mut session.role {
            outgoing.heard_at = now;
        }
        if takes(&mut session.rtc, input) {
            self.ask(number);
        } else {
            self.drop_session(number);
        }
        true
    }

    fn wake(&mut self, now: Instant) {
        let due = self.alarms.range(..=(now, u64::MAX)).map(|(_, number)| *number);
        for number in due.collect::<Vec<u64>>() {
            let Some(session) = self.sessions.get_mut(&number) else { continue };
            if takes(&mut session.rtc, Input::Timeout(now)) {
                self.ask(number);
            } else {
                self.drop_session(number);
            }
        }
    }

    /// Send what a session wants to send, and hand on what it has heard.
    fn ask(&mut self, number: u64) {
        let Some(session) = self.sessions.get_mut(&number) else { return };
        let (before, ways) = (session.wakes, &self.ways);
        let asking = catch_unwind(AssertUnwindSafe(|| session.ask(ways)));
        let asked = asking.unwrap_or(Asked { is_over: true, ..Asked::default() });
        self.alarms.remove(&(before, number));
        self.alarms.insert((session.wakes, number));
        if asked.wants_key {
            self.wanting.insert(session.show().clone());
        }
        let show = (!asked.media.is_empty()).then(|| session.show().clone());
        if asked.is_over {
            self.drop_session(number);
        } else if let Some(show) = show {
            self.show(&show, number, &asked.media);
        }
    }

    /// Hand on to the viewers of a show what its publisher sent.
    fn show(&mut self, show: &ShowName, publisher: u64, media: &[(MediaData, bool)]) {
        for number in self.viewers.get(show).into_iter().flatten() {
            let Some(session) = self.sessions.get_mut(number) else { continue };
            let Role::Watching(_, outgoing) = &mut session.role else { continue };
            let is_behind = self.ways.is_behind(session.line);
            for (data, is_key) in media {
                outgoing.give(&mut session.rtc, publisher, data, *is_key && !is_behind, is_behind);
            }
            if outgoing.needs_key() && !is_behind {
                self.wanting.insert(show.clone());
            }
            // What it says besides waits until it is asked itself.
            let now = media.first().map_or(session.wakes, |(data, _)| data.network_time);
            if now < session.wakes {
                self.alarms.remove(&(session.wakes, *number));
                session.wakes = now;
                self.alarms.insert((now, *number));
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
                    self.alarms.remove(&(session.wakes, *number));
                    session.wakes = now;
                    self.alarms.insert((now, *number));
                }
            }
        }
        for number in over {
            self.drop_session(number);
        }
        let is_late = |since: &Instant| now.saturating_duration_since(*since) > self.limits.handshake;
        let late = self.strange.iter().filter(|(_, since)| is_late(since)).map(|(from, _)| *from);
        for line in late.collect::<Vec<SocketAddr>>() {
            self.hang_up(line);
        }
    }
}
