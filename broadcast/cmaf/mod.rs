//! From the frames of a publisher to CMAF fragments, without touching a picture.

mod boxes;
mod format;
mod packager;
mod picture;
mod voice;

pub use format::{Audio, FormatError, Formats, TICKS, Video, micros, ticks};
pub use packager::{AccessUnit, Cut, Map, Packager, Rules, Track};
