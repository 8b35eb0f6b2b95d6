use kernel::{Actor, Timestamp};
use people::rules::Rules;
use platform::db::Tx;
use selling::orders::{
    self,
    refunds::{self, LinePieces, RefundClaim, Shelf, WithShipping},
};

use super::{
    IssueError, ReturnError, Ticket, TicketId,
    issue::organiser,
    kind_store, store,
    void::{VoidError, void},
};
use crate::festivals;

impl From<VoidError> for ReturnError {
    fn from(error: VoidError) -> Self {
        match error {
            VoidError::Refused(refused) => refused.into(),
            VoidError::Store(error) => error.into(),
        }
    }
}

/// Give a ticket back while its organiser takes it: what was paid for it goes back at once, by the acts of its order.
///
/// Refused to whoever got it from somebody else, since the money is the buyer's.
pub async fn give_back(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    id: TicketId,
) -> Result<Ticket, ReturnError> {
    let account = by.account()?;
    let ticket = store::find_held(tx, account, id).await?.ok_or(ReturnError::NoSuch)?;
    if ticket.buyer != account {
        return Err(ReturnError::NotTheBuyer);
    }
    let kind = kind_store::find_kind(tx, ticket.kind).await?.ok_or(ReturnError::NoSuch)?;
    let festival = festivals::find(tx, ticket.festival).await?.ok_or(ReturnError::NoSuch)?;
    let until = if kind.is_free() { Some(festival.ends_at) } else { kind.refund_until(&festival.said.days) };
    if until.is_none_or(|until| now >= until) {
        return Err(ReturnError::TooLate);
    }
    if store::has_entered(tx, ticket.id).await? {
        return Err(ReturnError::Used);
    }
    let after = void(tx, by, now, &ticket).await?;
    let Some((order, position)) = ticket.order else { return Ok(after) };
    let Some(found) = orders::find(tx, order).await? else { return Ok(after) };
    if !found.total.is_positive() {
        return Ok(after);
    }
    let seller = organiser(tx, order).await.map_err(|error| match error {
        IssueError::Store(error) => ReturnError::Store(error),
        _ => ReturnError::NoSuch,
    })?;
    let claim = RefundClaim {
        kind: refunds::Kind::Refund,
        reason: refunds::Reason::Other,
        words: ticket.number.to_string(),
        lines: vec![LinePieces { position, pieces: 1 }],
        shipping: WithShipping::No,
        amount: None,
    };
    let request = refunds::ask(tx, &Actor::Buyer { account }, now, rules, order, claim).await?;
    refunds::refund(tx, &seller, now, request.id, Shelf::LeaveOut).await?;
    Ok(after)
}
