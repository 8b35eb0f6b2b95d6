//! What happens to a new offer before the other side has seen it.

use kernel::{Actor, Side, Timestamp};
use people::rules::Rules;
use platform::{db::Tx, jobs};

use super::{
    Conversation, Offer, OfferState, StepError,
    accept::accept_as,
    judge::{self, Verdict},
    promises::DeclineOffer,
};

/// Judge a buyer's offer by the shop's limits; one below the floor knows from now on when it is declined.
pub(super) async fn decide(tx: &mut Tx, now: Timestamp, offer: Offer) -> Result<(Offer, Verdict), StepError> {
    let (Side::Buyer, OfferState::Open { until }) = (offer.by, &offer.state) else {
        return Ok((offer, Verdict::Ask));
    };
    let verdict = judge::judge(tx, &offer.things, offer.amount).await?;
    // Drawn for every offer, so that making one takes the same steps.
    let at = judge::decline_at(tx.chance(), now, *until);
    let decline_at = (verdict == Verdict::Decline).then_some(at);
    Ok((Offer { decline_at, ..offer }, verdict))
}

impl Verdict {
    pub(super) async fn apply(
        self,
        tx: &mut Tx,
        now: Timestamp,
        rules: &Rules,
        conversation: &Conversation,
        offer: Offer,
    ) -> Result<Offer, StepError> {
        match (self, offer.decline_at) {
            (Self::Accept, _) => {
                accept_as(tx, &Actor::System, Side::Seller, now, rules, conversation, &offer).await
            }
            (Self::Decline, Some(at)) => {
                jobs::enqueue(tx, now, at, &DeclineOffer { offer: offer.id }).await?;
                Ok(offer)
            }
            (Self::Ask | Self::Decline, _) => Ok(offer),
        }
    }
}
