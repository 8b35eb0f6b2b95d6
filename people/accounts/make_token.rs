use kernel::{Actor, Forbidden, Timestamp};
use platform::{
    db::{DbError, Tx},
    sessions,
};

use super::{Token, TokenId, store};
use crate::scope::Scope;

/// Tokens of one account.
const MOST: i64 = 20;

#[derive(Clone, Debug, thiserror::Error)]
pub enum TokenError {
    #[error("there is no room for another token")]
    Full,
    #[error("there is no such token")]
    NoSuchToken,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the token could not be kept")]
    Store(#[from] DbError),
}

/// Make a token; the second answer is the key, which is never seen again.
pub async fn make_token(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    name: &str,
    scopes: &[Scope],
) -> Result<(Token, String), TokenError> {
    let account = by.account()?;
    if store::count_tokens(tx, account).await? >= MOST {
        return Err(TokenError::Full);
    }
    let key = format!("jishi_{}", tx.chance().token());
    let id = TokenId::new(tx.next_id(now));
    let scopes = scopes.iter().map(|scope| scope.name.to_owned()).collect();
    let token = Token { id, name: name.to_owned(), scopes, created_at: now, used_at: None };
    store::insert_token(tx, account, &token, &sessions::hash(&key)).await?;
    Ok((token, key))
}

/// End a token at once.
pub async fn revoke_token(tx: &mut Tx, by: &Actor, id: TokenId) -> Result<(), TokenError> {
    let is_gone = store::delete_token(tx, by.account()?, id).await?;
    if is_gone { Ok(()) } else { Err(TokenError::NoSuchToken) }
}
