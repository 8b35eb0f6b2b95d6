//! Sessions: who is on the other end of a cookie. The cookie holds 32 random bytes; the table holds their hash.

mod store;

use kernel::{AccountId, Timestamp, days};
use sha2::{Digest, Sha256};

use crate::db::{DbError, Tx};

pub use store::{Session, end, is_live, list, revoke, revoke_all, sweep};

/// A session ends this long after its last use.
pub const LIFETIME_DAYS: u64 = 90;

/// SHA-256 as hex: how tokens and keys are stored.
pub fn hash(token: &str) -> String {
    use std::fmt::Write;
    Sha256::digest(token.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Find the live session of a cookie by its [`hash`]. Its "last seen" is written at most once an hour, by [`touch`].
pub async fn find(tx: &mut Tx, hash: &str, now: Timestamp) -> Result<Option<Session>, DbError> {
    let found = store::find(tx, hash).await?;
    Ok(found.filter(|session| session.expires_at > now))
}

/// Start a session; the answer is the token for the cookie, which is never seen again.
pub async fn start(
    tx: &mut Tx,
    now: Timestamp,
    account: Option<AccountId>,
    device: &str,
) -> Result<(Session, String), DbError> {
    let token = tx.chance().token();
    let session = Session {
        id: tx.next_id(now),
        account,
        device: device.chars().filter(|c| !c.is_control()).take(200).collect(),
        created_at: now,
        seen_at: now,
        expires_at: now + days(LIFETIME_DAYS),
    };
    store::insert(tx, &session, &hash(&token)).await?;
    Ok((session, token))
}

/// Keep a session alive that is in use.
pub async fn touch(tx: &mut Tx, session: &Session, now: Timestamp) -> Result<(), DbError> {
    store::touch(tx, session.id, now, now + days(LIFETIME_DAYS)).await
}
