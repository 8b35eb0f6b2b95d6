//! What the academy knows of a person.

use kernel::{AccountId, Timestamp};
use platform::db::{DbError, Tx};
use serde_json::{Value, json};

use super::{Certificate, certificate_store, cohorts, enrolment_store, lecturer_store, questions, work};

/// What somebody learns and has learnt: for their export.
pub async fn export(tx: &mut Tx, account: AccountId) -> Result<Value, DbError> {
    let courses = enrolment_store::export(tx, account).await?;
    let certificate = |it: &Certificate| json!({ "code": it.code, "title": it.title, "state": it.stage.name(), "issued_at": it.issued_at });
    let certificates: Vec<Value> =
        certificate_store::of_learner(tx, account).await?.iter().map(certificate).collect();
    let (handed_in, given) = (work::export(tx, account).await?, work::export_given(tx, account).await?);
    let is_lecturer = lecturer_store::is_lecturer(tx, account).await?;
    Ok(
        json!({ "courses": courses, "certificates": certificates, "work": handed_in, "marks_given": given, "is_lecturer": is_lecturer,
        "cohorts": cohorts::export(tx, account).await?, "questions": questions::export(tx, account).await? }),
    )
}

/// Whoever leaves teaches no more, stands on no certificate, and what they read, answered and handed in is gone.
pub async fn forget(tx: &mut Tx, account: AccountId, now: Timestamp) -> Result<(), DbError> {
    lecturer_store::delete(tx, account).await?;
    certificate_store::forget(tx, account).await?;
    work::forget(tx, account).await?;
    cohorts::forget(tx, account, now).await?;
    questions::forget(tx, account).await?;
    enrolment_store::forget(tx, account).await
}
