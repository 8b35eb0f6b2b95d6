//! How viewers speak in a room, and how a host keeps order in it.
//!
//! **Words.** *Slow mode*: seconds that lie between two lines of one viewer. An *unwanted* word is one that a shop does not want
//! to read in its rooms. A *question* is a line that the host has put above the chat to answer it. A *sample* is what one
//! viewer sees of a chat that is too fast to read.
//!
//! **Promises.** A line is refused with its reason, and nothing of it is kept. Up to five lines a second everybody sees all of
//! them; above that each sees a fair part, another for each, and always what the host says; the host, whose telephone has
//! no more room than others, sees how many there were. The timeline keeps every line. Hearts are counted and belong to nobody.

pub mod api;
mod check;
mod likes;
pub(super) mod pages;
mod people;
mod question;
mod sample;
mod silence_store;
mod silenced;
mod word_store;
mod words;

pub use check::{NotNow, check};
pub use likes::{MOST_HEARTS, Tally, Told};
pub use people::release;
pub use question::{QuestionError, answered, question};
pub use sample::Sample;
pub use silence_store::{ban, list_silenced};
pub use silenced::Silenced;
pub use word_store::unwanted;
pub use words::{MOST_UNWANTED, WordError, keep_away, let_back};
