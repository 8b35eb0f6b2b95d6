use super::{Account, HashingFailed, Password};

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignInError {
    /// One answer for a login that does not exist, an account without a password and a wrong password.
    #[error("the login and the password do not belong together")]
    Wrong,
    #[error(transparent)]
    Hashing(#[from] HashingFailed),
}

/// Check the password of whoever was found by a login, in the same time whether somebody was.
pub async fn sign_in(found: Option<Account>, password: Password) -> Result<Account, SignInError> {
    let found = found.filter(|account| account.closed_at.is_none());
    let kept = found.as_ref().and_then(|account| account.password_hash.clone());
    let is_theirs = password.matches(kept).await?;
    found.filter(|_| is_theirs).ok_or(SignInError::Wrong)
}
