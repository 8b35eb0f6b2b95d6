//! Kinds of ticket.

use goods::catalog::{ListingId, VariantId};
use kernel::Timestamp;
use platform::{
    db::{DbError, Row, Tx, Value},
    params,
};

use super::{KindId, KindPlan, Reentry, TicketKind};
use crate::festivals::FestivalId;

macro_rules! kind_columns {
    () => {
        "SELECT k.shop_id, k.id, k.festival_id, k.position, k.name, k.name_en, k.day, k.zone, \
         CASE WHEN v.priced = 1 THEN v.price_minor ELSE k.price_minor END, k.currency, k.capacity, k.sale_from, \
         k.sale_until, k.most_per_person, k.refund_days, k.reentry, k.gate_id, k.listing_id, k.variant_id, k.taken \
         FROM ticket_kind k LEFT JOIN variant v ON v.shop_id = k.shop_id AND v.id = k.variant_id "
    };
}

fn decode(mut row: Row) -> Result<TicketKind, DbError> {
    let shop = row.shop()?;
    let (id, festival) = (KindId::new(shop, row.int()?), FestivalId::new(shop, row.int()?));
    let position = row.int()?;
    let said = KindPlan {
        name: row.text()?,
        name_en: row.text()?,
        day: row.int()?,
        zone: row.int()?,
        price: row.money()?,
        capacity: row.int()?,
        sale_from: row.time()?,
        sale_until: row.time()?,
        most_per_person: row.int()?,
        refund_days: row.maybe_int()?,
        reentry: row.word(Reentry::parse)?,
        gate: row.maybe_int()?,
    };
    let (listing, variant) = (row.maybe_int()?, row.maybe_int()?);
    let sold = listing.zip(variant);
    let sold = sold.map(|(listing, variant)| (ListingId::new(shop, listing), VariantId::new(shop, variant)));
    Ok(TicketKind { id, festival, position, said, sold, taken: row.int()? })
}

fn said(kind: &TicketKind, now: Timestamp) -> Vec<Value> {
    let (id, said) = (kind.id, &kind.said);
    params![
        id.shop(),
        id.number(),
        &said.name,
        &said.name_en,
        said.capacity,
        said.sale_from,
        said.sale_until,
        said.most_per_person,
        said.refund_days,
        said.reentry.name(),
        said.gate,
        now
    ]
    .to_vec()
}

const INSERT: &str = "INSERT INTO ticket_kind (shop_id, id, name, name_en, capacity, sale_from, sale_until, most_per_person, \
    refund_days, reentry, gate_id, updated_at, created_at, festival_id, position, day, zone, price_minor, currency, \
    listing_id, variant_id, taken) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13, $14, $15, $16, $17, \
    $18, $19, $20, 0)";
pub(super) async fn insert(tx: &mut Tx, now: Timestamp, kind: &TicketKind) -> Result<(), DbError> {
    let mut row = said(kind, now);
    let price = kind.said.price;
    let (listing, variant) = (kind.sold.map(|it| it.0.number()), kind.sold.map(|it| it.1.number()));
    row.extend_from_slice(params![
        kind.festival.number(),
        kind.position,
        kind.said.day,
        kind.said.zone,
        price.minor(),
        price.currency().code(),
        listing,
        variant
    ]);
    tx.execute_one(INSERT, &row).await
}

const UPDATE: &str = "UPDATE ticket_kind SET name = $3, name_en = $4, capacity = $5, sale_from = $6, sale_until = $7, \
    most_per_person = $8, refund_days = $9, reentry = $10, gate_id = $11, updated_at = $12 \
    WHERE shop_id = $1 AND id = $2 AND taken <= $5";
/// False when more than that are taken.
pub(super) async fn update(tx: &mut Tx, now: Timestamp, kind: &TicketKind) -> Result<bool, DbError> {
    Ok(tx.execute(UPDATE, &said(kind, now)).await? == 1)
}

const TAKE: &str =
    "UPDATE ticket_kind SET taken = taken + $3 WHERE shop_id = $1 AND id = $2 AND taken + $3 <= capacity";
/// Take places of a kind, all or none; false when there are not so many.
pub(super) async fn take(tx: &mut Tx, kind: KindId, places: i64) -> Result<bool, DbError> {
    Ok(tx.execute(TAKE, params![kind.shop(), kind.number(), places]).await? == 1)
}

const GIVE_BACK: &str =
    "UPDATE ticket_kind SET taken = taken - $3 WHERE shop_id = $1 AND id = $2 AND taken >= $3";
pub(super) async fn give_back(tx: &mut Tx, kind: KindId, places: i64) -> Result<(), DbError> {
    tx.execute_one(GIVE_BACK, params![kind.shop(), kind.number(), places]).await
}

const FIND: &str = concat!(kind_columns!(), "WHERE k.shop_id = $1 AND k.id = $2");
pub async fn find_kind(tx: &mut Tx, id: KindId) -> Result<Option<TicketKind>, DbError> {
    tx.find(FIND, params![id.shop(), id.number()], decode).await
}

const FIND_SOLD: &str = concat!(kind_columns!(), "WHERE k.shop_id = $1 AND k.variant_id = $2");
/// The kind that is bought by a variant.
pub(super) async fn find_sold(tx: &mut Tx, variant: VariantId) -> Result<Option<TicketKind>, DbError> {
    tx.find(FIND_SOLD, params![variant.shop(), variant.number()], decode).await
}

const LIST: &str =
    concat!(kind_columns!(), "WHERE k.shop_id = $1 AND k.festival_id = $2 ORDER BY k.position LIMIT 100");
/// The kinds of ticket of a festival, in their order.
pub async fn kinds(tx: &mut Tx, festival: FestivalId) -> Result<Vec<TicketKind>, DbError> {
    tx.list(LIST, params![festival.shop(), festival.number()], decode).await
}

const LAST_DAY: &str =
    "SELECT COALESCE(MAX(day), 0) FROM ticket_kind WHERE shop_id = $1 AND festival_id = $2";
/// The last of the days for which there is a kind of ticket of its own; 0 when there is none.
pub async fn last_day(tx: &mut Tx, festival: FestivalId) -> Result<i64, DbError> {
    tx.number(LAST_DAY, params![festival.shop(), festival.number()]).await
}

const LEAD_TO: &str = "SELECT (SELECT COUNT(*) FROM ticket_kind k WHERE k.shop_id = $1 AND k.festival_id = $2 AND k.zone = $3) \
    + (SELECT COUNT(*) FROM festival_gate g WHERE g.shop_id = $1 AND g.festival_id = $2 AND g.zone = $3)";
/// Whether a ticket or a gate says the position of a zone, which is another's when the zone is gone.
pub async fn lead_to(tx: &mut Tx, festival: FestivalId, zone: i64) -> Result<bool, DbError> {
    Ok(tx.number(LEAD_TO, params![festival.shop(), festival.number(), zone]).await? > 0)
}

const HAS_GATE: &str = "SELECT COUNT(*) FROM festival_gate WHERE shop_id = $1 AND id = $2 AND festival_id = $3 AND state = 'open'";
pub(super) async fn has_gate(tx: &mut Tx, festival: FestivalId, gate: i64) -> Result<bool, DbError> {
    Ok(tx.number(HAS_GATE, params![festival.shop(), gate, festival.number()]).await? > 0)
}
