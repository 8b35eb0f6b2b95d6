use kernel::Timestamp;
use platform::db::Tx;

use super::{Entry, Gate, TellError, Way, entry_store, store};
use crate::festivals::{
    self,
    tickets::{self, TicketNumber},
};

/// An entry as a gate tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    pub counter: i64,
    pub number: TicketNumber,
    pub version: i64,
    pub way: Way,
    /// By the gate's own clock.
    pub at: Timestamp,
}

/// Keep what a gate tells. Its clock is set right by as much as it is wrong when it tells; what is no ticket of the festival
/// is left out.
pub async fn record(
    tx: &mut Tx,
    now: Timestamp,
    token: &str,
    gate_clock: Timestamp,
    told: &[Told],
) -> Result<Gate, TellError> {
    let gate = store::find_by_token(tx, token).await?.ok_or(TellError::NoSuch)?;
    let festival = festivals::find(tx, gate.festival).await?.ok_or(TellError::NoSuch)?;
    if !gate.is_heard(&festival, now) {
        return Err(TellError::NoSuch);
    }
    let clock_off = gate_clock.micros().saturating_sub(now.micros());
    let mut entries = Vec::with_capacity(told.len());
    for one in told {
        let Some(ticket) = tickets::find_by_number(tx, festival.id, one.number).await? else { continue };
        let right = Timestamp::from_micros(one.at.micros().saturating_sub(clock_off));
        let at = right.min(now).max(gate.created_at);
        let (gate, ticket) = (gate.id, ticket.id);
        entries.push(Entry { gate, counter: one.counter, ticket, version: one.version, way: one.way, at });
    }
    entry_store::insert(tx, now, festival.id, &entries).await?;
    store::hear(tx, now, gate.id, clock_off).await?;
    Ok(Gate { clock_off, heard_at: Some(now), ..gate })
}
