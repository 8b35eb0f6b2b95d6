//! Live video for any web layer: what a phone or OBS sends becomes a show that thousands watch, without
//! transcoding.
//!
//! **Words.** A *show* is one programme of one name. Its *publisher* is whoever sends it now; the *gate*, which the host
//! implements, says which show a stream key is for. A *unit* is one frame or packet; units are cut into *parts* (0.4 s)
//! and *segments* (2 to 4 s) of CMAF. What a player must know before them is the *map*. *Live* is the window of the last
//! seconds, read as low-latency HLS; a *replay* is read from the recording.
//!
//! ```text
//! RTMP ─▶ session ─┐
//!                  ├─▶ show ─▶ packager ─▶ window ─▶ playlists, parts, segments
//! WHIP ─▶ incoming ┘    │                └▶ recording ─▶ replay
//!            └──────────│────────────────▶ outgoing ─▶ WHEP
//!                     events
//! ```
//!
//! A host that has something of its own to show draws it on a [`Canvas`], makes frames of it with an [`Encoder`], and
//! publishes them with a [`Sender`] like anybody else, here or at another service, or records them with
//! [`record_units`]. [`Film`] is a ready one.
//!
//! **Promises.**
//! - Nothing grows with a show's length: memory is the listed time, twice, at the publisher's bit rate.
//! - A publisher that is back within the grace goes on in the same show, behind a discontinuity; so does one that
//!   changes its picture's size. A show that ends is shown to its last frame.
//! - Of two publishers with one key the one on air stays, unless it has been silent for a while. A show may have a second camera
//!   besides: one of them is on air, and the host switches at a key frame of the other, so that two pictures are never one.
//! - A packet finds its session without asking each; who is many at once keeps nobody else waiting.
//! - As many watch without delay as one core carries; who gives a show always sees it. Networks without UDP send and watch
//!   by TCP, where a viewer whose connection is slow loses pictures, and the market no memory.
//! - A recording can be played at any moment, also after `kill -9` and on a full disk: it ends with its last whole
//!   fragment. A show outlives the recording, and the host is told when that stops.
//! - Whoever has not said a key costs a bounded time, a bounded number of bytes and one of a bounded number of places.
//! - Who publishes by WebRTC is asked for key frames, its sound and picture are joined by its own reports, and a picture
//!   that refers to what the network lost is shown to nobody.
//! - What is drawn here is what a decoder sees, byte for byte.
//! - A reader who is slow holds up nobody: each asks, and is answered from memory that all share.
//!
//! [`Ffmpeg`], where there is one, makes what needs a decoder: still pictures, clips, recordings of films in other formats, and AAC
//! of Opus for services that a show is handed on to; see there.
//!
//! **Not here.** Who may watch, and where addresses are (the host's routes call [`Broadcast::live`],
//! [`Broadcast::replay`], [`Broadcast::whip`] and [`Broadcast::whep`]); ladders of sizes, and other codecs than H.264, AAC and Opus. A source with fewer than 17 frames a second has parts that are longer than the playlist promises;
//! players wait a little longer then.
//! WHEP carries what came by WHIP, since browsers take neither AAC nor reordered frames.

#[cfg(test)]
mod checks;
mod cmaf;
mod config;
mod drawing;
mod event;
mod ffmpeg;
mod film;
mod gate;
mod hls;
mod made;
mod recording;
mod rtc;
mod rtmp;
mod share;
mod show;
mod start;
mod studio;

pub use cmaf::{AccessUnit, Audio, FormatError, Formats, TICKS, Track, Video};
pub use config::{Config, Limits, Media, Pace};
pub use drawing::{Canvas, Colour, Encoder, Film, Point, Scene};
pub use event::{Ending, Event, Events, Stop};
pub use ffmpeg::{
    AacMaker, AacSound, ClipRange, Converted, Ffmpeg, FfmpegChoice, FfmpegError, Going, MOST_PIXELS, Probed,
};
pub use film::{FilmLook, NotAFilm, blank as blank_film, look as look_at_film};
pub use gate::{Admission, Admitting, Camera, Gate, Keeping, Knock, NotAName, Refusal, ShowName, Way};
pub use hls::{Answer, Body};
pub use recording::{Copied, Disk, NotForgotten, Recording, record_units, whole as whole_file};
pub use rtc::{Joined, NotJoined, Seat};
pub use rtmp::{SendError, Sender, Wire};
pub use show::{Heard, NoSuchCamera, OnAir, Presence, Tap};
pub use start::{Broadcast, StartError};
