//! Conversations, offers, and buying what was agreed.

mod about;
mod common;
mod deal;
mod desk;
mod list;
mod offers;
pub mod panels;
mod paper;
mod pick;
mod presence;
mod problems;
mod routes;
mod said;
mod stream;
mod talk;
mod waiting;

pub(super) use common::{MOST_NOTE, MOST_WORDS, may_say, read_key, read_proposal};
pub use common::{blame, may_begin};
pub use routes::routes;
pub use said::MessageView;
pub(super) use stream::Listening;
