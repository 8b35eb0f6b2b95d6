use kernel::{Actor, Forbidden, Refused, Timestamp};
use people::shops;
use platform::{
    audit,
    db::{DbError, Tx},
};
use serde_json::json;

use super::{Decided, Decision, Review, ReviewId, ReviewStage, Step, report_store, store};

#[derive(Clone, Debug, thiserror::Error)]
pub enum DecisionError {
    #[error("there is no such review before the market")]
    NoSuchReview,
    #[error("nobody decides in their own case")]
    OwnCase,
    #[error(transparent)]
    Refused(#[from] Refused<ReviewStage>),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the decision could not be kept")]
    Store(#[from] DbError),
}

/// Decide about a review that was reported: hide it, keep it, or show a hidden one again. The reason stays in the audit
/// log, and what is hidden counts for nothing from this moment on.
pub async fn decide(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: ReviewId,
    decision: Decision,
) -> Result<Review, DecisionError> {
    let Actor::Moderator { account } = *by else { return Err(Forbidden.into()) };
    let review = store::find(tx, id).await?.ok_or(DecisionError::NoSuchReview)?;
    if report_store::reports(tx, id).await?.is_empty() {
        return Err(DecisionError::NoSuchReview);
    }
    let works_there = shops::role_of(tx, id.shop(), account).await?.is_some();
    if account == review.buyer || account == review.by || works_there {
        return Err(DecisionError::OwnCase);
    }
    let listings = store::listings(tx, review.order).await?;
    let after = match decision.decided {
        Decided::Keep if review.state.stage() == ReviewStage::Sealed => {
            return Err(DecisionError::NoSuchReview);
        }
        Decided::Keep => review.clone(),
        Decided::Hide => {
            let hidden = review.step(Step::Hide { at: now })?;
            store::advance(tx, now, &review, &hidden).await?;
            store::count(tx, &review, &review.said, &listings, -1).await?;
            hidden
        }
        Decided::Restore => {
            let shown = review.step(Step::Restore)?;
            store::advance(tx, now, &review, &shown).await?;
            store::count(tx, &shown, &shown.said, &listings, 1).await?;
            shown
        }
    };
    report_store::close(tx, now, &after, account, &decision).await?;
    let act = match decision.decided {
        Decided::Hide => "review.hide",
        Decided::Keep => "review.keep",
        Decided::Restore => "review.restore",
    };
    let detail = json!({
        "before": review.state.name(), "after": after.state.name(), "reason": decision.words,
    });
    audit::record(tx, now, Some(account), act, &id.to_string(), &detail).await?;
    Ok(after)
}
