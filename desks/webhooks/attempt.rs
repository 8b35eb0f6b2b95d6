use kernel::{Lifecycle, Refused, Timestamp};
use people::rules::Rules;
use platform::{
    db::{DbError, Tx},
    jobs,
};

use super::{
    Attempt, Delivery, DeliveryAct, DeliveryId, DeliveryStage, Endpoint, EndpointAct, EndpointStage,
    delivery, delivery_store, numbers,
    promises::{DeliverEvent, TellGivenUp},
    store,
};

/// What a program has answered.
#[derive(Clone, Debug)]
pub struct Answer {
    /// None when there was no answer.
    pub status: Option<u16>,
    /// How it begins, or why there was none.
    pub words: String,
}

/// The program says that it is not there any more.
const GONE: u16 = 410;

impl Answer {
    fn is_taken(&self) -> bool {
        self.status.is_some_and(|status| (200..300).contains(&status))
    }
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum RecordError {
    #[error(transparent)]
    Refused(#[from] Refused<DeliveryStage>),
    #[error(transparent)]
    Endpoint(#[from] Refused<EndpointStage>),
    #[error("the attempt could not be recorded")]
    Store(#[from] DbError),
}

/// Write an attempt down, and promise the next one where it failed. An endpoint that has taken nothing for days, or says that
/// it is gone, is given up.
pub async fn record(
    tx: &mut Tx,
    now: Timestamp,
    rules: &Rules,
    id: DeliveryId,
    tries: i64,
    answer: &Answer,
) -> Result<(), RecordError> {
    let Some((delivery, endpoint)) = waiting(tx, id, tries).await? else { return Ok(()) };
    let (tries, is_on) = (tries + 1, endpoint.state == EndpointStage::On);
    let wait = delivery::wait_after(tries).filter(|_| is_on && answer.status != Some(GONE));
    let act = match (answer.is_taken(), wait) {
        (true, _) => DeliveryAct::Take,
        (false, Some(_)) => DeliveryAct::Fail,
        (false, None) => DeliveryAct::GiveUp,
    };
    let after = Delivery { state: delivery.state.after(act)?, tries, updated_at: now, ..delivery.clone() };
    delivery_store::advance(tx, &delivery, &after).await?;
    let attempt = Attempt { status: answer.status.map(i64::from), answer: answer.words.clone(), at: now };
    delivery_store::insert_attempt(tx, id, &attempt).await?;
    if let (DeliveryAct::Fail, Some(wait)) = (act, wait) {
        jobs::enqueue(tx, now, now + wait, &DeliverEvent::next(&after)).await?;
    }
    if is_on { judge(tx, now, rules, &endpoint, answer).await } else { Ok(()) }
}

/// A delivery that waits for this very attempt, with its endpoint.
pub(super) async fn waiting(
    tx: &mut Tx,
    id: DeliveryId,
    tries: i64,
) -> Result<Option<(Delivery, Endpoint)>, DbError> {
    let found = delivery_store::find_delivery(tx, id).await?;
    let found = found.filter(|it| it.state == DeliveryStage::Waiting && it.tries == tries);
    let Some(delivery) = found else { return Ok(None) };
    let endpoint = store::find(tx, id.shop(), delivery.endpoint).await?;
    Ok(endpoint.map(|endpoint| (delivery, endpoint)))
}

/// What an answer says of the endpoint itself.
async fn judge(
    tx: &mut Tx,
    now: Timestamp,
    rules: &Rules,
    endpoint: &Endpoint,
    answer: &Answer,
) -> Result<(), RecordError> {
    let failing_since = if answer.is_taken() { None } else { Some(endpoint.failing_since.unwrap_or(now)) };
    let is_lost = failing_since.is_some_and(|since| now.since(since) >= rules.time(numbers::GIVE_UP))
        || answer.status == Some(GONE);
    let state = if is_lost { endpoint.state.after(EndpointAct::GiveUp)? } else { endpoint.state };
    if state == endpoint.state && failing_since == endpoint.failing_since {
        return Ok(());
    }
    let after = Endpoint { state, failing_since, updated_at: now, ..endpoint.clone() };
    store::advance(tx, endpoint, &after).await?;
    if is_lost {
        let told = TellGivenUp { shop: endpoint.id.shop(), endpoint: endpoint.id };
        jobs::enqueue(tx, now, now, &told).await?;
    }
    Ok(())
}
