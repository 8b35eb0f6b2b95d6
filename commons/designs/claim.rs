use goods::catalog::ListingId;
use kernel::{Actor, Forbidden, Timestamp};
use platform::db::{DbError, Tx};

use super::{Claim, ClaimState, RecordId, claim_store as store, promises};

/// What a maker says to a shop that asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consent {
    Granted,
    Refused,
}

#[derive(Debug, thiserror::Error)]
pub enum ClaimError {
    #[error("there is nothing of this kind to answer")]
    NoSuchClaim,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the claim could not be kept")]
    Store(#[from] DbError),
}

/// Say after which record a listing is made, or after none. Another shop's record is asked for; what was granted or refused
/// stays so as long as the listing names the same.
pub async fn claim(
    tx: &mut Tx,
    now: Timestamp,
    listing: ListingId,
    record: Option<RecordId>,
) -> Result<(), DbError> {
    let old = store::find(tx, listing).await?;
    if old.map(|old| old.record) == record {
        return Ok(());
    }
    store::forget(tx, listing).await?;
    let Some(record) = record else { return Ok(()) };
    let state = if record.shop() == listing.shop() { ClaimState::Own } else { ClaimState::Asked };
    store::insert(tx, &Claim { listing, record, state, created_at: now, answered_at: None }).await?;
    if state == ClaimState::Asked {
        promises::tell_of_claim(tx, now, listing).await?;
    }
    Ok(())
}

/// Say yes or no to a shop that sells after a record of one's own. A yes may be taken back, and a no given up.
pub async fn consent(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    listing: ListingId,
    answer: Consent,
) -> Result<Claim, ClaimError> {
    let shop = by.shop()?;
    let claim = store::find(tx, listing).await?.filter(|claim| claim.record.shop() == shop);
    let claim = claim.filter(|claim| claim.state != ClaimState::Own).ok_or(ClaimError::NoSuchClaim)?;
    let state = match answer {
        Consent::Granted => ClaimState::Granted,
        Consent::Refused => ClaimState::Refused,
    };
    if state == claim.state {
        return Ok(claim);
    }
    let answered = Claim { state, answered_at: Some(now), ..claim };
    store::answer(tx, claim.state, &answered).await?;
    promises::tell_of_claim(tx, now, listing).await?;
    Ok(answered)
}
