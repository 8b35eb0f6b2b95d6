//! The pages of the operator's desk. To everybody else they do not exist.

mod accounts;
mod ask;
mod audit;
mod common;
mod jobs;
mod ledger;
mod mail;
mod orders;
mod overview;
mod problems;
mod routes;
mod settings;
mod shops;

pub(super) use accounts::AccountAct;
pub(super) use ask::Because;
pub(super) use audit::{NamedEntry, told};
pub(super) use jobs::about;
pub use routes::routes;
pub(super) use settings::read_numbers;
pub(super) use shops::ShopAct;
