//! Shops: who sells, from where, with which story.
//!
//! **Words.** A *shop* has an owner and perhaps staff. Its *kind* is maker, farm, designer, company or carer. On
//! *holiday* its listings are shown and cannot be bought.
//!
//! **Promises.** A handle never changes its shop. Every id of a thing that a shop owns leads to the shop.
//!
//! **Not here.** What it sells (`catalog`) and what it earns (`ledger`).

mod desk;
mod shop;
mod store;

pub use desk::Desk;
pub use shop::pick;
pub use shop::{Heritage, Kind, Shop, ShopState};
pub use store::{
    advance, count_by_state, find, find_by_handle, insert, insert_member, list, list_newest, list_of_account,
    role_of,
};
