//! What cohorts know of a person.

use kernel::{AccountId, Actor};
use platform::{
    db::{DbError, Row, Tx},
    params,
};
use serde_json::{Value, json};

use super::{Cohort, CohortId, store};

const ATTENDANCE: &str = "SELECT a.cohort_id, s.begins_at, s.title, a.presence FROM cohort_attendance a \
    JOIN cohort_session s ON s.cohort_id = a.cohort_id AND s.id = a.session_id WHERE a.account_id = $1 \
    ORDER BY s.begins_at LIMIT 5000";
/// The cohorts somebody is in, and where they were: for their export.
pub async fn export(tx: &mut Tx, account: AccountId) -> Result<Value, DbError> {
    let one = |mut row: Row| {
        Ok(json!({
            "cohort": CohortId::new(row.int()?), "at": row.time()?, "session": row.text()?, "presence": row.text()?,
        }))
    };
    let attendance: Vec<Value> = tx.list(ATTENDANCE, params![account], one).await?;
    let told = |it: &Cohort| json!({ "id": it.id, "name": it.said.name, "state": it.stage.name() });
    let cohorts: Vec<Value> = store::list_of_learner(tx, account).await?.iter().map(told).collect();
    Ok(json!({ "cohorts": cohorts, "attendance": attendance }))
}

const FORGET: &str = "DELETE FROM cohort_attendance WHERE account_id = $1";
const FORGET_STEPS: &str = "DELETE FROM cohort_attendance_step WHERE account_id = $1";
/// Whoever leaves the market gives their seats back, and where they were is gone.
pub async fn forget(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    for cohort in store::list_of_learner(tx, account).await? {
        store::leave(tx, cohort.updated_at, &Actor::System, cohort.id, account).await?;
    }
    tx.execute(FORGET, params![account]).await?;
    tx.execute(FORGET_STEPS, params![account]).await.map(drop)
}
