//! WebRTC: WHIP in, from the camera of a browser or OBS; WHEP out, for shows that came so.
//!
//! One UDP port and one task for all sessions. A phone's network changes and loses packets: the publisher is asked for
//! a key frame every two seconds and after each loss, and a picture with a hole in it is shown to nobody.

mod annexb;
mod door;
mod incoming;
mod outgoing;
mod switchboard;
mod timeline;

pub use door::{Door, Joined, NotJoined};
pub use switchboard::switch;
