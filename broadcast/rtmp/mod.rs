//! RTMP in: OBS, apps of phones, ffmpeg. And out: a show of our own, or one that goes on to another service.
//!
//! All of it is ours, since the crates there are believe what a stranger says: a length of four thousand million is
//! allocated, objects are read as deep as they are nested, and each takes the whole process away.

mod amf;
mod chunks;
mod flv;
mod listen;
mod say;
mod send;
mod session;

pub use flv::{Message as FlvMessage, audio as flv_audio, video as flv_video};
pub use listen::listen;
pub use send::{SendError, Sender, Wire};
