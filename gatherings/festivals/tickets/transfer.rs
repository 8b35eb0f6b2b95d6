//! A ticket goes to somebody else by a link: whoever opens it gets a new code, and the old one admits no more.

use kernel::{Actor, Timestamp};
use platform::{db::Tx, jobs};

use super::{Ticket, TicketAct, TicketId, TransferError, promises::TellOfTickets, store};
use crate::festivals;

async fn find_movable(tx: &mut Tx, now: Timestamp, ticket: &Ticket) -> Result<(), TransferError> {
    let festival = festivals::find(tx, ticket.festival).await?.ok_or(TransferError::NoSuch)?;
    if !festival.is_awaited(now) {
        return Err(TransferError::Over);
    }
    if store::has_entered(tx, ticket.id).await? { Err(TransferError::Used) } else { Ok(()) }
}

/// Offer a ticket by a link that its holder sends to somebody. Until it is claimed the ticket stays theirs.
pub async fn offer(tx: &mut Tx, by: &Actor, now: Timestamp, id: TicketId) -> Result<Ticket, TransferError> {
    let before = store::find_held(tx, by.account()?, id).await?.ok_or(TransferError::NoSuch)?;
    find_movable(tx, now, &before).await?;
    let after = Ticket { token: Some(tx.chance().token()), ..before.next(TicketAct::Offer, now)? };
    if !before.is_transferable() {
        return Err(TransferError::TooOften);
    }
    store::advance(tx, now, by, TicketAct::Offer, (&before, &after)).await?;
    Ok(after)
}

/// Take the offer back: the link leads nowhere any more.
pub async fn withdraw(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: TicketId,
) -> Result<Ticket, TransferError> {
    let before = store::find_held(tx, by.account()?, id).await?.ok_or(TransferError::NoSuch)?;
    let after = before.next(TicketAct::Withdraw, now)?;
    store::advance(tx, now, by, TicketAct::Withdraw, (&before, &after)).await?;
    Ok(after)
}

/// Claim a ticket by its link: it is the claimer's from now on, with a new version of its code.
pub async fn claim(tx: &mut Tx, by: &Actor, now: Timestamp, token: &str) -> Result<Ticket, TransferError> {
    let account = by.account()?;
    let before = store::find_offered(tx, token).await?.ok_or(TransferError::NoSuch)?;
    find_movable(tx, now, &before).await?;
    let stepped = before.next(TicketAct::Claim, now)?;
    let after = Ticket { holder: Some(account), version: before.version + 1, ..stepped };
    store::advance(tx, now, by, TicketAct::Claim, (&before, &after)).await?;
    jobs::enqueue(tx, now, now, &TellOfTickets { festival: after.festival, account, count: 1 }).await?;
    Ok(after)
}
