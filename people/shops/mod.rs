//! Shops: who sells, from where, with which story.
//!
//! **Words.** A *shop* has an owner and perhaps staff. Its *kind* is maker, farm, designer, company or carer. On
//! *holiday* its listings are shown and cannot be bought.
//!
//! **Promises.** A handle never changes its shop. Every id of a thing that a shop owns leads to the shop.
//!
//! **Not here.** What it sells (`catalog`) and what it earns (`ledger`).

pub mod api;
mod capability;
mod close;
mod commands;
mod cover;
mod demo;
mod desk;
mod edit;
mod follow;
mod handle;
mod holiday;
mod member;
mod open;
pub mod pages;
mod person;
mod profile;
pub mod scopes;
mod sender;
mod shop;
mod staff;
mod store;
mod wire;

pub use capability::CAPABILITY;
pub use close::{CloseShopError, close, reopen};
pub use cover::{CoverError, cover_cut, describe_cover, set_cover};
pub use desk::Desk;
pub use edit::{EditShopError, edit};
pub use follow::{FollowError, follow, unfollow};
pub use handle::{Handle, HandleError};
pub use holiday::{HolidayError, begin_holiday, end_holiday, start_of_day};
pub use member::Member;
pub use open::{NewShop, OpenError, open};
pub use person::{export, forget, owned_by, owns_open};
pub use profile::{Band, Profile};
pub use sender::{Sender, SenderError, find_sender, set_sender};
pub use shop::{Heritage, Kind, MARKET, Shop, ShopState};
pub use shop::{is_pair, pick};
pub use staff::{StaffError, add_staff, owner, remove_staff};
pub use store::{
    count_by_state, count_changed, countries, find, find_by_handle, find_several, followed, insert,
    insert_member, is_followed, list, list_members, list_newest, list_of_account, role_of, take_changed,
    turn,
};
pub use wire::ShopOut;
