use kernel::Timestamp;
use platform::{db::Tx, i18n::Lang};

use super::{Account, Login, NewAccount, RegisterError, register, store};

/// Who came through a checkout with a login.
#[derive(Clone, Debug)]
pub enum Arrival {
    /// Somebody new: the account was made, without a password, and may be signed in at once.
    New(Box<Account>),
    /// The login belongs to an account: whoever typed it must sign in before anything is done in its name.
    Known,
}

/// Make an account on the way through a checkout, where a login is all that is asked for.
pub async fn arrive(
    tx: &mut Tx,
    now: Timestamp,
    login: &Login,
    name: &str,
    language: Lang,
    zone: &str,
) -> Result<Arrival, RegisterError> {
    if store::find_by_login(tx, login).await?.is_some() {
        return Ok(Arrival::Known);
    }
    let new = NewAccount {
        login: login.clone(),
        name: name.to_owned(),
        password_hash: None,
        language,
        zone: zone.to_owned(),
    };
    match register(tx, now, new).await {
        Ok(account) => Ok(Arrival::New(Box::new(account))),
        Err(RegisterError::Taken) => Ok(Arrival::Known),
        Err(error @ RegisterError::Store(_)) => Err(error),
    }
}
