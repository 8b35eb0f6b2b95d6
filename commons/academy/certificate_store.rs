use kernel::{AccountId, Actor, Timestamp};
use platform::{
    db::{DbError, Row, Tx},
    i18n::Lang,
    params,
};

use super::{
    Certificate, CertificateAct, CertificateId, CertificateStage, CourseId,
    step_store::{Thing, step},
};

macro_rules! certificate_columns {
    () => {
        "SELECT t.id, t.code, t.course_id, t.account_id, t.name, t.title, t.title_en, c.language, t.lessons, t.minutes, \
         t.state, t.issued_at, t.withdrawn_at, t.reason FROM certificate t JOIN course c ON c.id = t.course_id "
    };
}

fn decode(mut row: Row) -> Result<Certificate, DbError> {
    Ok(Certificate {
        id: CertificateId::new(row.int()?),
        code: row.text()?,
        course: CourseId::new(row.int()?),
        account: row.account()?,
        name: row.text()?,
        title: row.text()?,
        title_en: row.text()?,
        language: row.word(Lang::parse)?,
        lessons: row.int()?,
        minutes: row.int()?,
        stage: row.word(CertificateStage::parse)?,
        issued_at: row.time()?,
        withdrawn_at: row.maybe_time()?,
        reason: row.text()?,
    })
}

const INSERT: &str = "INSERT INTO certificate (id, code, course_id, account_id, name, title, title_en, lessons, minutes, \
    state, issued_at, withdrawn_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
pub(super) async fn insert(tx: &mut Tx, it: &Certificate) -> Result<(), DbError> {
    let values = params![
        it.id.get(),
        &it.code,
        it.course.get(),
        it.account,
        &it.name,
        &it.title,
        &it.title_en,
        it.lessons,
        it.minutes,
        it.stage.name(),
        it.issued_at,
        it.withdrawn_at
    ];
    tx.execute_one(INSERT, values).await?;
    let thing = Thing::new("certificate", it.id.get()).of(it.account);
    step(tx, it.issued_at, &Actor::System, thing, ("issue", it.stage.name())).await
}

const ADVANCE: &str =
    "UPDATE certificate SET state = $3, withdrawn_at = $4, reason = $5 WHERE id = $1 AND state = $2";
pub(super) async fn advance(
    tx: &mut Tx,
    now: Timestamp,
    by: &Actor,
    (old, new): (&Certificate, &Certificate),
) -> Result<(), DbError> {
    let values = params![old.id.get(), old.stage.name(), new.stage.name(), new.withdrawn_at, &new.reason];
    tx.execute_one(ADVANCE, values).await?;
    let thing = Thing::new("certificate", old.id.get()).of(old.account);
    step(tx, now, by, thing, (CertificateAct::Withdraw.name(), new.stage.name())).await
}

const FIND: &str = concat!(certificate_columns!(), "WHERE t.code = $1");
/// The certificate of an address.
pub async fn find(tx: &mut Tx, code: &str) -> Result<Option<Certificate>, DbError> {
    tx.find(FIND, params![code], decode).await
}

const VALID: &str = concat!(
    certificate_columns!(),
    "WHERE t.course_id = $1 AND t.account_id = $2 AND t.state = 'valid' ORDER BY t.id DESC LIMIT 1"
);
/// The certificate of a learner for a course, while it stands.
pub async fn valid(
    tx: &mut Tx,
    course: CourseId,
    account: AccountId,
) -> Result<Option<Certificate>, DbError> {
    tx.find(VALID, params![course.get(), account], decode).await
}

const OF_LEARNER: &str =
    concat!(certificate_columns!(), "WHERE t.account_id = $1 ORDER BY t.id DESC LIMIT 200");
/// All of somebody's, the newest first.
pub async fn of_learner(tx: &mut Tx, account: AccountId) -> Result<Vec<Certificate>, DbError> {
    tx.list(OF_LEARNER, params![account], decode).await
}

const FORGET: &str = "UPDATE certificate SET name = '' WHERE account_id = $1";
/// Whoever leaves the market stands on no certificate.
pub(super) async fn forget(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    tx.execute(FORGET, params![account]).await.map(drop)
}
