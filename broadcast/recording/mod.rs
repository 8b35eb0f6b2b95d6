//! Recordings: a folder for each show, with fragmented MP4 that only grows and an index beside it.
//!
//! `1.mp4` holds the show until its formats change, `2.mp4` what came after, and so on: each is a file that every player
//! plays, and that is played again as HLS by byte ranges. `index` has a line for each file and each whole segment. What
//! a killed process left behind the last line is looked through once: whole fragments become the last segment, the rest
//! is cut off.

mod budget;
mod copy;
mod forget;
mod index;
mod made;
mod making;
mod mend;
mod recorder;
mod replay;
mod stretch;
mod whole;
mod writing;

pub use budget::{Budget, Disk, Recording, free_bytes, list};
pub use copy::{Copied, copy};
pub use forget::{NotForgotten, forget};
pub use made::record_units;
pub use making::Making;
pub use recorder::{Keep, Record, record};
pub use replay::replay;
pub use stretch::Stretch;
pub use whole::whole;
pub use writing::Writing;

/// The index of a recording, in its folder.
const INDEX: &str = "index";

fn file_name(number: u32) -> String {
    format!("{number}.mp4")
}
