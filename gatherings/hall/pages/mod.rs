//! The hall, the desk on which shops put models into it, and what it adds to the page of a listing.

mod common;
mod desk;
mod hall;
pub mod panels;
mod problems;
mod routes;
mod upload;

pub(super) use common::{may_renew, room};
pub(super) use hall::why;
pub(super) use routes::routes;
pub(super) use upload::{MOST_BYTES, put, receive};
