//! People: how they register, sign in, and where their parcels go.
//!
//! **Words.** An *account* is a person. A *login* is an e-mail address or a phone number. An account made *on the
//! way* through a checkout has no password until its owner sets one.
//!
//! **Promises.** A password is kept as argon2id only. Nobody can learn from an answer or its timing whether a
//! login exists. Buying needs no more than a login.
//!
//! **Not here.** Which shops a person has (`shops`), and the sessions themselves (`platform::sessions`).

mod account;
mod address;
mod scope;
mod store;

pub use account::{Account, Address, Login, Role};
pub use address::{keep_address, read_address};
pub use scope::Scope;
pub use store::{
    close, find, find_by_login, find_by_token, grant, insert, list_addresses, lock_operators, reopen, revoke,
    search,
};
