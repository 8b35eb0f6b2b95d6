use kernel::{Actor, Timestamp};
use platform::{
    audit,
    db::Tx,
    jobs::{self, Stored},
};
use serde_json::json;

use super::JobError;

/// Whether a job may be run by hand: its time has come, or it was tried before.
///
/// A clock that is run early would find nothing to do, count as done, and never strike.
pub fn may_run(job: &Stored, now: Timestamp) -> bool {
    job.attempts > 0 || job.run_at <= now
}

/// Let a job run at once with all its tries before it.
pub async fn run_job(tx: &mut Tx, by: &Actor, now: Timestamp, id: i64) -> Result<(), JobError> {
    by.operator()?;
    let job = jobs::find(tx, id).await?.ok_or(JobError::NoSuchJob)?;
    if !may_run(&job, now) {
        return Err(JobError::TooEarly);
    }
    if !jobs::run_again(tx, id, now).await? {
        return Err(JobError::NoSuchJob);
    }
    let detail = json!({ "kind": job.kind, "attempts": job.attempts, "error": job.error });
    Ok(audit::record(tx, now, by.account().ok(), "job.run", &id.to_string(), &detail).await?)
}
