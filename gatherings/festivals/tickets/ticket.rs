//! A ticket and who holds it.

use kernel::{AccountId, Lifecycle, OrderId, Refused, Timestamp, lifecycle, shop_id};

use super::{KindId, TicketNumber};
use crate::festivals::FestivalId;

shop_id!(
    /// A ticket of a festival.
    TicketId
);

lifecycle! {
    "a ticket", "problem-ticket-state";
    /// Whether a ticket admits, by name. That somebody came in with it is an entry of its own.
    TicketStage { Valid = "valid", Offered = "offered", Void = "void" }
    /// What becomes of a ticket, by name.
    TicketAct { Offer = "offer", Withdraw = "withdraw", Claim = "claim", Void = "void" }
    Valid --Offer--> Offered
    Valid --Void--> Void
    Offered --Withdraw--> Valid
    Offered --Claim--> Valid
    Offered --Void--> Void
}

/// Versions of a code, at most: one octet counts them.
pub const MOST_VERSIONS: i64 = 250;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    pub id: TicketId,
    pub festival: FestivalId,
    pub kind: KindId,
    pub number: TicketNumber,
    /// Of its code: one more with each new holder.
    pub version: i64,
    pub stage: TicketStage,
    /// None of somebody who has left the market.
    pub holder: Option<AccountId>,
    /// For whom it was issued.
    pub buyer: AccountId,
    /// The order and the position of its line; none of a free one.
    pub order: Option<(OrderId, i64)>,
    /// Of the link by which it is handed on.
    pub token: Option<String>,
    pub issued_at: Timestamp,
    pub updated_at: Timestamp,
    pub voided_at: Option<Timestamp>,
}

impl Ticket {
    pub fn next(&self, act: TicketAct, now: Timestamp) -> Result<Self, Refused<TicketStage>> {
        let stage = self.stage.after(act)?;
        let voided_at = (stage == TicketStage::Void).then_some(now);
        Ok(Self { stage, voided_at, token: None, updated_at: now, ..self.clone() })
    }

    pub fn admits(&self) -> bool {
        self.stage != TicketStage::Void
    }

    /// Whether it may be handed on once more.
    pub fn is_transferable(&self) -> bool {
        self.stage == TicketStage::Valid && self.version < MOST_VERSIONS
    }

    pub fn path(&self) -> String {
        format!("/mine/tickets/{}", self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    kernel::lifecycle_tests! {
        TicketStage ends at [Void], drawn in include_str!("mod.rs"), next by TicketStage::after
    }
}
