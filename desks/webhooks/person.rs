use kernel::AccountId;
use platform::db::{DbError, Tx};
use serde_json::{Value, json};

use super::{Endpoint, remove, store};

/// The endpoints that a person has made, for their export; never a secret.
pub async fn export(tx: &mut Tx, account: AccountId) -> Result<Value, DbError> {
    let one = |endpoint: Endpoint| {
        let kinds: Vec<_> = endpoint.kinds.iter().map(|kind| kind.name()).collect();
        json!({
            "url": endpoint.url,
            "kinds": kinds,
            "state": endpoint.state.name(),
            "created_at": endpoint.created_at,
        })
    };
    Ok(store::list_made_by(tx, account).await?.into_iter().map(one).collect())
}

/// Whoever leaves hears no more of the market.
pub async fn forget(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    for endpoint in store::list_made_by(tx, account).await? {
        remove::clear(tx, &endpoint).await?;
    }
    Ok(())
}
