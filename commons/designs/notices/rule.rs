use goods::catalog;
use kernel::{Actor, Forbidden, Refused, Timestamp};
use people::{rules::Rules, shops};
use platform::{
    audit,
    db::{DbError, Tx},
    jobs,
};
use serde_json::json;

use super::{
    CloseNotice, Notice, NoticeAct, NoticeId, NoticeNews, NoticeStage, Outcome, Ruling, notice::Step,
    promises::tell, store,
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
        (NoticeAct::Rule, old.state.clone().next(Step::Rule { outcome, until })?)
    };
    follow(tx, now, &old, outcome).await?;
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

/// Have the listing follow what is ruled: what shows a copy is off sale and stays so, whatever its shop does.
async fn follow(tx: &mut Tx, now: Timestamp, old: &Notice, outcome: Outcome) -> Result<(), DbError> {
    let cause = format!("design:{}", old.id);
    match outcome {
        Outcome::Copied => catalog::bar(tx, now, old.listing, &cause).await,
        _ => catalog::unbar(tx, now, old.listing, &cause).await,
    }
}
