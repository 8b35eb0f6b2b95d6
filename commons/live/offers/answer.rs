use dealing::negotiation::{self, OfferId, OfferStage, StepError};
use kernel::{Actor, Forbidden, Money, Timestamp};
use people::rules::Rules;
use platform::db::{DbError, Tx};

use super::{GroupKey, store};
use crate::live::{Body, RoomId, Sale, find_own, hosting, moment::by_host, say::put};

/// Offers that one tap answers; of more the rest waits for the next.
const AT_ONCE: i64 = 200;

#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    #[error("there is no such room")]
    NoSuchRoom,
    #[error("the shop whose it is lets hosts lower it no further")]
    BelowAgreed { least: Money },
    #[error("the shop whose it is has it sold here no longer")]
    NotAgreed,
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

/// As whom a host answers an offer: as its own shop, or as one whose things it sells, within what that one has agreed to.
async fn seller_of(
    tx: &mut Tx,
    by: &Actor,
    offer: OfferId,
    (key, answer): (GroupKey, Answer),
) -> Result<Actor, AnswerError> {
    let (host, of) = (by.shop()?, offer.shop());
    let Actor::Seller { account, role, .. } = by else { return Err(Forbidden.into()) };
    if host == of {
        return Ok(*by);
    }
    let seller = Actor::Seller { account: *account, shop: of, role: *role };
    let found = negotiation::find_offer(tx, &seller, offer).await?;
    let agreement = hosting::agreed(tx, host, of).await?.ok_or(AnswerError::NotAgreed)?;
    let list = found.map_or(key.amount, |found| found.list);
    // A sum that cannot be worked out is not lowered.
    let least = agreement.lowest_of(list).unwrap_or(list);
    let asked = match answer {
        Answer::Accept => key.amount,
        Answer::Counter(amount) => amount,
        Answer::Decline => return Ok(seller),
    };
    if asked.minor() < least.minor() {
        return Err(AnswerError::BelowAgreed { least });
    }
    Ok(seller)
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
    let room = find_own(tx, by, id).await?.ok_or(AnswerError::NoSuchRoom)?;
    let mut answered = Answered::default();
    for offer in store::of_group(tx, id, key, AT_ONCE).await? {
        let seller = seller_of(tx, by, offer, (key, answer)).await?;
        let said = match answer {
            Answer::Accept => negotiation::accept(tx, &seller, now, rules, offer).await,
            Answer::Decline => negotiation::decline(tx, &seller, now, offer).await,
            Answer::Counter(amount) => {
                let made = negotiation::counter(tx, &seller, now, rules, offer, amount, String::new()).await;
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
