use kernel::{Actor, Money, Side, Timestamp};
use people::rules::Rules;
use platform::db::Tx;

use super::{
    Made, Offer, OfferAct, OfferId, OfferState, Step, StepError, end,
    make::{check, is_last, keep},
    numbers, step,
};

/// Answer the other side's offer with an amount of one's own for the same things; the other side's is gone.
pub async fn counter(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    id: OfferId,
    amount: Money,
    note: String,
) -> Result<Made, StepError> {
    let (old, conversation) = step::find(tx, by, id, OfferAct::Counter).await?;
    let side = by.side()?;
    check(amount, old.list)?;
    if let Some(cause) = end::obstacle(tx, now, &conversation, &old).await? {
        let offer = end::end(tx, now, &conversation, &old, cause).await?;
        return Ok(Made { offer, is_last: false });
    }
    let is_last = match side {
        Side::Buyer => is_last(tx, now, rules, &old.buyer, &old.things).await?,
        Side::Seller | Side::Market => false,
    };
    let new = OfferId::new(id.shop(), tx.next_id(now));
    step::take(tx, by, side, now, &conversation, &old, Step::Counter { at: now, with: new }).await?;
    let offer = Offer {
        id: new,
        by: side,
        state: OfferState::Open { until: now + rules.time(numbers::OFFER_ANSWER) },
        amount,
        note,
        answers: Some(old.id),
        decline_at: None,
        created_at: now,
        updated_at: now,
        ..old
    };
    let offer = keep(tx, by, now, rules, &conversation, offer).await?;
    Ok(Made { offer, is_last })
}
