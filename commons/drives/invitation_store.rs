use kernel::{AccountId, Timestamp};
use platform::{
    db::{DbError, Row, Tx, Value},
    params,
};

use super::{DriveId, Invitation, InvitationId, InvitationStage, SignUpKind};

macro_rules! columns {
    () => {
        "SELECT id, drive_id, helper_id, account_id, called, kind, state, sent_at, answer_by, answered_at \
         FROM drive_invitation "
    };
}

fn decode(mut row: Row) -> Result<Invitation, DbError> {
    Ok(Invitation {
        id: InvitationId::new(row.int()?),
        drive: DriveId::new(row.int()?),
        helper: row.account()?,
        account: row.account()?,
        called: row.text()?,
        kind: row.word(SignUpKind::parse)?,
        stage: row.word(InvitationStage::parse)?,
        sent_at: row.time()?,
        answer_by: row.time()?,
        answered_at: row.maybe_time()?,
    })
}

fn standing(it: &Invitation) -> Vec<Value> {
    params![it.id.get(), &it.called, it.stage.name(), it.answered_at].to_vec()
}

const INSERT: &str = "INSERT INTO drive_invitation (id, called, state, answered_at, drive_id, helper_id, account_id, kind, \
    sent_at, answer_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING";
/// Keep an invitation. False when the person has one that waits.
pub async fn insert(tx: &mut Tx, it: &Invitation) -> Result<bool, DbError> {
    let mut row = standing(it);
    row.extend_from_slice(params![
        it.drive.get(),
        it.helper,
        it.account,
        it.kind.name(),
        it.sent_at,
        it.answer_by
    ]);
    Ok(tx.execute(INSERT, &row).await? == 1)
}

const ADVANCE: &str =
    "UPDATE drive_invitation SET called = $2, state = $3, answered_at = $4 WHERE id = $1 AND state = $5";
pub async fn advance(tx: &mut Tx, old: &Invitation, new: &Invitation) -> Result<(), DbError> {
    let mut row = standing(new);
    row.push(old.stage.name().into());
    tx.execute_one(ADVANCE, &row).await
}

const FIND: &str = concat!(columns!(), "WHERE id = $1");
pub async fn find(tx: &mut Tx, id: InvitationId) -> Result<Option<Invitation>, DbError> {
    tx.find(FIND, params![id.get()], decode).await
}

const FIND_FOR: &str = concat!(columns!(), "WHERE id = $1 AND account_id = $2");
/// An invitation, for who may answer it; to others there is none.
pub async fn find_for(
    tx: &mut Tx,
    account: AccountId,
    id: InvitationId,
) -> Result<Option<Invitation>, DbError> {
    tx.find(FIND_FOR, params![id.get(), account], decode).await
}

const OF_HELPER: &str =
    concat!(columns!(), "WHERE helper_id = $2 AND drive_id = $1 AND id < $3 ORDER BY id DESC LIMIT $4");
/// What a helper has sent in a drive, the newest first.
pub async fn list_of_helper(
    tx: &mut Tx,
    drive: DriveId,
    helper: AccountId,
    before: i64,
    limit: i64,
) -> Result<Vec<Invitation>, DbError> {
    tx.list(OF_HELPER, params![drive.get(), helper, before, limit], decode).await
}

const REFUSALS: &str =
    "SELECT COUNT(*) FROM drive_invitation WHERE drive_id = $1 AND account_id = $2 AND state = 'refused'";
/// Whether somebody has said no to a drive.
pub async fn has_refused(tx: &mut Tx, drive: DriveId, account: AccountId) -> Result<bool, DbError> {
    Ok(tx.number(REFUSALS, params![drive.get(), account]).await? > 0)
}

const WAITING: &str = concat!(columns!(), "WHERE account_id = $1 AND state = 'sent'");
/// The invitation that waits for somebody's answer.
pub async fn waiting_for(tx: &mut Tx, account: AccountId) -> Result<Option<Invitation>, DbError> {
    tx.find(WAITING, params![account], decode).await
}

const LAPSING: &str =
    concat!(columns!(), "WHERE state = 'sent' AND answer_by <= $1 ORDER BY answer_by, id LIMIT $2");
/// Those whose time is over.
pub async fn lapsing(tx: &mut Tx, now: Timestamp, limit: i64) -> Result<Vec<Invitation>, DbError> {
    tx.list(LAPSING, params![now, limit], decode).await
}

const FORGET: &str = "DELETE FROM drive_invitation WHERE account_id = $1";
/// Whoever leaves the market was asked nothing.
pub async fn forget(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    tx.execute(FORGET, params![account]).await.map(drop)
}
