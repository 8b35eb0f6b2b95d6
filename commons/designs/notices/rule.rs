use goods::catalog::{self, ListingState, SaveError};
use kernel::{Actor, Forbidden, Refused, Timestamp};
use people::{rules::Rules, shops};
use platform::{
    audit,
    db::{DbError, Tx},
    jobs,
};
use serde_json::json;

use super::{
    CloseNotice, Notice, NoticeAct, NoticeId, NoticeNews, NoticeStage, NoticeState, Outcome, Ruling,
    notice::Step, promises::tell, store,
};
use crate::designs::numbers;

/// What is ruled, and why: everybody may read the reason, so it names nobody.
#[derive(Clone, Debug)]
pub struct Decision {
    pub outcome: Outcome,
    pub reason: String,
}

#[derive(Debug, thiserror::Error)]
pub enum RuleError {
    #[error("there is no such notice")]
    NoSuchNotice,
    #[error("nobody decides in their own case, or twice in one")]
    OwnCase,
    #[error(transparent)]
    Refused(#[from] Refused<NoticeStage>),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the ruling could not be kept")]
    Store(#[from] DbError),
}

/// Rule in a case, or, after an appeal, rule for good. A listing that shows a copy is off sale from then on; one that turns
/// out to show none comes back. The reason stands in the register.
pub async fn rule(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    id: NoticeId,
    decision: &Decision,
) -> Result<Notice, RuleError> {
    let Actor::Moderator { account } = *by else { return Err(Forbidden.into()) };
    let old = store::find(tx, id).await?.ok_or(RuleError::NoSuchNotice)?;
    let before = store::rulings_of(tx, id).await?;
    for shop in [old.id.shop(), old.listing.shop()] {
        if shops::role_of(tx, shop, account).await?.is_some() {
            return Err(RuleError::OwnCase);
        }
    }
    if old.can(NoticeAct::Settle) && before.iter().any(|ruling| ruling.by == account) {
        return Err(RuleError::OwnCase);
    }
    let outcome = decision.outcome;
    let until = now + rules.time(numbers::APPEAL);
    let is_second = old.can(NoticeAct::Settle);
    let (act, state) = if is_second {
        (NoticeAct::Settle, old.state.clone().next(Step::Settle { outcome, at: now })?)
    } else {
        (NoticeAct::Rule, old.state.clone().next(Step::Rule { outcome, hid: false, until })?)
    };
    let hid = follow(tx, now, &old, outcome).await?;
    let state = match state {
        NoticeState::Ruled { outcome, ground, until, .. } => {
            NoticeState::Ruled { outcome, ground, hid, until }
        }
        state => state,
    };
    let notice = Notice { state, updated_at: now, ..old.clone() };
    store::advance(tx, now, by, act, &old, &notice).await?;
    let ruling = Ruling {
        notice: id,
        id: tx.next_id(now),
        instance: if is_second { 2 } else { 1 },
        outcome,
        ground: old.state.ground(),
        reason: decision.reason.clone(),
        by: account,
        noticed_at: old.created_at,
        at: now,
    };
    store::insert_ruling(tx, &ruling).await?;
    let detail = json!({ "before": old.state.name(), "after": outcome.name(), "reason": decision.reason });
    audit::record(tx, now, Some(account), "design.rule", &id.to_string(), &detail).await?;
    if !is_second {
        jobs::enqueue(tx, now, until, &CloseNotice { notice: id }).await?;
    }
    tell(tx, now, id, NoticeNews::Ruled).await?;
    Ok(notice)
}

/// Have the listing follow what is ruled. True when it is off sale by this ruling.
async fn follow(tx: &mut Tx, now: Timestamp, old: &Notice, outcome: Outcome) -> Result<bool, DbError> {
    let was_hidden = matches!(old.state, NoticeState::Appealed { hid: true, .. });
    let is_state = async |tx: &mut Tx, state: ListingState| {
        Ok::<_, DbError>(catalog::find(tx, old.listing).await?.is_some_and(|listing| listing.state == state))
    };
    let to = if outcome == Outcome::Copied && is_state(tx, ListingState::Active).await? {
        ListingState::Archived
    } else if outcome != Outcome::Copied && was_hidden && is_state(tx, ListingState::Archived).await? {
        ListingState::Active
    } else {
        return Ok(false);
    };
    match catalog::set_state(tx, now, old.listing, to).await {
        Ok(()) => Ok(to == ListingState::Archived),
        Err(SaveError::Store(error)) => Err(error),
        // Its shop has changed it meanwhile, so that it cannot be on sale: it stays as it is.
        Err(_) => Ok(false),
    }
}
