//! Clips: short films that a shop cuts out of its replays, to be watched on the replay's page and taken along.
//!
//! **Words.** A clip goes from one time of a programme to another. It is made by a job, one after the other.
//!
//! ```text
//! waiting --make--> making
//! making --make--> making
//! making --finish--> ready
//! making --fail--> failed
//! waiting --fail--> failed
//! ```
//!
//! **Promises.** A clip is ready when its file is there; what could not be made says why. A clip outlives the replay that it
//! was cut from, and is gone for everybody when its shop takes it away.
//!
//! **Not here.** How it is cut (`broadcast`).

pub mod api;
mod clip;
mod cut;
pub(super) mod jobs;
pub(super) mod pages;
mod promises;
mod remove;
mod store;
mod wire;

pub use clip::{Clip, ClipFailure, ClipId, ClipState, LONGEST, SHORTEST};
pub use cut::{CutError, NewClip, cut};
pub use remove::remove;
pub use store::{delete, find, list_of_room, list_ready};
pub use wire::ClipOut;
