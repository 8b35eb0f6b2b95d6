//! Saved searches: what somebody looks for again and again.
//!
//! **Words.** A *saved search* is words and what was chosen beside them, without an order or a place in the list. Whoever
//! saved it is its *holder*: an account, or the session while nobody has signed in, as with wishes. An *alert* tells an
//! account of what was first put on sale since the day before and has all of what is looked for.
//!
//! **Promises.** The same is saved once, and fifty of them at most. An account is told once a day at most, of all of them in
//! one letter, and of each thing once. Whoever signs in takes along what they saved as a guest. Every mail has a link that
//! ends the alerts without signing in. Nobody else sees what somebody saved.
//!
//! **Not here.** How it is found (`index`), and what shops somebody follows put out (`catalog`).

mod alert;
pub mod api;
pub mod jobs;
pub mod mail;
pub mod pages;
pub mod promises;
mod save;
mod saved_search;
mod store;

pub use alert::adopt;
pub use save::{SaveError, save};
pub use saved_search::{MOST_SEARCHES, SavedId, SavedSearch};
pub use store::{count, export, find_same, forget, list};
