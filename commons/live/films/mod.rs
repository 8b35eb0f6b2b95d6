//! Short films: fifteen seconds to a minute, below each other in a feed and beside what they show.
//!
//! **Words.** A *highlight* is a film that is cut out of a show by itself: where things were shown, and most was said and bought.
//! One that a shop *sends* is what its phone has made.
//!
//! ```text
//! waiting --finish--> ready
//! waiting --fail--> failed
//! ```
//!
//! **Promises.** A film is seen when its file is there. It says nothing of where and with what it was made: what a phone writes into
//! its files is blanked. It outlives the replay that it was cut from, and is gone for everybody when its shop takes it away.
//!
//! **Not here.** How a file comes (`uploads`), how it is read and cut (`broadcast`).

pub mod api;
mod film;
mod highlights;
pub(super) mod jobs;
pub(super) mod pages;
mod promises;
mod remove;
mod store;

pub use film::{Film, FilmFailure, FilmId, FilmSource, FilmState, LONGEST, SHORTEST};
pub use highlights::{Highlight, highlights};
pub use jobs::{add_sent, poster_of};
pub use promises::want_highlights;
pub use remove::{RemoveError, remove};
pub use store::{delete, find, list_of_listing, list_of_room, list_of_shop, list_ready};
