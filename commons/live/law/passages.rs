//! What is done with passages.

use std::time::Duration;

use kernel::{Actor, Forbidden, Refused, Timestamp};
use people::rules::Rules;
use platform::{
    audit,
    db::{DbError, Tx},
    jobs,
};
use serde_json::json;

use super::{
    Passage, PassageId, PassageStage, PassageState,
    passage::PassageStep,
    passage_store::{self, advance, count_open, find},
    promises::{ForgetPassage, GrantPassage, TellOfPassage},
};
use crate::live::{RoomId, find_for, numbers};

/// Requests of one person about one replay that wait for a decision.
const MOST_OPEN: i64 = 5;
/// How long one passage may be.
const LONGEST: Duration = Duration::from_secs(3_600);

/// A part of a replay that somebody wants to have taken out.
#[derive(Clone, Debug)]
pub struct NewPassage {
    pub room: RoomId,
    /// Since the show began.
    pub after: Duration,
    pub until: Duration,
    pub words: String,
}

#[derive(Debug, thiserror::Error)]
pub enum AskError {
    #[error("there is no such replay")]
    NoSuchReplay,
    #[error("a passage lies within the show, and has an hour at most")]
    Length,
    #[error("there are as many requests that wait as there may be")]
    TooMany,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the request could not be kept")]
    Store(#[from] DbError),
}

#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    #[error("there is no such request")]
    NoSuchPassage,
    #[error(transparent)]
    Refused(#[from] Refused<PassageStage>),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the answer could not be kept")]
    Store(#[from] DbError),
}

/// What is decided about a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    TakeOut,
    /// It stays, and that is why.
    Keep(String),
}

async fn promise(tx: &mut Tx, now: Timestamp, passage: &Passage) -> Result<(), DbError> {
    jobs::enqueue(tx, now, now, &TellOfPassage { passage: passage.id }).await?;
    match &passage.state {
        PassageState::Asked { answer_by: due_at } | PassageState::Called { rule_by: due_at, .. } => {
            let grant = GrantPassage { passage: passage.id, due_at: *due_at };
            jobs::enqueue(tx, now, *due_at, &grant).await
        }
        PassageState::TakenOut { .. } => {
            jobs::enqueue(tx, now, now, &ForgetPassage { passage: passage.id }).await
        }
        PassageState::Kept { .. } | PassageState::Dismissed { .. } => Ok(()),
    }
}

/// Ask to have a part of a replay taken out. Its shop answers in time, or it is taken out.
pub async fn ask(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    new: NewPassage,
) -> Result<Passage, AskError> {
    let account = by.account()?;
    let room = find_for(tx, by, new.room).await?.filter(|room| room.has_replay);
    let room = room.ok_or(AskError::NoSuchReplay)?;
    let (since, over) = room.since().zip(room.state.ended_at()).ok_or(AskError::NoSuchReplay)?;
    let (from, to) = (since + new.after, (since + new.until).min(over));
    if new.until <= new.after || from >= over || to.since(from) > LONGEST {
        return Err(AskError::Length);
    }
    if count_open(tx, room.id, account).await? >= MOST_OPEN {
        return Err(AskError::TooMany);
    }
    let answer_by = now + rules.time(numbers::PASSAGE_ANSWER);
    let passage = Passage {
        id: PassageId::new(room.id.shop(), tx.next_id(now)),
        room: room.id,
        account: Some(account),
        from,
        to,
        words: new.words,
        state: PassageState::Asked { answer_by },
        created_at: now,
        updated_at: now,
    };
    passage_store::insert(tx, &passage).await?;
    promise(tx, now, &passage).await?;
    Ok(passage)
}

pub(super) async fn step(
    tx: &mut Tx,
    now: Timestamp,
    old: Passage,
    step: PassageStep,
) -> Result<Passage, AnswerError> {
    let new = Passage { state: old.state.clone().next(step)?, updated_at: now, ..old.clone() };
    advance(tx, now, &old, &new).await?;
    promise(tx, now, &new).await?;
    Ok(new)
}

/// The shop answers: it takes the passage out, or says why it stays.
pub async fn answer(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    id: PassageId,
    decision: Decision,
) -> Result<Passage, AnswerError> {
    let shop = by.shop()?;
    let found = find(tx, id).await?.filter(|found| found.id.shop() == shop && found.is_for_shop());
    let found = found.ok_or(AnswerError::NoSuchPassage)?;
    let call_by = now + rules.time(numbers::PASSAGE_ANSWER);
    let decided = match decision {
        Decision::TakeOut => PassageStep::TakeOut { at: now },
        Decision::Keep(answer) => PassageStep::Keep { answer, call_by },
    };
    step(tx, now, found, decided).await
}

/// Whoever asked calls the market in, within the days for it.
pub async fn call(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    id: PassageId,
) -> Result<Passage, AnswerError> {
    let account = by.account()?;
    let found = find(tx, id).await?.filter(|found| found.account == Some(account));
    let found = found.ok_or(AnswerError::NoSuchPassage)?;
    let is_late = matches!(found.state, PassageState::Kept { call_by, .. } if call_by < now);
    if is_late {
        return Err(Refused { from: found.state.stage(), act: super::PassageAct::Call }.into());
    }
    let rule_by = now + rules.time(numbers::PASSAGE_RULING);
    step(tx, now, found, PassageStep::Call { rule_by }).await
}

/// The market decides.
pub async fn rule(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: PassageId,
    decision: Decision,
) -> Result<Passage, AnswerError> {
    match by {
        Actor::Moderator { .. } | Actor::Operator { .. } => {}
        Actor::Guest | Actor::Buyer { .. } | Actor::Seller { .. } | Actor::System => {
            return Err(Forbidden.into());
        }
    }
    let found = find(tx, id).await?.ok_or(AnswerError::NoSuchPassage)?;
    if matches!(found.state, PassageState::Asked { .. }) {
        return Err(AnswerError::NoSuchPassage);
    }
    let decided = match decision {
        Decision::TakeOut => PassageStep::TakeOut { at: now },
        Decision::Keep(answer) => PassageStep::Dismiss { answer },
    };
    let ruled = step(tx, now, found, decided).await?;
    let detail = json!({ "state": ruled.state.name() });
    audit::record(tx, now, by.account().ok(), "live.passage.rule", &id.to_string(), &detail).await?;
    Ok(ruled)
}
