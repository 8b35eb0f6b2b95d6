//! What the API says of tickets.

use people::{
    one_of::word_of,
    wire::{Amount, time},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Held, Reentry, TicketKind, TicketStage};

/// A kind of ticket.
#[derive(Serialize, ToSchema)]
pub struct TicketKindOut {
    id: String,
    position: i64,
    name: String,
    /// Empty when there is none.
    name_en: String,
    /// 0 for every day, else the first, the second …
    day: i64,
    /// 0 for everywhere, else the position of a zone.
    zone: i64,
    price: Amount,
    /// What is bought for it; none of a free one.
    listing: Option<String>,
    variant: Option<String>,
    capacity: i64,
    /// Of the capacity: issued and not given back.
    taken: i64,
    sale_from: String,
    sale_until: String,
    most_per_person: i64,
    /// Given back until so many days before its first day; none: not at all.
    refund_days: Option<i64>,
    #[schema(schema_with = word_of::<Reentry>)]
    reentry: &'static str,
    /// The only gate at which it admits.
    gate: Option<String>,
}

impl From<TicketKind> for TicketKindOut {
    fn from(kind: TicketKind) -> Self {
        let shop = kind.id.shop();
        let said = kind.said;
        Self {
            id: kind.id.to_string(),
            position: kind.position,
            name: said.name,
            name_en: said.name_en,
            day: said.day,
            zone: said.zone,
            price: said.price.into(),
            listing: kind.sold.map(|it| it.0.to_string()),
            variant: kind.sold.map(|it| it.1.to_string()),
            capacity: said.capacity,
            taken: kind.taken,
            sale_from: time(said.sale_from),
            sale_until: time(said.sale_until),
            most_per_person: said.most_per_person,
            refund_days: said.refund_days,
            reentry: said.reentry.name(),
            gate: said.gate.map(|gate| crate::festivals::gate::GateId::new(shop, gate).to_string()),
        }
    }
}

/// A ticket, for its holder.
#[derive(Serialize, ToSchema)]
pub struct HeldOut {
    id: String,
    /// The number that people say.
    #[schema(example = "14SC-0PJ6")]
    number: String,
    #[schema(schema_with = word_of::<TicketStage>)]
    state: &'static str,
    festival: String,
    kind: TicketKindOut,
    /// The text of its code, for a square code in alphanumeric mode; empty when it admits no more.
    code: String,
    /// The path by which it is handed on, while it is offered.
    link: Option<String>,
    order: Option<String>,
    issued_at: String,
}

impl From<Held> for HeldOut {
    fn from(held: Held) -> Self {
        let ticket = held.ticket;
        Self {
            id: ticket.id.to_string(),
            number: ticket.number.to_string(),
            state: ticket.stage.name(),
            festival: held.festival.handle,
            kind: held.kind.into(),
            code: held.code,
            link: ticket.token.map(|token| format!("/tickets/{token}")),
            order: ticket.order.map(|it| it.0.to_string()),
            issued_at: time(ticket.issued_at),
        }
    }
}
