//! What cohorts know of a person.

use kernel::{AccountId, Actor, Timestamp};
use platform::{
    db::{DbError, Row, Tx},
    params,
};
use serde_json::{Value, json};

use super::{Cohort, CohortAct, CohortId, promises, store};
use crate::academy::{course_store, lecturer_store};

const ATTENDANCE: &str = "SELECT a.cohort_id, s.begins_at, s.title, a.presence FROM cohort_attendance a \
    JOIN cohort_session s ON s.cohort_id = a.cohort_id AND s.id = a.session_id WHERE a.account_id = $1 \
    ORDER BY s.begins_at LIMIT 5000";
/// The cohorts somebody is in or leads, and where they were: for their export.
pub async fn export(tx: &mut Tx, account: AccountId) -> Result<Value, DbError> {
    let one = |mut row: Row| {
        Ok(json!({
            "cohort": CohortId::new(row.int()?), "at": row.time()?, "session": row.text()?, "presence": row.text()?,
        }))
    };
    let attendance: Vec<Value> = tx.list(ATTENDANCE, params![account], one).await?;
    let told = |it: &Cohort| json!({ "id": it.id, "name": it.said.name, "state": it.stage.name() });
    let cohorts: Vec<Value> = store::list_of_learner(tx, account).await?.iter().map(told).collect();
    let leads: Vec<Value> = store::list_led(tx, account, i64::MAX, 5_000).await?.iter().map(told).collect();
    Ok(json!({ "cohorts": cohorts, "leads": leads, "attendance": attendance }))
}

const FORGET: &str = "DELETE FROM cohort_attendance WHERE account_id = $1";
const FORGET_STEPS: &str = "DELETE FROM cohort_attendance_step WHERE account_id = $1";
/// Whoever leaves the market gives their seats back, and where they were is gone. What they lead goes to the author of its
/// course, or is called off.
pub async fn forget(tx: &mut Tx, account: AccountId, now: Timestamp) -> Result<(), DbError> {
    for cohort in store::list_of_learner(tx, account).await? {
        store::leave(tx, now, &Actor::System, cohort.id, account).await?;
    }
    for cohort in store::list_standing(tx, account).await? {
        pass_on(tx, &cohort, now).await?;
    }
    tx.execute(FORGET, params![account]).await?;
    tx.execute(FORGET_STEPS, params![account]).await.map(drop)
}

async fn pass_on(tx: &mut Tx, cohort: &Cohort, now: Timestamp) -> Result<(), DbError> {
    let author = course_store::find(tx, cohort.course).await?.map(|course| course.author);
    if let Some(author) = author.filter(|author| *author != cohort.lecturer)
        && lecturer_store::is_lecturer(tx, author).await?
    {
        return store::hand_over(tx, cohort, author).await;
    }
    let Ok(after) = cohort.next(CohortAct::CallOff) else { return Ok(()) };
    promises::tell_all(tx, now, cohort.id, None).await?;
    store::advance(tx, now, &Actor::System, CohortAct::CallOff, (cohort, &after)).await
}
