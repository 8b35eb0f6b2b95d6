use kernel::Timestamp;
use platform::{
    db::{DbError, Tx},
    jobs::{self, Lane, Promise},
};
use serde::{Deserialize, Serialize};

use super::ReportId;

/// Tell those whom it concerns what a moderator has decided: whoever reported, or the writer.
#[derive(Serialize, Deserialize)]
pub struct TellOfRuling {
    pub report: ReportId,
    pub to_writer: bool,
}

impl Promise for TellOfRuling {
    const KIND: &'static str = "negotiation.tell_of_ruling";
    const LANE: Lane = Lane::Post;
}

/// Two jobs, so that a mail that fails is not sent again to the other.
pub(super) async fn promise_to_tell(tx: &mut Tx, now: Timestamp, report: ReportId) -> Result<(), DbError> {
    for to_writer in [false, true] {
        jobs::enqueue(tx, now, now, &TellOfRuling { report, to_writer }).await?;
    }
    Ok(())
}
