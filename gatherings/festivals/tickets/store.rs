//! Tickets.

use std::collections::BTreeMap;

use kernel::{AccountId, Actor, OrderId, Timestamp};
use platform::{
    db::{DbError, HistoryStep, Row, Tx},
    history, params,
};

use super::{KindId, Ticket, TicketAct, TicketId, TicketNumber, TicketStage};
use crate::festivals::FestivalId;

macro_rules! ticket_columns {
    () => {
        "SELECT t.shop_id, t.id, t.festival_id, t.kind_id, t.number, t.version, t.state, t.holder_id, t.buyer_id, t.order_id, \
         t.line, t.token, t.issued_at, t.updated_at, t.voided_at FROM ticket t "
    };
}

fn decode(mut row: Row) -> Result<Ticket, DbError> {
    let shop = row.shop()?;
    let mut ticket = Ticket {
        id: TicketId::new(shop, row.int()?),
        festival: FestivalId::new(shop, row.int()?),
        kind: KindId::new(shop, row.int()?),
        number: TicketNumber::new(row.int()?),
        version: row.int()?,
        stage: row.word(TicketStage::parse)?,
        holder: row.maybe_int()?.map(AccountId::new),
        buyer: row.account()?,
        order: None,
        token: None,
        issued_at: Timestamp::from_micros(0),
        updated_at: Timestamp::from_micros(0),
        voided_at: None,
    };
    let (order, line) = (row.maybe_int()?, row.maybe_int()?);
    ticket.order = order.zip(line).map(|(order, line)| (OrderId::new(shop, order), line));
    (ticket.token, ticket.issued_at) = (row.maybe_text()?, row.time()?);
    (ticket.updated_at, ticket.voided_at) = (row.time()?, row.maybe_time()?);
    Ok(ticket)
}

const INSERT: &str = "INSERT INTO ticket (shop_id, id, festival_id, kind_id, number, version, state, holder_id, buyer_id, \
    order_id, line, token, issued_at, updated_at, voided_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, NULL, $12, $12, NULL) ON CONFLICT (number) DO NOTHING";
const INSERT_STEP: &str = history!("ticket_step", "ticket_id");
/// Keep a new ticket with the first row of its history. False when its number is another's.
pub(super) async fn insert(tx: &mut Tx, by: &Actor, ticket: &Ticket) -> Result<bool, DbError> {
    let (id, order) = (ticket.id, ticket.order);
    let values = params![
        id.shop(),
        id.number(),
        ticket.festival.number(),
        ticket.kind.number(),
        ticket.number.get(),
        ticket.version,
        ticket.stage.name(),
        ticket.holder.map(AccountId::get),
        ticket.buyer,
        order.map(|it| it.0.number()),
        order.map(|it| it.1),
        ticket.issued_at
    ];
    if tx.execute(INSERT, values).await? == 0 {
        return Ok(false);
    }
    step(tx, ticket.issued_at, by, ("issue", ticket)).await?;
    Ok(true)
}

async fn step(
    tx: &mut Tx,
    now: Timestamp,
    by: &Actor,
    (act, ticket): (&str, &Ticket),
) -> Result<(), DbError> {
    let (shop, thing) = (ticket.id.shop(), ticket.id.number());
    let step = HistoryStep { shop, thing, act, state: ticket.stage.name(), by, facts: String::new() };
    step.write(tx, now, INSERT_STEP).await
}

const ADVANCE: &str = "UPDATE ticket SET state = $5, version = $6, holder_id = $7, token = $8, updated_at = $9, voided_at = $10 \
    WHERE shop_id = $1 AND id = $2 AND state = $3 AND version = $4";
/// Write one step: exactly one row changes from the state that was read, and its history row is kept.
pub(super) async fn advance(
    tx: &mut Tx,
    now: Timestamp,
    by: &Actor,
    act: TicketAct,
    (old, new): (&Ticket, &Ticket),
) -> Result<(), DbError> {
    let (id, holder) = (old.id, new.holder.map(AccountId::get));
    let (from, to) = (old.stage.name(), new.stage.name());
    let values = params![
        id.shop(),
        id.number(),
        from,
        old.version,
        to,
        new.version,
        holder,
        new.token.as_deref(),
        now,
        new.voided_at
    ];
    tx.execute_one(ADVANCE, values).await?;
    step(tx, now, by, (act.name(), new)).await
}

const FIND: &str = concat!(ticket_columns!(), "WHERE t.shop_id = $1 AND t.id = $2");
/// A ticket, whoever holds it.
pub async fn find(tx: &mut Tx, id: TicketId) -> Result<Option<Ticket>, DbError> {
    tx.find(FIND, params![id.shop(), id.number()], decode).await
}

/// A ticket of its holder's. For others it is not there.
pub async fn find_held(tx: &mut Tx, holder: AccountId, id: TicketId) -> Result<Option<Ticket>, DbError> {
    Ok(find(tx, id).await?.filter(|ticket| ticket.holder == Some(holder)))
}

const FIND_BY_NUMBER: &str =
    concat!(ticket_columns!(), "WHERE t.number = $1 AND t.shop_id = $2 AND t.festival_id = $3");
/// The ticket of a festival by the number that people say.
pub async fn find_by_number(
    tx: &mut Tx,
    festival: FestivalId,
    number: TicketNumber,
) -> Result<Option<Ticket>, DbError> {
    tx.find(FIND_BY_NUMBER, params![number.get(), festival.shop(), festival.number()], decode).await
}

const FIND_OFFERED: &str = concat!(ticket_columns!(), "WHERE t.token = $1 AND t.state = 'offered'");
/// The ticket that is handed on by a link.
pub async fn find_offered(tx: &mut Tx, token: &str) -> Result<Option<Ticket>, DbError> {
    tx.find(FIND_OFFERED, params![token], decode).await
}

