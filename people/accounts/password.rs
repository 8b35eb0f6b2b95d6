//! Passwords: argon2id, worked out apart from the requests that wait for it.

use std::{fmt, sync::LazyLock};

use argon2::{
    Argon2, PasswordHash, PasswordHasher, PasswordVerifier,
    password_hash::{Salt, SaltString},
};
use kernel::{AccountId, Chance};
use platform::web::{Fields, Refusal};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

const LEAST: usize = 8;
const MOST: usize = 200;

/// One hash takes 19 MiB: with four at a time a rush of sign-ins waits instead of eating the memory.
static TURNS: Semaphore = Semaphore::const_new(4);

/// What is verified when a login does not exist, so that the answer takes as long.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash_now("nobody", &[0; 16]).unwrap_or_default());

/// A password as it was typed. It is never shown, not even to the log.
#[derive(Clone)]
pub struct Password(String);

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password")
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the password could not be worked out")]
pub struct HashingFailed;

impl Password {
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Read a password that somebody gives to sign in: any text.
    pub fn given(fields: &mut Fields, name: &str) -> Self {
        let text = fields.value(name).to_owned();
        if text.is_empty() {
            fields.refuse(name, Refusal::new("refused-empty"));
        } else if text.chars().count() > MOST {
            fields.refuse(name, Refusal::new("refused-password-long").with("max", MOST));
        }
        Self(text)
    }

    /// Read a new password: long enough, and not the login itself.
    pub fn chosen(fields: &mut Fields, name: &str, login: &str) -> Self {
        let password = Self::given(fields, name);
        if password.0.chars().count() < LEAST {
            fields.refuse(name, Refusal::new("refused-password-short").with("min", LEAST));
        } else if !login.is_empty() && password.0.eq_ignore_ascii_case(login.trim()) {
            fields.refuse(name, Refusal::new("refused-password-is-login"));
        }
        password
    }

    /// The argon2id text to keep.
    pub async fn hash(self, chance: &Chance) -> Result<String, HashingFailed> {
        let salt: [u8; 16] = chance.bytes();
        apart(move || hash_now(&self.0, &salt)).await?
    }

    /// The argon2id text of a code for an account, always the same, so that one sum finds it among several; of nobody's
    /// it takes as long.
    pub async fn hash_code(self, account: Option<AccountId>) -> Result<String, HashingFailed> {
        let whose = account.map_or(0, AccountId::get).to_le_bytes();
        let digest = Sha256::new().chain_update(b"code").chain_update(whose).finalize();
        let mut salt = [0; 16];
        salt.copy_from_slice(&digest[..16]);
        apart(move || hash_now(&self.0, &salt)).await?
    }

    /// Whether it is the one that was kept. Takes as long when nothing was.
    pub async fn matches(self, kept: Option<String>) -> Result<bool, HashingFailed> {
        apart(move || {
            let is_known = kept.is_some();
            let kept = kept.unwrap_or_else(|| NOBODY.clone());
            let is_same = PasswordHash::new(&kept)
                .is_ok_and(|hash| Argon2::default().verify_password(self.0.as_bytes(), &hash).is_ok());
            is_same && is_known
        })
        .await
    }
}

/// Argon2id by its defaults, which are OWASP's: 19 MiB, two passes, one lane.
fn hash_now(password: &str, salt: &[u8; 16]) -> Result<String, HashingFailed> {
    let salt = SaltString::encode_b64(salt).map_err(|_| HashingFailed)?;
    let hash = Argon2::default().hash_password(password.as_bytes(), Salt::from(&salt));
    hash.map(|hash| hash.to_string()).map_err(|_| HashingFailed)
}

async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, HashingFailed> {
    let _turn = TURNS.acquire().await.map_err(|_| HashingFailed)?;
    tokio::task::spawn_blocking(work).await.map_err(|_| HashingFailed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_same_password_matches() {
        let kept = Password::new("一二三四五六七八").hash(&Chance::seeded(1)).await.unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(Password::new("一二三四五六七八").matches(Some(kept.clone())).await.unwrap());
        assert!(!Password::new("一二三四五六七").matches(Some(kept)).await.unwrap());
        assert!(!Password::new("nobody").matches(None).await.unwrap());
        assert!(!Password::new("x").matches(Some("broken".into())).await.unwrap());
    }

    #[test]
    fn a_new_password_is_long_enough_and_not_the_login() {
        for (text, login, expected) in [
            ("", "", Some("refused-empty")),
            ("short", "", Some("refused-password-short")),
            ("Ana@fair.example", "ana@fair.example", Some("refused-password-is-login")),
            (&"x".repeat(201), "", Some("refused-password-long")),
            ("long enough", "ana@fair.example", None),
        ] {
            let mut fields = Fields::filled([("password", text)]);
            Password::chosen(&mut fields, "password", login);
            assert_eq!(fields.refusal("password").map(|refusal| refusal.code), expected, "{text}");
        }
    }
}
