//! Who went through the gates of a festival.

use std::collections::BTreeMap;

use kernel::Timestamp;
use platform::{
    db::{DbError, Row, Statement, Tx},
    params,
};

use super::{Entry, GateId, Way};
use crate::festivals::{
    FestivalId,
    tickets::{TicketId, TicketNumber},
};

const INSERT: &str = "INSERT INTO gate_entry (shop_id, gate_id, counter, festival_id, ticket_id, version, way, entered_at, \
    received_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (shop_id, gate_id, counter) DO NOTHING";
/// Keep entries; what was told before is kept once.
pub(super) async fn insert(
    tx: &mut Tx,
    now: Timestamp,
    festival: FestivalId,
    entries: &[Entry],
) -> Result<(), DbError> {
    let row = |entry: &Entry| -> Statement {
        let (gate, ticket) = (entry.gate, entry.ticket.number());
        let values = params![
            gate.shop(),
            gate.number(),
            entry.counter,
            festival.number(),
            ticket,
            entry.version,
            entry.way.name(),
            entry.at,
            now
        ];
        (INSERT, values.to_vec())
    };
    tx.execute_all(&entries.iter().map(row).collect::<Vec<_>>()).await.map(drop)
}

macro_rules! entry_columns {
    () => {
        "SELECT e.shop_id, e.gate_id, e.counter, e.ticket_id, e.version, e.way, e.entered_at FROM gate_entry e "
    };
}

fn decode(mut row: Row) -> Result<Entry, DbError> {
    let shop = row.shop()?;
    Ok(Entry {
        gate: GateId::new(shop, row.int()?),
        counter: row.int()?,
        ticket: TicketId::new(shop, row.int()?),
        version: row.int()?,
        way: row.word(Way::parse)?,
        at: row.time()?,
    })
}

const OF_TICKET: &str = concat!(
    entry_columns!(),
    "WHERE e.shop_id = $1 AND e.ticket_id = $2 ORDER BY e.entered_at, e.gate_id, e.counter LIMIT 500"
);
/// Where and when somebody went through with a ticket, the earliest first.
pub async fn of_ticket(tx: &mut Tx, ticket: TicketId) -> Result<Vec<Entry>, DbError> {
    tx.list(OF_TICKET, params![ticket.shop(), ticket.number()], decode).await
}

const OFTEN: &str = concat!(
    entry_columns!(),
    "WHERE e.shop_id = $1 AND e.festival_id = $2 AND e.ticket_id IN (SELECT d.ticket_id FROM gate_entry d \
     WHERE d.shop_id = $1 AND d.festival_id = $2 AND d.way = 'in' GROUP BY d.ticket_id HAVING COUNT(*) > 1 \
     ORDER BY d.ticket_id LIMIT 2000) ORDER BY e.ticket_id, e.entered_at, e.gate_id, e.counter LIMIT 20000"
);
/// The entries of tickets that came in more than once.
pub(super) async fn often(
    tx: &mut Tx,
    festival: FestivalId,
) -> Result<BTreeMap<TicketId, Vec<Entry>>, DbError> {
    let mut of: BTreeMap<TicketId, Vec<Entry>> = BTreeMap::new();
    for entry in tx.list(OFTEN, params![festival.shop(), festival.number()], decode).await? {
        of.entry(entry.ticket).or_default().push(entry);
    }
    Ok(of)
}

/// An entry as another gate is told of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heard {
    pub number: TicketNumber,
    pub gate: GateId,
    pub way: Way,
    pub at: Timestamp,
}

const HEARD: &str = "SELECT e.shop_id, e.gate_id, e.counter, e.way, e.entered_at, t.number FROM gate_entry e \
    JOIN ticket t ON t.shop_id = e.shop_id AND t.id = e.ticket_id WHERE e.shop_id = $1 AND e.festival_id = $2 \
    AND (e.entered_at > $3 OR (e.entered_at = $3 AND (e.gate_id > $4 OR (e.gate_id = $4 AND e.counter > $5)))) \
    ORDER BY e.entered_at, e.gate_id, e.counter LIMIT 10000";
/// Every entry of a festival. Cost: a walk over all of them, in stretches.
pub(super) async fn heard(tx: &mut Tx, festival: FestivalId) -> Result<Vec<Heard>, DbError> {
    let (shop, number) = (festival.shop(), festival.number());
    let (mut all, mut after) = (Vec::new(), (Timestamp::from_micros(i64::MIN), 0, 0));
    loop {
        let decode = |mut row: Row| {
            let shop = row.shop()?;
            let (gate, counter, way, at) = (row.int()?, row.int()?, row.word(Way::parse)?, row.time()?);
            let heard =
                Heard { number: TicketNumber::new(row.int()?), gate: GateId::new(shop, gate), way, at };
            Ok(((at, gate, counter), heard))
        };
        let part = tx.list(HEARD, params![shop, number, after.0, after.1, after.2], decode).await?;
        let Some(last) = part.last() else { return Ok(all) };
        after = last.0;
        all.extend(part.into_iter().map(|(_, heard)| heard));
    }
}

/// How many came in at a gate in an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hour {
    pub begins_at: Timestamp,
    pub entries: i64,
}

// Microseconds of an hour.
const HOURS: &str = "SELECT e.entered_at / 3600000000, COUNT(*) FROM gate_entry e WHERE e.shop_id = $1 AND e.festival_id = $2 \
    AND e.way = 'in' GROUP BY e.entered_at / 3600000000 ORDER BY e.entered_at / 3600000000 LIMIT 2000";
/// How many came in, hour by hour; hours in which nobody came are not there.
pub async fn hours(tx: &mut Tx, festival: FestivalId) -> Result<Vec<Hour>, DbError> {
    let decode = |mut row: Row| {
        let begins_at = Timestamp::from_micros(row.int()?.saturating_mul(3_600_000_000));
        Ok(Hour { begins_at, entries: row.int()? })
    };
    tx.list(HOURS, params![festival.shop(), festival.number()], decode).await
}
