use axum::{
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
};
use platform::{db::Tx, web::Problem};

use crate::{
    Selling,
    orders::{PayError, pay},
    payments::{self, BadNotice, Outcome},
};

/// `POST /webhooks/{provider}`: a provider's word on a payment, believed by its signature, acted on once.
pub async fn receive(
    State(market): State<Selling>,
    Path(provider): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Problem> {
    let (now, rules) = (market.now(), market.rules());
    let notice =
        market.provider(&provider).ok_or_else(Problem::not_found)?.read_notice(&headers, &body, now)?;
    if notice.outcome == Outcome::Nothing {
        return Ok(StatusCode::NO_CONTENT);
    }
    let act = async move |tx: &mut Tx| {
        if !payments::first_time(tx, now, &provider, &notice.event).await? {
            return Ok(());
        }
        let payment = payments::find_by_reference(tx, &provider, &notice.reference).await?;
        let payment = payment.ok_or(PayError::NoSuchPurchase)?;
        match notice.outcome {
            Outcome::Succeeded => pay(tx, now, &rules, &payment).await.map(drop),
            Outcome::Nothing => Ok(()),
            Outcome::Failed => Ok(payments::fail(tx, now, payment.id).await.map(drop)?),
        }
    };
    market.db.write(act).await?;
    Ok(StatusCode::NO_CONTENT)
}

impl From<BadNotice> for Problem {
    fn from(error: BadNotice) -> Self {
        match error {
            BadNotice::Signature => Self::new(StatusCode::BAD_REQUEST, "problem-signature"),
            BadNotice::Stale => Self::new(StatusCode::BAD_REQUEST, "problem-stale"),
            BadNotice::Unreadable => Self::new(StatusCode::BAD_REQUEST, "problem-malformed"),
        }
    }
}
