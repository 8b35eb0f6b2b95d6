//! WebRTC: WHIP in, from the camera of a browser or OBS; WHEP out, for shows that came so.
//!
//! One UDP port and one task for all sessions, and connections for networks that let no UDP through. A phone's network changes and loses packets: the publisher is asked for
//! a key frame every two seconds and after each loss, and a picture with a hole in it is shown to nobody.

mod annexb;
mod door;
mod floor;
mod incoming;
mod joined;
mod known;
mod outgoing;
mod session;
mod switchboard;
mod tcp;
mod timeline;

pub use door::{Candidates, Door};
pub use floor::Seat;
pub use joined::{Joined, NotJoined};
pub use switchboard::{Doors, switch};
pub use tcp::listen;
