//! Clips at the desk of their shop, and for everybody who may see their replay.

mod desk;
mod file;
mod problems;
mod routes;

pub(in crate::live) use desk::{clock, read_clip, read_clock};
pub use routes::routes;
