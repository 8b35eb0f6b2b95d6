//! Shows to watch, the room of each, and the studio of its host.

mod common;
mod desk;
mod index;
mod lines;
pub mod panels;
mod picture;
mod pin;
mod problems;
mod routes;
mod show;
mod stream;
mod studio;
mod talk;
mod video;

pub(super) use common::{MOST_WORDS, may_plan, may_say, read_line, read_room};
pub use routes::routes;
pub(super) use studio::rtmp_address;
pub(super) use video::{actor, find as find_room, sent};
