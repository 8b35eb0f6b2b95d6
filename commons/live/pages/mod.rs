//! Shows to watch, the room of each, and the studio of its host.

mod chapters;
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
mod sold;
mod stream;
mod studio;
mod talk;
mod video;

pub(super) use common::{MOST_WORDS, may_plan, may_say, prices, read_line, read_room, room_clock, to_studio};
pub use routes::routes;
pub(super) use studio::{rtmp_address, show_again as show_studio};
pub(super) use video::{actor, find as find_room, sent};
