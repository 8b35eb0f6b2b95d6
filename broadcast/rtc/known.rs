//! Whose a packet is.

use std::collections::HashMap;
use std::net::SocketAddr;
use str0m::ice::StunMessage;
use str0m::net::Protocol;

/// From where packets come, and by what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Peer {
    pub by: Protocol,
    pub at: SocketAddr,
}

/// Finds the session of a packet without asking each, however many there are.
///
/// A request of ICE names its session, also one that comes from where another was before. Everything else belongs to who
/// has proved before that it is there.
#[derive(Debug, Default)]
pub struct Known {
    by_name: HashMap<String, u64>,
    by_peer: HashMap<Peer, u64>,
    /// From where each session has come, the latest last.
    peers: HashMap<u64, Vec<Peer>>,
}

/// A phone changes its network now and then; whoever comes from more places is forgotten at the first of them.
const PLACES: usize = 8;
/// The first byte tells apart what comes to one port (RFC 7983).
const LEAST_DTLS: u8 = 20;

impl Known {
    pub fn add(&mut self, name: &str, session: u64) {
        self.by_name.insert(name.to_owned(), session);
    }

    pub fn find(&self, peer: Peer, packet: &[u8]) -> Option<u64> {
        let is_stun = packet.first().is_some_and(|first| *first < LEAST_DTLS);
        let message = if is_stun { StunMessage::parse(packet).ok() } else { None };
        match message.filter(StunMessage::is_binding_request) {
            Some(request) => self.by_name.get(request.split_username()?.0).copied(),
            None => self.by_peer.get(&peer).copied(),
        }
    }

    /// A session has proved that it is there.
    pub fn heard(&mut self, peer: Peer, session: u64) {
        let before = self.by_peer.insert(peer, session);
        if before == Some(session) {
            return;
        }
        if let Some(others) = before.and_then(|before| self.peers.get_mut(&before)) {
            others.retain(|there| *there != peer);
        }
        let peers = self.peers.entry(session).or_default();
        peers.push(peer);
        if peers.len() > PLACES {
            self.by_peer.remove(&peers.remove(0));
        }
    }

    /// Answers from where it came.
    pub fn forget(&mut self, name: &str, session: u64) -> Vec<Peer> {
        self.by_name.remove(name);
        let peers = self.peers.remove(&session).unwrap_or_default();
        for peer in &peers {
            self.by_peer.remove(peer);
        }
        peers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_belongs_to_who_was_heard_there_last() {
        let peer = |port| Peer { by: Protocol::Udp, at: SocketAddr::from(([127, 0, 0, 1], port)) };
        let mut known = Known::default();
        known.add("one", 1);
        known.add("two", 2);
        assert_eq!(known.find(peer(5), &[22, 0]), None);
        known.heard(peer(5), 1);
        known.heard(peer(5), 1);
        known.heard(peer(6), 1);
        known.heard(peer(5), 2);
        assert_eq!((known.find(peer(5), &[22]), known.find(peer(6), &[22])), (Some(2), Some(1)));
        assert_eq!(known.find(Peer { by: Protocol::Tcp, ..peer(5) }, &[22]), None);
        assert_eq!(known.forget("one", 1), [peer(6)]);
        assert_eq!((known.find(peer(5), &[22]), known.find(peer(6), &[22])), (Some(2), None));
        // Whoever claims to be everywhere takes no memory.
        for port in 10..100 {
            known.heard(peer(port), 2);
        }
        assert_eq!(known.find(peer(10), &[22]), None);
        assert_eq!(known.forget("two", 2).len(), PLACES);
        assert!(known.by_peer.is_empty() && known.by_name.is_empty() && known.peers.is_empty());
    }
}
