//! An optional program: ffmpeg, for what needs a decoder or an encoder.
//!
//! **Promises.**
//! - Everything that has to do with shows on air works without it. Who asks for more is told that it is not there.
//! - At most so many processes run at once; the others wait in line. Each has one thread, a low priority, limits of
//!   memory, of processor time, of what it writes, of open files and of time by the clock, an empty environment and a
//!   folder of its own. It ends with whoever asked for it, be that by an error, by shutting down, or since nobody waits any more.
//! - What a stranger has sent is read by name from `file:` or from a pipe and by nothing else; formats that name other
//!   files or addresses (playlists, lists of files, session descriptions) are on no list of ours, whatever a file is called. Pictures
//!   larger than [`MOST_PIXELS`] are not decoded.
//! - No key or address of anybody is ever an argument: what is sent on is sent by us.
//!
//! **Not here.** A network of its own for the process: `unshare` is not allowed everywhere, and what is not sure to work
//! guards nothing.

mod clip;
mod convert;
mod error;
mod film;
mod find;
mod flv_stream;
mod poster;
mod probe;
mod run;
mod sound;

pub use clip::ClipRange;
pub use convert::Converted;
pub use error::FfmpegError;
pub use find::{Ffmpeg, FfmpegChoice};
pub use probe::Probed;
#[cfg(test)]
pub use run::{Bounds, Line, within};
pub use sound::{AacMaker, AacSound};

/// Of one picture: 4,096 × 2,304, in any shape.
pub const MOST_PIXELS: u64 = 4_096 * 2_304;
/// Who hears how far something has come, and says whether it goes on.
pub type Going<'a> = &'a (dyn Fn(std::time::Duration) -> bool + Send + Sync);

/// What a stranger's file may be, by the names of ffmpeg's own readers. None of them opens another file.
const FORMATS: &str = "mov,matroska,webm,avi,mpegts,mpeg,flv,ogg,asf";
/// By which a file that was named is read.
const FROM_FILE: &str = "file,pipe";
const FROM_PIPE: &str = "pipe";
