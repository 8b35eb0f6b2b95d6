use kernel::ShopId;
use platform::jobs::{Lane, Promise};
use serde::{Deserialize, Serialize};

use super::AgreementId;

/// Tell one of the two shops what became of an agreement, if that is so still.
#[derive(Serialize, Deserialize)]
pub struct TellOfAgreement {
    pub agreement: AgreementId,
    pub to: ShopId,
    /// The name of its state.
    pub stage: String,
}

impl Promise for TellOfAgreement {
    const KIND: &'static str = "live.tell_of_agreement";
    const LANE: Lane = Lane::Post;
}
