//! What an operator sets.

use crate::cmaf::{Rules, ticks};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

#[derive(Clone, Debug)]
pub struct Config {
    /// Where RTMP is taken; nowhere if nothing is said.
    pub rtmp: Option<SocketAddr>,
    pub media: Option<Media>,
    /// Where recordings are kept, a folder each.
    pub recordings: PathBuf,
    pub limits: Limits,
    pub pace: Pace,
}

/// The UDP port of all that comes and goes by WebRTC, and where connections are taken from networks without UDP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Media {
    pub listen: SocketAddr,
    /// Nowhere if nothing is said.
    pub tcp: Option<SocketAddr>,
    /// By which the world reaches both; the addresses they listen at, if none is said.
    pub addresses: Vec<IpAddr>,
}

/// How a show is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// A player is some three parts behind; frames must last less than a seventh of one.
    pub part: Duration,
    /// In whole seconds.
    pub segment: Duration,
    /// How much a playlist lists; as much again is held for slow readers.
    pub listed: Duration,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Connections of RTMP, those included that have not said their key; and as many of WebRTC without UDP.
    pub connections: usize,
    /// Of which from one address.
    pub connections_an_address: usize,
    /// Until a connection must have said its key.
    pub handshake: Duration,
    /// A publisher that sends nothing for so long has gone.
    pub silence: Duration,
    /// Another publisher with the same key takes over from one that has been silent for so long.
    pub stall: Duration,
    /// So long a show waits for its publisher to come back.
    pub grace: Duration,
    /// Over ten seconds.
    pub bits_per_second: u64,
    pub show: Duration,
    pub shows: usize,
    /// People who watch by WHEP. One task serves them all, so it is what one core can carry.
    pub viewers: usize,
    /// Of which from one address.
    pub viewers_an_address: usize,
    /// Of one show.
    pub recording_bytes: u64,
    /// Of all of them.
    pub recordings_bytes: u64,
    /// What recordings leave free on their disk; shows go on without being recorded then.
    pub spare_bytes: u64,
}

impl Config {
    pub fn new(recordings: PathBuf) -> Config {
        Config { rtmp: None, media: None, recordings, limits: Limits::default(), pace: Pace::default() }
    }
}

impl Pace {
    pub(crate) fn rules(self) -> Rules {
        Rules { part: ticks(self.part), segment: ticks(self.segment) }
    }
}

impl Default for Pace {
    fn default() -> Pace {
        Pace {
            part: Duration::from_millis(400),
            segment: Duration::from_secs(4),
            listed: Duration::from_secs(18),
        }
    }
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            connections: 200,
            connections_an_address: 20,
            handshake: Duration::from_secs(10),
            silence: Duration::from_secs(20),
            stall: Duration::from_secs(5),
            grace: Duration::from_secs(30),
            bits_per_second: 12_000_000,
            show: Duration::from_secs(24 * 3_600),
            shows: 50,
            viewers: seats(),
            viewers_an_address: 20,
            recording_bytes: 200 << 30,
            recordings_bytes: 1 << 40,
            spare_bytes: 1 << 30,
        }
    }
}

/// Viewers of 2.5 Mbit/s by WHEP: each was measured to take 3.0 to 4.6 ms of a core a second, and a third is left for what
/// else comes.
const SEATS_A_CORE: usize = 140;

/// All of them are served by one task: a machine of one core has to share it with the pages.
fn seats() -> usize {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    if cores > 1 { SEATS_A_CORE } else { SEATS_A_CORE / 2 }
}