const LIST_OF_HOLDER: &str =
    concat!(ticket_columns!(), "WHERE t.holder_id = $1 AND t.id < $2 ORDER BY t.id DESC LIMIT $3");
/// The tickets that somebody holds, the newest first.
pub async fn list_of_holder(
    tx: &mut Tx,
    holder: AccountId,
    before: i64,
    limit: i64,
) -> Result<Vec<Ticket>, DbError> {
    tx.list(LIST_OF_HOLDER, params![holder, before, limit], decode).await
}

const OF_ORDER: &str =
    concat!(ticket_columns!(), "WHERE t.shop_id = $1 AND t.order_id = $2 ORDER BY t.line, t.id LIMIT 10000");
/// The tickets of an order, line by line, void ones among them.
pub async fn of_order(tx: &mut Tx, order: OrderId) -> Result<Vec<Ticket>, DbError> {
    tx.list(OF_ORDER, params![order.shop(), order.number()], decode).await
}

const COUNT_OF_BUYER: &str = "SELECT COUNT(*) FROM ticket WHERE shop_id = $1 AND kind_id = $2 AND buyer_id = $3 \
    AND state <> 'void'";
/// How many tickets of a kind were issued to somebody and stand.
pub async fn count_of_buyer(tx: &mut Tx, kind: KindId, buyer: AccountId) -> Result<i64, DbError> {
    tx.number(COUNT_OF_BUYER, params![kind.shop(), kind.number(), buyer]).await
}

const ADMITTING: &str = concat!(
    ticket_columns!(),
    "WHERE t.shop_id = $1 AND t.festival_id = $2 AND t.id > $3 AND t.state <> 'void' ORDER BY t.id LIMIT $4"
);
/// Tickets of a festival that admit, after one, the oldest first.
pub(super) async fn admitting(
    tx: &mut Tx,
    festival: FestivalId,
    after: i64,
    limit: i64,
) -> Result<Vec<Ticket>, DbError> {
    tx.list(ADMITTING, params![festival.shop(), festival.number(), after, limit], decode).await
}

/// A ticket as a gate knows it: no more than numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Packed {
    pub number: TicketNumber,
    pub version: i64,
    pub kind: KindId,
    pub is_void: bool,
}

const PACKED: &str = "SELECT t.shop_id, t.id, t.number, t.version, t.kind_id, t.state FROM ticket t \
    WHERE t.shop_id = $1 AND t.festival_id = $2 AND t.id > $3 ORDER BY t.id LIMIT 10000";
/// Every ticket of a festival. Cost: a walk over all of them, in stretches.
pub async fn packed(tx: &mut Tx, festival: FestivalId) -> Result<Vec<Packed>, DbError> {
    let (mut all, mut after) = (Vec::new(), 0);
    loop {
        let decode = |mut row: Row| {
            let (shop, id) = (row.shop()?, row.int()?);
            let (number, version) = (TicketNumber::new(row.int()?), row.int()?);
            let kind = KindId::new(shop, row.int()?);
            let is_void = row.word(TicketStage::parse)? == TicketStage::Void;
            Ok((id, Packed { number, version, kind, is_void }))
        };
        let part = tx.list(PACKED, params![festival.shop(), festival.number(), after], decode).await?;
        let Some(last) = part.last() else { return Ok(all) };
        after = last.0;
        all.extend(part.into_iter().map(|(_, packed)| packed));
    }
}

const COUNTS: &str = "SELECT kind_id, state, COUNT(*) FROM ticket WHERE shop_id = $1 AND festival_id = $2 \
    GROUP BY kind_id, state";
/// How many tickets of each kind stand, and how many are void.
pub async fn counts(tx: &mut Tx, festival: FestivalId) -> Result<BTreeMap<KindId, (i64, i64)>, DbError> {
    let shop = festival.shop();
    let decode =
        |mut row: Row| Ok((KindId::new(shop, row.int()?), row.word(TicketStage::parse)?, row.int()?));
    let mut counts: BTreeMap<KindId, (i64, i64)> = BTreeMap::new();
    for (kind, stage, count) in tx.list(COUNTS, params![shop, festival.number()], decode).await? {
        let (standing, void) = counts.entry(kind).or_default();
        if stage == TicketStage::Void { *void += count } else { *standing += count }
    }
    Ok(counts)
}

const HOLDERS: &str = "SELECT DISTINCT holder_id FROM ticket WHERE shop_id = $1 AND festival_id = $2 AND state <> 'void' \
    AND holder_id > $3 ORDER BY holder_id LIMIT $4";
/// Who holds a ticket of a festival, after one of them.
pub(super) async fn holders(
    tx: &mut Tx,
    festival: FestivalId,
    after: i64,
    limit: i64,
) -> Result<Vec<AccountId>, DbError> {
    let values = params![festival.shop(), festival.number(), after, limit];
    tx.list(HOLDERS, values, |mut row: Row| row.account()).await
}

const FORGET: &str = "UPDATE ticket SET holder_id = NULL WHERE holder_id = $1";
/// Who holds a ticket goes; that there is one stays.
pub(super) async fn forget(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    tx.execute(FORGET, params![account]).await.map(drop)
}

const HAS_ENTERED: &str = "SELECT COUNT(*) FROM gate_entry WHERE shop_id = $1 AND ticket_id = $2";
/// Whether somebody has come in with a ticket, as far as the gates have told.
pub(super) async fn has_entered(tx: &mut Tx, id: TicketId) -> Result<bool, DbError> {
    Ok(tx.number(HAS_ENTERED, params![id.shop(), id.number()]).await? > 0)
}
