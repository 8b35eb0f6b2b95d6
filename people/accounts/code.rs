//! Codes that go by mail: who can read them owns the address, and so the account.

use kernel::{AccountId, Timestamp, minutes};
use platform::{
    db::{DbError, Tx},
    jobs, sessions,
};

use super::{Account, Login, Purpose, promises::SendCode, store};

/// How long a code can be used.
pub const MINUTES: u64 = 10;

/// Guesses at one code: with six digits, one in 200,000 hits.
const TRIES: i64 = 5;

/// Have a code sent to an e-mail address, if somebody has it as their login.
///
/// Whether anybody has is found out by the job, so that asking takes as long and answers the same for a login that
/// does not exist.
pub async fn ask_code(tx: &mut Tx, now: Timestamp, email: &str, purpose: Purpose) -> Result<(), DbError> {
    let job = SendCode { email: email.to_owned(), purpose: purpose.name().to_owned(), asked_at: now };
    jobs::enqueue(tx, now, now, &job).await
}

/// Keep a new code in place of an earlier one, which ends.
pub(super) async fn keep_code(
    tx: &mut Tx,
    now: Timestamp,
    account: AccountId,
    purpose: Purpose,
    hash: &str,
) -> Result<(), DbError> {
    store::put_code(tx, account, purpose, hash, now + minutes(MINUTES)).await
}

/// Whose code a login's is, and the hash to compare with. Counts as a try, whatever comes of it.
pub async fn try_code(
    tx: &mut Tx,
    now: Timestamp,
    login: &Login,
    purpose: Purpose,
) -> Result<Option<(Account, String)>, DbError> {
    let found = store::find_by_login(tx, login).await?.filter(|account| account.closed_at.is_none());
    let Some(account) = found else { return Ok(None) };
    let hash = store::take_try(tx, account.id, purpose, now, TRIES).await?;
    Ok(hash.map(|hash| (account, hash)))
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum CodeError {
    #[error("the code was used already")]
    Used,
    #[error("the code could not be used up")]
    Store(#[from] DbError),
}

/// Use a code up: it opens the door once.
pub async fn use_code(
    tx: &mut Tx,
    account: AccountId,
    purpose: Purpose,
    hash: &str,
) -> Result<(), CodeError> {
    let is_used = store::delete_code(tx, account, purpose, hash).await?;
    if is_used { Ok(()) } else { Err(CodeError::Used) }
}

/// Keep a new password in place of a forgotten one, and end every session: whoever knew the old one is out.
pub async fn reset_password(
    tx: &mut Tx,
    account: &Account,
    code_hash: &str,
    password_hash: &str,
) -> Result<(), CodeError> {
    use_code(tx, account.id, Purpose::Password, code_hash).await?;
    store::update_password(tx, account.id, account.password_hash.as_deref(), password_hash).await?;
    sessions::revoke_all(tx, account.id, 0).await?;
    Ok(())
}
