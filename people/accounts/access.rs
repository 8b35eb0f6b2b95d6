//! What opens an account: its sessions, its tokens, the browsers that are known; and how all of it ends at once.

use kernel::{AccountId, Timestamp};
use platform::{
    db::{DbError, Tx},
    sessions,
};

use super::{known_browser_store, store};

/// End every session and token of an account, and with them the devices that are woken for them.
pub(super) async fn end_access(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    sessions::revoke_all(tx, account, 0).await?;
    store::delete_tokens(tx, account).await?;
    known_browser_store::forget_all(tx, account).await
}

/// Whether somebody has just shown, for the first time, that they read the mail of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    First,
    Again,
}

/// A code came back: whoever has it reads the address.
///
/// The first time, nobody knows who was here before: anybody may have registered the address of somebody else. Whatever
/// they left that opens the account ends, the password with it.
pub(super) async fn prove_address(tx: &mut Tx, now: Timestamp, account: AccountId) -> Result<Proof, DbError> {
    if !store::mark_proved(tx, account, now).await? {
        return Ok(Proof::Again);
    }
    store::forget_password(tx, account).await?;
    end_access(tx, account).await?;
    Ok(Proof::First)
}
