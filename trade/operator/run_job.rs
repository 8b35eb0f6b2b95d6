use kernel::{Actor, Timestamp};
use platform::{
    audit,
    db::Tx,
    jobs,
};
use serde_json::json;

use super::JobError;

/// Let a job run at once with all its tries before it.
pub async fn run_job(tx: &mut Tx, by: &Actor, now: Timestamp, id: i64) -> Result<(), JobError> {
    by.operator()?;
    let job = jobs::find(tx, id).await?.ok_or(JobError::NoSuchJob)?;
    if !jobs::run_again(tx, id, now).await? {
        return Err(JobError::NoSuchJob);
    }
    let detail = json!({ "kind": job.kind, "attempts": job.attempts, "error": job.error });
    Ok(audit::record(tx, now, by.account().ok(), "job.run", &id.to_string(), &detail).await?)
}
