use kernel::AccountId;
use platform::{
    db::{DbError, Tx},
    sessions,
};
use serde_json::{Value, json};

use super::{adult::adult_since, store};

/// What `accounts` keeps about a person: profile, addresses, sessions and tokens, but never a secret.
pub async fn export(tx: &mut Tx, id: AccountId) -> Result<Value, DbError> {
    let Some(account) = store::find(tx, id).await? else { return Ok(Value::Null) };
    let addresses = store::list_addresses(tx, id).await?;
    let tokens = store::list_tokens(tx, id).await?;
    let sessions = sessions::list(tx, id).await?;
    let adult_since = adult_since(tx, id).await?;
    Ok(json!({
        "id": account.id,
        "name": account.name,
        "email": account.email,
        "phone": account.phone,
        "language": account.language.code(),
        "zone": account.zone,
        "currency": account.currency,
        "birth_year": account.birth_year,
        "adult_since": adult_since,
        "created_at": account.created_at,
        "addresses": addresses.iter().map(|kept| &kept.address).collect::<Vec<_>>(),
        "tokens": tokens.iter().map(|token| json!({
            "name": token.name,
            "scopes": &token.scopes,
            "created_at": token.created_at,
            "used_at": token.used_at,
        })).collect::<Vec<_>>(),
        "sessions": sessions.iter().map(|session| json!({
            "device": session.device,
            "created_at": session.created_at,
            "seen_at": session.seen_at,
        })).collect::<Vec<_>>(),
    }))
}
