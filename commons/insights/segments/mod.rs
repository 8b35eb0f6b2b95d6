//! Segments: the people around a shop in a few groups, told as crowds; and notes to those of them who allow it.
//!
//! **Promises.** A segment is of twenty people or more, or nothing is told of it; segments are fixed and cannot be crossed.
//! All that is told of them, and whether one may be written to, comes from one snapshot a day, in which a number that has
//! changed stays for four weeks. A note goes to people who said that they want such notes, and to each at most one in a
//! week, whichever shops write. The shop never learns who got it, nor exactly how many.

mod allow;
pub mod api;
mod freeze;
pub mod mail;
mod note;
mod person;
mod segment;
mod send;
mod standing;
mod store;
mod tell;

pub use allow::{AllowError, Notes, allow, is_allowed};
pub use freeze::{freeze_segments, told};
pub use note::{LONGEST_SUBJECT, LONGEST_WORDS, NewNote, Note, NoteId};
pub use person::{export, forget};
pub use segment::{Band, Segment, Told};
pub use send::{NoteError, write};
pub use store::{last_note, notes, shops_around, sweep};
pub use tell::{deliver, deliver_one};
