//! Who is told of a ruling: whoever reported, and the writer when it has consequences for them.

use kernel::Timestamp;
use people::{accounts, notifications::post, post::sheet};
use platform::{
    db::{DbError, Tx},
    jobs::{Bodies, Failure},
};
use selling::Selling;

use super::{
    Ruling,
    mail::{ReportRuled, WriterWarned},
    promises::TellOfRuling,
    store,
};

pub fn bodies(bodies: &mut Bodies<Selling>) {
    bodies.on(tell_of_ruling);
}

async fn tell_of_ruling(market: Selling, now: Timestamp, job: TellOfRuling) -> Result<(), Failure> {
    let TellOfRuling { report: id, to_writer } = job;
    let read = async move |tx: &mut Tx| {
        let Some(report) = store::find(tx, id).await? else { return Ok(None) };
        let to = accounts::find(tx, if to_writer { report.about } else { report.by }).await?;
        Ok::<_, DbError>(to.map(|to| (report, to)))
    };
    let Some((report, to)) = market.db.read(read).await? else { return Ok(()) };
    let Some(decided) = report.decided else { return Ok(()) };
    let (words, path) = (decided.words, format!("/conversations/{}", report.conversation));
    if !to_writer {
        return post(&market, &to, now, &ReportRuled { ruling: decided.ruling, words, path }).await;
    }
    if decided.ruling == Ruling::Dismiss {
        return Ok(());
    }
    let until = decided.paused_until.map(|until| sheet(&market, to.language, &to.zone, now).day(&until));
    post(&market, &to, now, &WriterWarned { until: until.unwrap_or_default(), words, path }).await
}
