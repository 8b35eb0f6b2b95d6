use kernel::{Actor, Forbidden, Timestamp};
use platform::{
    audit,
    db::{DbError, Tx},
    http::SigningSecret,
};
use serde_json::json;

use super::{Endpoint, EndpointId, EndpointStage, EventKind, endpoint::owner_of, store};

/// Endpoints of one shop, or of the market.
pub const MOST: i64 = 10;

/// What an endpoint is to be.
#[derive(Clone, Debug)]
pub struct NewEndpoint {
    /// An address that was looked at: one that is asked.
    pub url: String,
    pub kinds: Vec<EventKind>,
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum AddError {
    #[error("there are endpoints enough")]
    TooMany,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the endpoint could not be kept")]
    Store(#[from] DbError),
}

/// Have a program told from now on: a shop's owner one of the shop, the operator one of the market.
pub async fn add(tx: &mut Tx, by: &Actor, now: Timestamp, new: NewEndpoint) -> Result<Endpoint, AddError> {
    let owner = owner_of(by)?;
    if store::count(tx, owner).await? >= MOST {
        return Err(AddError::TooMany);
    }
    let endpoint = Endpoint {
        id: EndpointId::new(owner, tx.next_id(now)),
        url: new.url,
        kinds: new.kinds,
        secret: SigningSecret::draw(tx.chance()),
        former: None,
        state: EndpointStage::On,
        failing_since: None,
        made_by: by.account()?,
        created_at: now,
        updated_at: now,
    };
    store::insert(tx, &endpoint).await?;
    note(tx, by, now, &endpoint, "webhook.add").await?;
    Ok(endpoint)
}

/// What an operator does with the market's endpoints stands in the audit log; never the secret.
pub(super) async fn note(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    endpoint: &Endpoint,
    act: &str,
) -> Result<(), DbError> {
    if !matches!(by, Actor::Operator { .. }) {
        return Ok(());
    }
    let kinds: Vec<_> = endpoint.kinds.iter().map(|kind| kind.name()).collect();
    let detail = json!({ "url": endpoint.url, "kinds": kinds, "state": endpoint.state.name() });
    audit::record(tx, now, by.account().ok(), act, &endpoint.id.to_string(), &detail).await
}
