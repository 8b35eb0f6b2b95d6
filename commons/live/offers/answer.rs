use dealing::negotiation::{self, OfferStage, StepError};
use kernel::{Actor, Forbidden, Money, Timestamp};
use people::rules::Rules;
use platform::db::{DbError, Tx};

use super::{GroupKey, store};
use crate::live::{Body, RoomId, Sale, find_own, moment::by_host, say::put};

/// Offers that one tap answers; of more the rest waits for the next.
const AT_ONCE: i64 = 200;

#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    #[error("there is no such room")]
    NoSuchRoom,
    #[error(transparent)]
    Step(#[from] StepError),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the answer could not be kept")]
    Store(#[from] DbError),
}

/// What a host says to all offers of a group.
#[derive(Clone, Copy, Debug)]
pub enum Answer {
    Accept,
    Decline,
    /// With this, for the same pieces.
    Counter(Money),
}

/// What became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answered {
    /// As the host said.
    pub done: i64,
    /// Ended, since there were not so many pieces or the thing has changed.
    pub ended: i64,
}

/// Answer all open offers of a group, the earliest first. One that has moved on meanwhile is left as it is.
pub async fn answer(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    id: RoomId,
    (key, answer): (GroupKey, Answer),
) -> Result<Answered, AnswerError> {
    by.shop()?;
    let room = find_own(tx, by, id).await?.ok_or(AnswerError::NoSuchRoom)?;
    let mut answered = Answered::default();
    for offer in store::of_group(tx, id, key, AT_ONCE).await? {
        let said = match answer {
            Answer::Accept => negotiation::accept(tx, by, now, rules, offer).await,
            Answer::Decline => negotiation::decline(tx, by, now, offer).await,
            Answer::Counter(amount) => {
                let made = negotiation::counter(tx, by, now, rules, offer, amount, String::new()).await;
                made.map(|made| made.offer)
            }
        };
        match said {
            Ok(offer) if offer.state.stage() == OfferStage::Ended => answered.ended += 1,
            Ok(_) => answered.done += 1,
            Err(StepError::Refused(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    if matches!(answer, Answer::Accept) && answered.done > 0 {
        let sale = Sale::Offers { accepted: answered.done };
        let said = tx.chance().token();
        put(tx, &room, &said, by_host(by, now, Body::Sale { sale })).await?;
    }
    Ok(answered)
}
