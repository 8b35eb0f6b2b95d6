//! The door, and what is mine.

mod addresses;
mod code;
mod common;
mod door;
mod mine;
mod phone;
mod problems;
mod routes;
mod tokens;

pub(super) use code::{ask, check_code, use_code};
pub use common::{AddressForm, address_form, read_account};
pub(super) use door::{check, create};
pub(super) use mine::{SessionId, change_password, leave, list_unfinished, read_profile};
pub(super) use phone::{ask_for_phone, change as change_number};
pub use routes::routes;
pub(super) use tokens::{read_token, tokens_of};
