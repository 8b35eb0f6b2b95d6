//! What drives wait for.

use platform::jobs::{Lane, Promise};
use serde::{Deserialize, Serialize};

use super::{InvitationId, SignUpId, SignUpStage};

/// Look every hour what became of those who have signed up, and let invitations lapse.
#[derive(Serialize, Deserialize)]
pub struct LookAround {}

impl Promise for LookAround {
    const KIND: &'static str = "drives.look_around";
    const LANE: Lane = Lane::Long;
}

/// Look at some of those in one stage, after one of them.
#[derive(Serialize, Deserialize)]
pub struct LookAtSome {
    pub stage: String,
    pub after: SignUpId,
}

impl LookAtSome {
    pub fn stage(&self) -> Option<SignUpStage> {
        SignUpStage::parse(&self.stage)
    }
}

impl Promise for LookAtSome {
    const KIND: &'static str = "drives.look_at_some";
    const LANE: Lane = Lane::Long;
}

/// Write to somebody whom a helper has asked.
#[derive(Serialize, Deserialize)]
pub struct TellOfInvitation {
    pub invitation: InvitationId,
}

impl Promise for TellOfInvitation {
    const KIND: &'static str = "drives.tell_invitation";
    const LANE: Lane = Lane::Post;
}
