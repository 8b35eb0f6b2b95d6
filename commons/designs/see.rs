use goods::catalog::ListingId;
use kernel::{Actor, Forbidden, Timestamp};
use platform::{
    audit,
    db::{DbError, Tx},
};
use serde_json::json;

use super::{LikenessState, RecordId, likeness_store};

#[derive(Debug, thiserror::Error)]
pub enum SeeError {
    #[error("nothing of this kind waits")]
    NoSuchLikeness,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("it could not be kept")]
    Store(#[from] DbError),
}

/// Say, as a moderator, that a likeness was looked at. Nothing else happens: whose picture it is, its maker says by a notice.
pub async fn see(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    listing: ListingId,
    record: RecordId,
) -> Result<(), SeeError> {
    let Actor::Moderator { account } = *by else { return Err(Forbidden.into()) };
    let all = likeness_store::likenesses_of(tx, listing).await?;
    let is_asked = |one: &&super::Likeness| one.record == record && one.state == LikenessState::Open;
    let one = all.iter().find(is_asked).ok_or(SeeError::NoSuchLikeness)?;
    likeness_store::set_state(tx, one, LikenessState::Seen).await?;
    let detail = json!({ "record": record.to_string(), "way": one.way.name() });
    Ok(audit::record(tx, now, Some(account), "design.see", &listing.to_string(), &detail).await?)
}
