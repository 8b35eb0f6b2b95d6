//! Low-latency HLS (RFC 8216bis): the last seconds of a show in memory, and the playlists that tell of them.

pub mod answer;
mod ask;
mod playlist;
mod window;

pub use answer::{Answer, Body};
pub use ask::{Ask, NotAsked};
pub use playlist::{Reach, media, multivariant, seconds};
pub use window::{Position, Window};
