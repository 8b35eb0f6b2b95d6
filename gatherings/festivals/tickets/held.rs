use std::collections::BTreeMap;

use platform::db::{DbError, Tx};

use super::{KindId, Ticket, TicketKind, code, key_store, kind_store};
use crate::festivals::{self, Festival, FestivalId, Zone};

/// A ticket with what it admits to, for its holder.
pub struct Held {
    pub ticket: Ticket,
    pub kind: TicketKind,
    pub festival: Festival,
    pub zones: Vec<Zone>,
    /// The text of its code; empty when it admits no more.
    pub code: String,
}

/// What a ticket admits to; none when its festival is gone.
pub async fn look_at(tx: &mut Tx, ticket: Ticket) -> Result<Option<Held>, DbError> {
    Ok(look_at_all(tx, vec![ticket]).await?.pop())
}

/// What each of some tickets admits to. Cost: three statements for each kind among them.
pub async fn look_at_all(tx: &mut Tx, tickets: Vec<Ticket>) -> Result<Vec<Held>, DbError> {
    let key = key_store::signing_key(tx).await?;
    let mut kinds: BTreeMap<KindId, TicketKind> = BTreeMap::new();
    let mut places: BTreeMap<FestivalId, (Festival, Vec<Zone>)> = BTreeMap::new();
    let mut all = Vec::with_capacity(tickets.len());
    for ticket in tickets {
        if !kinds.contains_key(&ticket.kind) {
            kinds.extend(kind_store::find_kind(tx, ticket.kind).await?.map(|kind| (kind.id, kind)));
        }
        if !places.contains_key(&ticket.festival) {
            let zones = festivals::zones(tx, ticket.festival).await?;
            let found = festivals::find(tx, ticket.festival).await?;
            places.extend(found.map(|festival| (festival.id, (festival, zones))));
        }
        let found = kinds.get(&ticket.kind).cloned().zip(places.get(&ticket.festival).cloned());
        let Some((kind, (festival, zones))) = found else { continue };
        let pass = kind.pass(code::mark(festival.id), ticket.number, ticket.version);
        let key = key.as_ref().filter(|_| ticket.admits());
        let code = key.map(|key| code::write(key, &pass)).unwrap_or_default();
        all.push(Held { ticket, kind, festival, zones, code });
    }
    Ok(all)
}
