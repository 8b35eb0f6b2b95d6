//! Another phone number for an account.

use kernel::{AccountId, Actor, Forbidden, Timestamp};
use platform::{
    db::{DbError, Tx},
    jobs, sessions,
};

use super::{Asker, CodeError, HashingFailed, Password, Purpose, code::use_up, promises::TextCode, store};

#[derive(Clone, Debug, thiserror::Error)]
pub enum ChangePhoneError {
    #[error("the number belongs to somebody already")]
    Taken,
    #[error(transparent)]
    Code(#[from] CodeError),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the number could not be kept")]
    Store(#[from] DbError),
}

/// Have a code sent to a number that is to be an account's. Whether it is somebody's already is found out by the job.
pub async fn ask_phone_code(
    tx: &mut Tx,
    now: Timestamp,
    account: AccountId,
    phone: &str,
    asker: &Asker,
) -> Result<(), DbError> {
    let (phone, purpose) = (phone.to_owned(), Purpose::NewPhone.name().to_owned());
    let job = TextCode { phone, purpose, account: Some(account), asked_at: now, asker: asker.clone() };
    jobs::enqueue(tx, now, now, &job).await
}

/// The hash of a code for a number: it is good for that number alone.
pub async fn phone_code_hash(account: AccountId, phone: &str, code: &str) -> Result<String, HashingFailed> {
    Password::new(format!("{code} {phone}")).hash_code(Some(account)).await
}

/// Keep another phone number: its code came back. Every other session ends, since whoever is signed in there may have come
/// by the number before.
pub async fn change_phone(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    phone: &str,
    code_hash: &str,
    session: i64,
) -> Result<(), ChangePhoneError> {
    let account = by.account()?;
    use_up(tx, account, Purpose::NewPhone, code_hash).await?;
    if !store::update_phone(tx, account, phone).await? {
        return Err(ChangePhoneError::Taken);
    }
    store::mark_proved(tx, account, now).await?;
    sessions::revoke_all(tx, account, session).await?;
    Ok(())
}
