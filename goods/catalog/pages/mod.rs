//! The pages of a listing, with its pictures, and of a shop with what it sells.

mod common;
mod feeds;
mod following;
mod media;
pub(super) mod panels;
mod poster;
mod routes;
mod shop;
mod shops;
mod show;

pub use common::{Marks, NEWS, asked_lang, lang_query};
pub use routes::routes;
