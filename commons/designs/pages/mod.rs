//! Records to look at, the chain, the register of rulings; a shop's own records and cases; the moderators' two desks.

mod chain;
mod common;
mod desk;
pub mod editor;
mod frame;
mod likenesses;
mod notices;
pub mod panels;
mod paper;
mod problems;
mod routes;
mod rulings;
mod show;
mod statements;
mod submit;

pub(super) use common::{keep_pictures, may_make, read_record, read_words};
pub(super) use desk::read_consent;
pub(super) use notices::{give, read_notice};
pub use routes::routes;
pub(super) use rulings::read_decision;
