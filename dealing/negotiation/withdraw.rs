use goods::catalog;
use kernel::{Actor, Timestamp};
use platform::db::Tx;

use super::{Offer, OfferAct, OfferId, OfferStage, Step, StepError, step};

/// Take one's own offer back; the buyer may also leave what was agreed, and the pieces go back.
pub async fn withdraw(tx: &mut Tx, by: &Actor, now: Timestamp, id: OfferId) -> Result<Offer, StepError> {
    let (offer, conversation) = step::find(tx, by, id, OfferAct::Withdraw).await?;
    if offer.state.stage() == OfferStage::Accepted {
        let pieces = step::counted(tx, &offer).await?;
        catalog::put_back(tx, &pieces).await?;
    }
    step::take(tx, by, by.side()?, now, &conversation, &offer, Step::Withdraw { at: now }).await
}
