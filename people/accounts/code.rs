//! Codes that go by mail or by text: who can read them owns the address or the phone, and so the account.

use kernel::{AccountId, Timestamp, minutes};
use platform::{
    db::{DbError, Tx},
    jobs,
};

use super::{
    Account, Asker, Login, Proof, Purpose,
    access::{end_access, prove_address},
    promises::{SendCode, TextCode},
    sign_in_code_store, store,
};

/// How long a code can be used.
pub const MINUTES: u64 = 10;

/// Guesses at one code, by whoever asked for it, and as many by everybody else: with six digits, one in 100,000 hits.
const TRIES: i64 = 5;

/// Codes that one asker has at a time: the mail that comes first may be that of the code before.
const KEPT: i64 = 3;

/// Have a code sent to an e-mail address or a phone, if somebody has it as their login.
///
/// Whether anybody has is found out by the job, so that asking takes as long and answers the same for a login that
/// does not exist.
pub async fn ask_code(
    tx: &mut Tx,
    now: Timestamp,
    login: &Login,
    purpose: Purpose,
    asker: &Asker,
) -> Result<(), DbError> {
    let (purpose, asker) = (purpose.name().to_owned(), asker.clone());
    match login.clone() {
        Login::Email(email) => {
            jobs::enqueue(tx, now, now, &SendCode { email, purpose, asked_at: now, asker }).await
        }
        Login::Phone(phone) => {
            jobs::enqueue(tx, now, now, &TextCode { phone, purpose, account: None, asked_at: now, asker })
                .await
        }
    }
}

/// Keep a new code beside the last ones of whoever asked for it.
pub async fn keep_code(
    tx: &mut Tx,
    now: Timestamp,
    account: AccountId,
    purpose: Purpose,
    hash: &str,
    asker: &Asker,
) -> Result<(), DbError> {
    let until = now + minutes(MINUTES);
    sign_in_code_store::insert(tx, account, purpose, hash, asker, (now, until)).await?;
    sign_in_code_store::forget_old(tx, account, purpose, asker, now, KEPT).await
}

/// Whether a code that was worked out so is one that is good. Counts as a try, whatever comes of it.
pub async fn try_code(
    tx: &mut Tx,
    now: Timestamp,
    account: AccountId,
    purpose: Purpose,
    hash: &str,
    asker: &Asker,
) -> Result<bool, DbError> {
    let kept = sign_in_code_store::take_tries(tx, account, purpose, asker, now, TRIES).await?;
    Ok(kept.iter().any(|kept| kept == hash))
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum CodeError {
    #[error("the code was used already")]
    Used,
    #[error("the code could not be used up")]
    Store(#[from] DbError),
}

pub(super) async fn use_up(
    tx: &mut Tx,
    account: AccountId,
    purpose: Purpose,
    hash: &str,
) -> Result<(), CodeError> {
    let is_used = sign_in_code_store::delete(tx, account, purpose, hash).await?;
    if is_used { Ok(()) } else { Err(CodeError::Used) }
}

/// Use a code up: it opens the door once. The first that is used ends whatever was there before.
pub async fn use_code(
    tx: &mut Tx,
    now: Timestamp,
    account: AccountId,
    purpose: Purpose,
    hash: &str,
) -> Result<Proof, CodeError> {
    use_up(tx, account, purpose, hash).await?;
    Ok(prove_address(tx, now, account).await?)
}

/// Keep a new password in place of a forgotten one, and end every session, token and device: whoever knew the old one
/// is out.
pub async fn reset_password(
    tx: &mut Tx,
    now: Timestamp,
    account: &Account,
    code_hash: &str,
    password_hash: &str,
) -> Result<(), CodeError> {
    use_up(tx, account.id, Purpose::Password, code_hash).await?;
    store::update_password(tx, account.id, account.password_hash.as_deref(), password_hash).await?;
    store::mark_proved(tx, account.id, now).await?;
    end_access(tx, account.id).await?;
    Ok(())
}
