//! What the crate promises, checked with real publishers and readers: ffmpeg, sockets, and streams made by chance.

mod browser;
mod crowd;
mod drawn;
mod ffmpeg;
mod handed_on;
mod heart;
mod no_udp;
mod peer;
mod publishing;
mod recorded;
mod rules;
mod sent;
mod source;
mod stage;
mod torture;
mod webrtc;
