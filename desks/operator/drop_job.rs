use kernel::{Actor, Forbidden, Timestamp};
use platform::{
    audit,
    db::{DbError, Tx},
    jobs,
};
use serde_json::json;

#[derive(Debug, thiserror::Error)]
pub enum JobError {
    #[error("there is no such job")]
    NoSuchJob,
    #[error("the time of the job has not come")]
    TooEarly,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the job could not be changed")]
    Store(#[from] DbError),
}

/// Strike a job off for good: what it would have done is left undone.
pub async fn drop_job(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: i64,
    reason: &str,
) -> Result<(), JobError> {
    by.operator()?;
    let job = jobs::find(tx, id).await?.ok_or(JobError::NoSuchJob)?;
    jobs::delete(tx, id).await?;
    let detail = json!({ "kind": job.kind, "run_at": job.run_at, "error": job.error, "reason": reason });
    Ok(audit::record(tx, now, by.account().ok(), "job.drop", &id.to_string(), &detail).await?)
}
