//! Asking for money back, answering, showing evidence, and the moderators' desk.

mod buyer;
mod case;
mod common;
mod desk;
mod goodwill;
mod moderator;
mod photos;
mod problems;
mod routes;

pub use case::{Case, outcome, tone, turn};
pub(super) use common::{read_decision, read_said, read_shelf, read_sum, read_wanted, read_words};
pub use desk::{RequestRow, to_answer};
pub(super) use people::photos::{MOST_BYTES, Upload, keep};
pub use routes::routes;
