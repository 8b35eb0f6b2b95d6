//! People: how they register, sign in, and where their parcels go.
//!
//! **Words.** An *account* is a person. A *login* is an e-mail address or a phone number. An account made *on the
//! way* through a checkout has no password until its owner sets one; a *code*, six digits sent by mail or text, opens it on
//! another device, and opens any account whose password is forgotten. An address is *proved* when a code first comes back.
//!
//! **Promises.** A password is kept as argon2id only. Signing in tells nobody, by its answer or its timing, whether a
//! login exists, and neither does asking for a *code*; registering has to say that a login is taken, and is
//! limited for each network address. Buying needs no more than a login.
//!
//! Whoever registers an address of somebody else keeps nothing: the first proof ends every session, token and device and
//! forgets the password. A new password in place of a forgotten one ends them as well. A token alone sets no first
//! password, changes none and closes no account. Wrong tries count for whoever makes them, so that nobody can shut
//! somebody else out.
//!
//! "I am 18 or older" is said once, where it matters, and kept with its date; nobody is asked for the day of their birth.
//!
//! **Not here.** Which shops a person has (`shops`), the sessions themselves (`platform::sessions`), and how a text
//! goes to a phone (`texts`).

mod access;
mod account;
mod address;
mod address_book;
mod adult;
pub mod api;
mod arrive;
mod asker;
mod capability;
mod change_phone;
mod close;
mod code;
mod commands;
mod demo;
mod device;
mod edit;
mod export;
mod export_all;
mod fold_logins;
mod invariants;
pub mod jobs;
mod known_browser_store;
mod leave;
mod login;
pub mod mail;
mod make_token;
pub mod numbers;
mod operator;
pub mod own_api;
pub mod pages;
mod password;
mod profile;
mod promises;
mod purpose;
mod register;
pub mod scopes;
mod set_password;
mod sign_in;
mod sign_in_code_store;
mod store;
mod sweep;
mod token;

pub use access::Proof;
pub use account::{Account, Role};
pub use address::{Address, AddressId, KeptAddress, Need, Part, family, parts, read_address};
pub use address_book::{AddressError, AddressRank, add_address, edit_address, keep_address, remove_address};
pub use adult::{adult_since, say_adult};
pub use arrive::{Arrival, arrive};
pub use asker::Asker;
pub use capability::CAPABILITY;
pub use change_phone::{ChangePhoneError, ask_phone_code, change_phone, phone_code_hash};
pub use close::{CloseError, close};
pub use code::{CodeError, MINUTES as CODE_MINUTES, ask_code, keep_code, reset_password, try_code, use_code};
pub use device::device_words;
pub use edit::{EditError, choose_currency, edit};
pub use export::export;
pub use export_all::export_all;
pub use fold_logins::fold_logins;
pub use known_browser_store::{is_known_browser, keep_browser};
pub use leave::{LeaveError, leave, unfinished};
pub use login::{Login, email_key};
pub use make_token::{TokenError, make_token, revoke_token};
pub use operator::{Made, make_operator};
pub use pages::{AddressForm, address_form, read_account};
pub use password::{HashingFailed, Password};
pub use profile::Profile;
pub use promises::TextCode;
pub use purpose::Purpose;
pub use register::{NewAccount, RegisterError, register};
pub use set_password::{ProveError, SetPasswordError, Tokens, prove, set_password};
pub use sign_in::{SignInError, sign_in};
pub use store::{
    ShownToken, find, find_address, find_by_login, find_by_token, find_by_typed, grant, has_token, insert,
    list_addresses, list_tokens, lock_operators, name_of, names_of, open_again, revoke, search, shut,
    touch_token,
};
pub use sweep::{KNOWN_DAYS, begin};
pub use token::Token;

kernel::id!(
    /// A key for programs.
    TokenId
);
