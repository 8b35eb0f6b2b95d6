use kernel::{AccountId, Actor, Forbidden};
use platform::{
    db::{DbError, Tx},
    sessions,
};

use super::{Account, HashingFailed, Password, store};

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProveError {
    #[error("this is not the password until now")]
    Wrong,
    #[error(transparent)]
    Hashing(#[from] HashingFailed),
}

/// Ask for the password until now before it is changed. An account made on the way has none to ask for: whoever asks must
/// have shown otherwise that it is theirs.
pub async fn prove(account: &Account, password: Password) -> Result<(), ProveError> {
    if account.password_hash.is_none() {
        return Ok(());
    }
    let is_theirs = password.matches(account.password_hash.clone()).await?;
    if is_theirs { Ok(()) } else { Err(ProveError::Wrong) }
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum SetPasswordError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the password could not be kept")]
    Store(#[from] DbError),
}

/// What becomes of an account's tokens when its password changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tokens {
    End,
    Keep,
}

/// Keep a new password and end every other session: whoever else was signed in has to know it now. The tokens of
/// programs end as well, with the devices that they have woken, unless their owner wants to keep them.
///
/// `before` is the hash that was proved; a password that was changed in the meantime is left alone.
pub async fn set_password(
    tx: &mut Tx,
    by: &Actor,
    before: Option<&str>,
    hash: &str,
    session: i64,
    tokens: Tokens,
) -> Result<(), SetPasswordError> {
    let account: AccountId = by.account()?;
    store::update_password(tx, account, before, hash).await?;
    sessions::revoke_all(tx, account, session).await?;
    if tokens == Tokens::End {
        store::delete_tokens(tx, account).await?;
    }
    Ok(())
}
