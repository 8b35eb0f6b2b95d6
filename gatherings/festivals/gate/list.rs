//! What a gate must know to look at tickets without a network.

use std::collections::BTreeMap;

use base64::{Engine, prelude::BASE64_STANDARD};
use kernel::Timestamp;
use platform::db::{DbError, Tx};

use super::{Gate, GateId, entry_store, entry_store::Heard, store};
use crate::festivals::{
    self, Festival,
    tickets::{self, KindId, Packed, TicketKey, TicketKind},
};

/// Everything of a festival that its gates look at; no name of a person is among it.
pub struct GateList {
    pub gate: Gate,
    pub festival: Festival,
    pub gates: Vec<Gate>,
    pub keys: Vec<TicketKey>,
    pub kinds: Vec<TicketKind>,
    pub tickets: Vec<Packed>,
    pub entries: Vec<Heard>,
}

/// The list of a gate; none of one that is not heard any more.
pub async fn list(tx: &mut Tx, now: Timestamp, token: &str) -> Result<Option<GateList>, DbError> {
    let Some(gate) = store::find_by_token(tx, token).await? else { return Ok(None) };
    let festival = festivals::find(tx, gate.festival).await?;
    let Some(festival) = festival.filter(|festival| gate.is_heard(festival, now)) else { return Ok(None) };
    let id = festival.id;
    Ok(Some(GateList {
        gates: store::list(tx, id).await?,
        keys: tickets::keys(tx).await?,
        kinds: tickets::kinds(tx, id).await?,
        tickets: tickets::packed(tx, id).await?,
        entries: entry_store::heard(tx, id).await?,
        gate,
        festival,
    }))
}

/// Octets of a ticket in a list: its number in five, its version, the position of its kind, and whether it is void.
pub const TICKET_OCTETS: usize = 8;
/// Octets of an entry: the number of its ticket in five, the place of its gate in the list of gates with 128 for a way out, and
/// the seconds since 1970 in four, which is enough until 2106.
pub const ENTRY_OCTETS: usize = 10;

impl GateList {
    /// The tickets by their numbers, eight octets each, in base 64.
    pub fn packed_tickets(&self) -> String {
        let positions: BTreeMap<KindId, i64> =
            self.kinds.iter().map(|kind| (kind.id, kind.position)).collect();
        let mut tickets = self.tickets.clone();
        tickets.sort_unstable_by_key(|ticket| ticket.number);
        let mut octets = Vec::with_capacity(tickets.len() * TICKET_OCTETS);
        for ticket in tickets {
            let kind = positions.get(&ticket.kind).copied().unwrap_or_default();
            octets.extend(&ticket.number.get().to_be_bytes()[3..]);
            octets.extend([ticket.version.to_be_bytes()[7], kind.to_be_bytes()[7], u8::from(ticket.is_void)]);
        }
        BASE64_STANDARD.encode(octets)
    }

    /// The entries by their time, ten octets each, in base 64.
    pub fn packed_entries(&self) -> String {
        let place = |gate: GateId| self.gates.iter().position(|one| one.id == gate).unwrap_or_default();
        let mut octets = Vec::with_capacity(self.entries.len() * ENTRY_OCTETS);
        for entry in &self.entries {
            let out = if entry.way == super::Way::Out { 128 } else { 0 };
            let seconds = entry.at.micros() / 1_000_000;
            octets.extend(&entry.number.get().to_be_bytes()[3..]);
            octets.push(u8::try_from(place(entry.gate)).unwrap_or(127) | out);
            octets.extend(&seconds.to_be_bytes()[4..]);
        }
        BASE64_STANDARD.encode(octets)
    }
}
