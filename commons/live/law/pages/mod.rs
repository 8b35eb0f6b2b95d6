//! What hosts agree to, what people want to have taken out, and what the market decides.

mod asker;
mod common;
mod desk;
mod market;
mod problems;
mod routes;

pub(super) use common::{read_answer, read_ban, read_passage, read_words};
pub use routes::routes;
