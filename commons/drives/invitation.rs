//! What a helper asks somebody on the spot, who answers for themselves:
//!
//! ```text
//! sent --accept--> accepted
//! sent --refuse--> refused
//! sent --lapse--> lapsed
//! ```

use kernel::{AccountId, Lifecycle, Refused, Timestamp, id, lifecycle};

use super::{DriveId, SignUpKind};

id!(
    /// A question of a helper's to somebody.
    InvitationId
);

lifecycle! {
    "an invitation", "problem-invitation-state";
    /// Where an invitation stands, by name.
    InvitationStage { Sent = "sent", Accepted = "accepted", Refused = "refused", Lapsed = "lapsed" }
    /// What becomes of an invitation, by name.
    InvitationAct { Accept = "accept", Refuse = "refuse", Lapse = "lapse" }
    Sent --Accept--> Accepted
    Sent --Refuse--> Refused
    Sent --Lapse--> Lapsed
}

#[derive(Clone, Debug)]
pub struct Invitation {
    pub id: InvitationId,
    pub drive: DriveId,
    pub helper: AccountId,
    /// Who may answer.
    pub account: AccountId,
    /// What the helper calls them; forgotten with the answer.
    pub called: String,
    pub kind: SignUpKind,
    pub stage: InvitationStage,
    pub sent_at: Timestamp,
    pub answer_by: Timestamp,
    pub answered_at: Option<Timestamp>,
}

impl Invitation {
    pub fn next(&self, act: InvitationAct, now: Timestamp) -> Result<Self, Refused<InvitationStage>> {
        let stage = self.stage.after(act)?;
        Ok(Self { stage, called: String::new(), answered_at: Some(now), ..self.clone() })
    }

    pub fn path(&self) -> String {
        format!("/drives/{}/invitations/{}", self.drive, self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(stage: InvitationStage) -> Invitation {
        Invitation {
            id: InvitationId::new(1),
            drive: DriveId::new(1),
            helper: AccountId::new(1),
            account: AccountId::new(2),
            called: "Aunt Li".into(),
            kind: SignUpKind::Retailer,
            stage,
            sent_at: Timestamp::from_micros(0),
            answer_by: Timestamp::from_micros(9),
            answered_at: None,
        }
    }

    kernel::lifecycle_tests! {
        InvitationStage ends at [Accepted, Refused, Lapsed], drawn in include_str!("invitation.rs"),
        next by |from, act| one(from).next(act, Timestamp::from_micros(1)).map(|after| after.stage)
    }

    #[test]
    fn what_somebody_was_called_is_forgotten_with_the_answer() {
        for act in InvitationAct::ALL {
            let after = one(InvitationStage::Sent).next(*act, Timestamp::from_micros(1)).unwrap();
            assert_eq!(after.called, "");
        }
    }
}
