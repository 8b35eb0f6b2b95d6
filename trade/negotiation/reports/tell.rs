//! Who is told of a ruling: whoever reported, and the writer when it has consequences for them.

use kernel::Timestamp;
use platform::{
    db::{DbError, Tx},
    jobs::{self, Failure, Job},
};
use serde::{Deserialize, Serialize};

use super::{
    ReportId, Ruling,
    mail::{ReportRuled, WriterWarned},
    store,
};
use crate::{
    accounts,
    market::Market,
    post::{post, sheet},
};

/// Tell those whom it concerns what a moderator has decided: whoever reported, or the writer.
#[derive(Serialize, Deserialize)]
pub struct TellOfRuling {
    pub report: ReportId,
    pub to_writer: bool,
}

/// Two jobs, so that a mail that fails is not sent again to the other.
pub(super) async fn promise(tx: &mut Tx, now: Timestamp, report: ReportId) -> Result<(), DbError> {
    for to_writer in [false, true] {
        jobs::enqueue(tx, now, now, &TellOfRuling { report, to_writer }).await?;
    }
    Ok(())
}

impl Job for TellOfRuling {
    const KIND: &'static str = "negotiation.tell_of_ruling";
    type World = Market;

    async fn run(self, market: &Market, now: Timestamp) -> Result<(), Failure> {
        let Self { report: id, to_writer } = self;
        let read = async move |tx: &mut Tx| {
            let Some(report) = store::find(tx, id).await? else { return Ok(None) };
            let to = accounts::find(tx, if to_writer { report.about } else { report.by }).await?;
            Ok::<_, DbError>(to.map(|to| (report, to)))
        };
        let Some((report, to)) = market.db.read(read).await? else { return Ok(()) };
        let Some(decided) = report.decided else { return Ok(()) };
        let (words, path) = (decided.words, format!("/conversations/{}", report.conversation));
        if !to_writer {
            return post(market, &to, now, &ReportRuled { ruling: decided.ruling, words, path }).await;
        }
        if decided.ruling == Ruling::Dismiss {
            return Ok(());
        }
        let until = decided.paused_until.map(|until| sheet(market, to.language, &to.zone, now).day(&until));
        post(market, &to, now, &WriterWarned { until: until.unwrap_or_default(), words, path }).await
    }
}
