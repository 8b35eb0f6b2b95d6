use kernel::{Actor, Forbidden, Timestamp, hours};
use platform::{
    db::{DbError, Tx},
    http::SigningSecret,
};

use super::{Endpoint, EndpointId, NewEndpoint, add::note, endpoint::owner_of, store};

#[derive(Clone, Debug, thiserror::Error)]
pub enum ChangeError {
    #[error("there is no such endpoint")]
    NoSuchEndpoint,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the change could not be kept")]
    Store(#[from] DbError),
}

/// Tell another address, or of other things. What is on its way goes to the new address.
pub async fn change(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: EndpointId,
    to: NewEndpoint,
) -> Result<Endpoint, ChangeError> {
    let old = own(tx, by, id).await?;
    let new = Endpoint { url: to.url, kinds: to.kinds, updated_at: now, ..old.clone() };
    store::advance(tx, &old, &new).await?;
    note(tx, by, now, &new, "webhook.change").await?;
    Ok(new)
}

/// Draw a new secret. The one before goes on signing beside it for a day, so that a program can change over.
pub async fn roll_secret(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: EndpointId,
) -> Result<Endpoint, ChangeError> {
    let old = own(tx, by, id).await?;
    let former = Some((old.secret.clone(), now + hours(24)));
    let new = Endpoint { secret: SigningSecret::draw(tx.chance()), former, updated_at: now, ..old.clone() };
    store::advance(tx, &old, &new).await?;
    note(tx, by, now, &new, "webhook.roll").await?;
    Ok(new)
}

/// The endpoint of whoever asks.
pub(super) async fn own(tx: &mut Tx, by: &Actor, id: EndpointId) -> Result<Endpoint, ChangeError> {
    store::find(tx, owner_of(by)?, id).await?.ok_or(ChangeError::NoSuchEndpoint)
}
