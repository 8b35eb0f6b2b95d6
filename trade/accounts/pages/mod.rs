//! The door, and what is mine.

mod addresses;
mod code;
mod door;
mod mine;
mod tokens;

use platform::web::{Problem, Routes};

pub use addresses::{AddressForm, address_form};
pub(super) use code::{ask, check_code};
pub(super) use door::{check, create};
pub(super) use mine::{SessionId, change_password, leave, read_profile};
pub(super) use tokens::read_token;

use super::{
    Account, AddressError, CloseError, EditError, HashingFailed, RegisterError, SetPasswordError, TokenError,
};
use crate::{market::Market, visit::Visit};

pub fn routes() -> Routes<Market> {
    Routes::default()
        .get("/signin", door::sign_in_form)
        .post("/signin", door::sign_in)
        .get("/signin/code", code::new)
        .post("/signin/code", code::create)
        .post("/signin/code/entry", code::enter_with)
        .get("/register", door::register_form)
        .post("/register", door::register)
        .post("/signout", door::sign_out)
        .post("/language", door::language)
        .get("/mine", mine::index)
        .get("/mine/sessions", mine::sessions)
        .post("/mine/sessions/revocation", mine::revoke_others)
        .post("/mine/sessions/{id}/revocation", mine::revoke)
        .get("/mine/profile", mine::profile)
        .post("/mine/profile", mine::edit_profile)
        .get("/mine/password", mine::password)
        .post("/mine/password", mine::set_password)
        .post("/mine/export", mine::ask_export)
        .get("/mine/export.json", mine::export)
        .get("/mine/closure", mine::closure)
        .post("/mine/closure", mine::close)
        .get("/mine/addresses", addresses::index)
        .post("/mine/addresses", addresses::create)
        .get("/mine/addresses/new", addresses::new)
        .get("/mine/addresses/{id}", addresses::edit)
        .post("/mine/addresses/{id}", addresses::update)
        .get("/mine/addresses/{id}/removal", addresses::confirm)
        .post("/mine/addresses/{id}/removal", addresses::destroy)
        .get("/mine/tokens", tokens::index)
        .post("/mine/tokens", tokens::create)
        .post("/mine/tokens/{id}/revocation", tokens::revoke)
}

/// Whose pages these are.
fn me(visit: &Visit) -> Result<Account, Problem> {
    visit.account.clone().ok_or_else(Problem::sign_in)
}

impl From<HashingFailed> for Problem {
    fn from(error: HashingFailed) -> Self {
        Self::broken(error)
    }
}

impl From<RegisterError> for Problem {
    fn from(error: RegisterError) -> Self {
        match error {
            RegisterError::Taken => Self::conflict("problem-login-taken"),
            RegisterError::Store(error) => error.into(),
        }
    }
}

impl From<AddressError> for Problem {
    fn from(error: AddressError) -> Self {
        match error {
            AddressError::NoSuchAddress => Self::not_found(),
            AddressError::Full => Self::conflict("problem-addresses-full"),
            AddressError::Forbidden(error) => error.into(),
            AddressError::Store(error) => error.into(),
        }
    }
}

impl From<TokenError> for Problem {
    fn from(error: TokenError) -> Self {
        match error {
            TokenError::NoSuchToken => Self::not_found(),
            TokenError::Full => Self::conflict("problem-tokens-full"),
            TokenError::Forbidden(error) => error.into(),
            TokenError::Store(error) => error.into(),
        }
    }
}

impl From<EditError> for Problem {
    fn from(error: EditError) -> Self {
        match error {
            EditError::Forbidden(error) => error.into(),
            EditError::Store(error) => error.into(),
        }
    }
}

impl From<SetPasswordError> for Problem {
    fn from(error: SetPasswordError) -> Self {
        match error {
            SetPasswordError::Forbidden(error) => error.into(),
            SetPasswordError::Store(error) => error.into(),
        }
    }
}

impl From<CloseError> for Problem {
    fn from(error: CloseError) -> Self {
        match error {
            CloseError::LastOperator => Self::conflict("problem-last-operator"),
            CloseError::Forbidden(error) => error.into(),
            CloseError::Store(error) => error.into(),
        }
    }
}
