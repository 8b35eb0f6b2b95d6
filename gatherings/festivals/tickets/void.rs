use kernel::{Actor, Refused, Timestamp};
use platform::{
    db::{DbError, Tx},
    jobs,
};

use super::{Ticket, TicketAct, TicketStage, kind_store, promises::TellOfVoid, store};

#[derive(Clone, Debug, thiserror::Error)]
pub enum VoidError {
    #[error(transparent)]
    Refused(#[from] Refused<TicketStage>),
    #[error("the ticket could not be ended")]
    Store(#[from] DbError),
}

/// End a ticket: it admits no more, its place is free again, and whoever held it is told.
pub(super) async fn void(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    ticket: &Ticket,
) -> Result<Ticket, VoidError> {
    let after = ticket.next(TicketAct::Void, now)?;
    store::advance(tx, now, by, TicketAct::Void, (ticket, &after)).await?;
    kind_store::give_back(tx, ticket.kind, 1).await?;
    if let Some((_, variant)) = kind_store::find_kind(tx, ticket.kind).await?.and_then(|kind| kind.sold) {
        goods::catalog::put_back(tx, &[(variant, 1)]).await?;
    }
    if let Some(account) = ticket.holder {
        jobs::enqueue(tx, now, now, &TellOfVoid { ticket: ticket.id, account }).await?;
    }
    Ok(after)
}
