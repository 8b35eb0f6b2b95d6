//! A shop's own side of the catalog: its list, the editor, photos, and whole files in and out.

pub(super) mod beside;
pub(super) mod bulk;
mod common;
mod edit;
mod fill;
mod form;
mod import;
mod list;
mod photos;
mod problems;
mod routes;
mod sent;
mod table;
mod words;

pub(super) use common::overlaid;
pub(super) use edit::save;
pub(super) use fill::form as filled;
pub(super) use form::read;
pub(super) use import::{IMPORTS, file, own_run, pictures_of, read_columns, refused_rows, stock_of};
pub(super) use list::{read_pieces, read_state};
pub(super) use photos::put as put_photos;
pub use routes::routes;
pub(super) use sent::{MOST_BYTES as MOST_PHOTO_BYTES, form_of, key as photo_key};
