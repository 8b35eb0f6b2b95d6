use kernel::Timestamp;
use platform::jobs::{Lane, Promise};
use serde::{Deserialize, Serialize};

use super::{BanId, PassageId};

/// Tell a shop how its ban stands.
#[derive(Serialize, Deserialize)]
pub struct TellOfBan {
    pub ban: BanId,
}

impl Promise for TellOfBan {
    const KIND: &'static str = "live.tell_of_ban";
    const LANE: Lane = Lane::Post;
}

/// Take a passage out that nobody has decided in time.
#[derive(Serialize, Deserialize)]
pub struct GrantPassage {
    pub passage: PassageId,
    pub due_at: Timestamp,
}

impl Promise for GrantPassage {
    const KIND: &'static str = "live.grant_passage";
}

/// Tell those whom it concerns how a passage stands.
#[derive(Serialize, Deserialize)]
pub struct TellOfPassage {
    pub passage: PassageId,
}

impl Promise for TellOfPassage {
    const KIND: &'static str = "live.tell_of_passage";
    const LANE: Lane = Lane::Post;
}

/// Throw away the highlights and clips of what was taken out.
#[derive(Serialize, Deserialize)]
pub struct ForgetPassage {
    pub passage: PassageId,
}

impl Promise for ForgetPassage {
    const KIND: &'static str = "live.forget_passage";
    const LANE: Lane = Lane::Long;
}
