//! What a shop asks for, and the lifecycle of it.

use goods::catalog::ListingId;
use kernel::{Lifecycle, OrderId, Refused, ShopId, Timestamp, lifecycle};
use serde::{Deserialize, Serialize};

use crate::festivals::{ApplicationId, FestivalId, ZoneId};

/// Listings that a shop says it will show.
pub const MOST_LISTINGS: usize = 12;

lifecycle! {
    "an application", "problem-application-state";
    /// Where an application stands, by name.
    ApplicationStage of ApplicationState {
        Applied = "applied", Waiting = "waiting", Accepted = "accepted", Confirmed = "confirmed", Declined = "declined",
        Withdrawn = "withdrawn", Lapsed = "lapsed", CalledOff = "called-off",
    }
    /// What is done with an application, by name.
    ApplicationAct of Step {
        Accept = "accept", PutOnList = "put-on-list", Decline = "decline", Confirm = "confirm", Withdraw = "withdraw",
        Lapse = "lapse", CallOff = "call-off", Apply = "apply",
    }
    Applied --Accept--> Accepted
    Applied --PutOnList--> Waiting
    Applied --Decline--> Declined
    Applied --Withdraw--> Withdrawn
    Applied --CallOff--> CalledOff
    Waiting --Accept--> Accepted
    Waiting --Decline--> Declined
    Waiting --Withdraw--> Withdrawn
    Waiting --CallOff--> CalledOff
    Accepted --Confirm--> Confirmed
    Accepted --Lapse--> Lapsed
    Accepted --Withdraw--> Withdrawn
    Accepted --CallOff--> CalledOff
    Confirmed --Withdraw--> Withdrawn
    Confirmed --CallOff--> CalledOff
    Withdrawn --Apply--> Applied
    Lapsed --Apply--> Applied
}

/// Where an application stands, with what is true there and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ApplicationState {
    Applied,
    Waiting {
        since: Timestamp,
    },
    /// It has a booth, whose fee is paid by then.
    Accepted {
        booth: i64,
        pay_until: Timestamp,
    },
    /// It has a booth; the order is that of its fee, none of a free one.
    Confirmed {
        booth: i64,
        order: Option<OrderId>,
    },
    Declined {
        reason: String,
    },
    Withdrawn,
    Lapsed,
    CalledOff,
}

/// A step with what it brings along.
#[derive(Clone, Debug)]
pub enum Step {
    Accept { booth: i64, pay_until: Timestamp },
    PutOnList { at: Timestamp },
    Decline { reason: String },
    Confirm { order: Option<OrderId> },
    Withdraw,
    Lapse,
    CallOff,
    Apply,
}

impl ApplicationState {
    pub fn next(self, step: Step) -> Result<Self, Refused<ApplicationStage>> {
        self.stage().after(step.act())?;
        match (self, step) {
            (_, Step::Accept { booth, pay_until }) => Ok(Self::Accepted { booth, pay_until }),
            (_, Step::PutOnList { at }) => Ok(Self::Waiting { since: at }),
            (_, Step::Decline { reason }) => Ok(Self::Declined { reason }),
            (Self::Accepted { booth, .. }, Step::Confirm { order }) => Ok(Self::Confirmed { booth, order }),
            (from, Step::Confirm { .. }) => Err(Refused { from: from.stage(), act: ApplicationAct::Confirm }),
            (_, Step::Withdraw) => Ok(Self::Withdrawn),
            (_, Step::Lapse) => Ok(Self::Lapsed),
            (_, Step::CallOff) => Ok(Self::CalledOff),
            (_, Step::Apply) => Ok(Self::Applied),
        }
    }

    /// The number of its booth, while it has one.
    pub fn booth(&self) -> Option<i64> {
        match self {
            Self::Accepted { booth, .. } | Self::Confirmed { booth, .. } => Some(*booth),
            Self::Applied
            | Self::Waiting { .. }
            | Self::Declined { .. }
            | Self::Withdrawn
            | Self::Lapsed
            | Self::CalledOff => None,
        }
    }

    /// The order that paid for its booth.
    pub fn order(&self) -> Option<OrderId> {
        if let Self::Confirmed { order, .. } = self { *order } else { None }
    }

    pub fn waiting_since(&self) -> Option<Timestamp> {
        if let Self::Waiting { since } = self { Some(*since) } else { None }
    }

    pub fn pay_until(&self) -> Option<Timestamp> {
        if let Self::Accepted { pay_until, .. } = self { Some(*pay_until) } else { None }
    }

    /// Why it was declined; empty of others.
    pub fn reason(&self) -> &str {
        if let Self::Declined { reason } = self { reason } else { "" }
    }
}

/// What a shop shows at its booth, and what it needs there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wants {
    pub zone: ZoneId,
    pub words: String,
    pub listings: Vec<ListingId>,
    pub tables: i64,
    pub power_watts: i64,
}

#[derive(Clone, Debug)]
pub struct Application {
    pub id: ApplicationId,
    pub festival: FestivalId,
    /// The shop that wants a booth.
    pub applicant: ShopId,
    pub state: ApplicationState,
    pub wants: Wants,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl Application {
    pub fn next(&self, step: Step) -> Result<Self, Refused<ApplicationStage>> {
        Ok(Self { state: self.state.clone().next(step)?, ..self.clone() })
    }

    pub fn stage(&self) -> ApplicationStage {
        self.state.stage()
    }

    pub fn can(&self, act: ApplicationAct) -> bool {
        self.stage().can(act)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one_of(stage: ApplicationStage) -> ApplicationState {
        let at = Timestamp::from_micros(0);
        match stage {
            ApplicationStage::Applied => ApplicationState::Applied,
            ApplicationStage::Waiting => ApplicationState::Waiting { since: at },
            ApplicationStage::Accepted => ApplicationState::Accepted { booth: 1, pay_until: at },
            ApplicationStage::Confirmed => ApplicationState::Confirmed { booth: 1, order: None },
            ApplicationStage::Declined => ApplicationState::Declined { reason: "no".into() },
            ApplicationStage::Withdrawn => ApplicationState::Withdrawn,
            ApplicationStage::Lapsed => ApplicationState::Lapsed,
            ApplicationStage::CalledOff => ApplicationState::CalledOff,
        }
    }

    fn step_of(act: ApplicationAct) -> Step {
        let at = Timestamp::from_micros(1);
        match act {
            ApplicationAct::Accept => Step::Accept { booth: 2, pay_until: at },
            ApplicationAct::PutOnList => Step::PutOnList { at },
            ApplicationAct::Decline => Step::Decline { reason: "no".into() },
            ApplicationAct::Confirm => Step::Confirm { order: None },
            ApplicationAct::Withdraw => Step::Withdraw,
            ApplicationAct::Lapse => Step::Lapse,
            ApplicationAct::CallOff => Step::CallOff,
            ApplicationAct::Apply => Step::Apply,
        }
    }

    kernel::lifecycle_tests! {
        ApplicationStage ends at [Declined, CalledOff], drawn in include_str!("mod.rs"),
        next by |from, act| one_of(from).next(step_of(act)).map(|state| state.stage())
    }
}
