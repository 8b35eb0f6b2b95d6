//! How a host holds a room: how long claims count after a countdown, and how fast viewers may speak.
//!
//! **Promises.** A room without a word of its host is held as usual. What is changed holds from then on: a countdown that runs
//! keeps the allowance with which it began.

mod held;
mod hold;
mod store;

pub use held::{ALLOWANCE, MOST_ALLOWANCE, MOST_SLOW, Manners};
pub use hold::hold;
pub use store::of_room;
