use kernel::{Lifecycle, Refused, Timestamp, days, lifecycle, shop_id};

use crate::festivals::{Festival, FestivalId};

shop_id!(
    /// A phone at a gate of a festival.
    GateId
);

lifecycle! {
    "a gate", "problem-gate-state";
    /// Whether a gate still looks at tickets, by name.
    GateStage { Open = "open", Revoked = "revoked" }
    /// What is done with a gate, by name.
    GateAct { Revoke = "revoke" }
    Open --Revoke--> Revoked
}

/// How long after a festival its gates still tell what they have seen.
const TELLS_FOR: std::time::Duration = days(7);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate {
    pub id: GateId,
    pub festival: FestivalId,
    pub name: String,
    /// 0 for a gate to everything, else the position of a zone.
    pub zone: i64,
    pub stage: GateStage,
    /// By how many microseconds its clock was ahead when it was last heard.
    pub clock_off: i64,
    pub heard_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub revoked_at: Option<Timestamp>,
}

impl Gate {
    pub fn next(&self, act: GateAct, now: Timestamp) -> Result<Self, Refused<GateStage>> {
        Ok(Self { stage: self.stage.after(act)?, revoked_at: Some(now), ..self.clone() })
    }

    /// Whether it is heard at all: until some days after its festival.
    pub fn is_heard(&self, festival: &Festival, now: Timestamp) -> bool {
        self.stage == GateStage::Open && now < festival.ends_at + TELLS_FOR
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    kernel::lifecycle_tests! {
        GateStage ends at [Revoked], drawn in include_str!("mod.rs"), next by GateStage::after
    }
}
