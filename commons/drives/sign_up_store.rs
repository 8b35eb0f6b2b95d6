use kernel::{AccountId, Actor, Day, ShopId, Timestamp};
use platform::{
    db::{DbError, Row, Tx, Value},
    params,
};

use super::{
    Door, DriveId, SignUp, SignUpAct, SignUpId, SignUpKind, SignUpStage, THIRD_MONTH,
    sign_up::Seen,
    step_store::{self, Of},
};

macro_rules! columns {
    () => {
        "SELECT id, drive_id, account_id, kind, helper_id, door, state, shop_id, signed_up_on, opened_on, listed_on, sold_on, \
         ended_on, created_at FROM drive_sign_up "
    };
}

fn maybe_day(row: &mut Row) -> Result<Option<Day>, DbError> {
    Ok(row.maybe_int()?.map(Day::from_number))
}

fn decode(mut row: Row) -> Result<SignUp, DbError> {
    Ok(SignUp {
        id: SignUpId::new(row.int()?),
        drive: DriveId::new(row.int()?),
        account: row.maybe_int()?.map(AccountId::new),
        kind: row.word(SignUpKind::parse)?,
        helper: row.maybe_int()?.map(AccountId::new),
        door: row.word(Door::parse)?,
        stage: row.word(SignUpStage::parse)?,
        shop: row.maybe_int()?.map(ShopId::new),
        signed_up_on: Day::from_number(row.int()?),
        opened_on: maybe_day(&mut row)?,
        listed_on: maybe_day(&mut row)?,
        sold_on: maybe_day(&mut row)?,
        ended_on: maybe_day(&mut row)?,
        created_at: row.time()?,
    })
}

fn standing(it: &SignUp) -> Vec<Value> {
    let day = |day: Option<Day>| day.map(Day::number);
    params![
        it.id.get(),
        it.helper,
        it.stage.name(),
        it.shop,
        day(it.opened_on),
        day(it.listed_on),
        day(it.sold_on),
        day(it.ended_on)
    ]
    .to_vec()
}

const INSERT: &str = "INSERT INTO drive_sign_up (id, helper_id, state, shop_id, opened_on, listed_on, sold_on, ended_on, \
    drive_id, account_id, kind, door, signed_up_on, created_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT DO NOTHING";
/// Keep that somebody has come by a drive. False when they have come by one already.
pub async fn insert(tx: &mut Tx, by: &Actor, it: &SignUp) -> Result<bool, DbError> {
    let mut row = standing(it);
    row.extend_from_slice(params![
        it.drive.get(),
        it.account,
        it.kind.name(),
        it.door.name(),
        it.signed_up_on.number(),
        it.created_at
    ]);
    if tx.execute(INSERT, &row).await? == 0 {
        return Ok(false);
    }
    let of = Of { drive: it.drive, sign_up: Some(it.id) };
    step_store::put(tx, it.created_at, by, of, ("sign-up", it.stage.name())).await?;
    Ok(true)
}

const ADVANCE: &str = "UPDATE drive_sign_up SET helper_id = $2, state = $3, shop_id = $4, opened_on = $5, listed_on = $6, \
    sold_on = $7, ended_on = $8 WHERE id = $1 AND state = $9";
pub async fn advance(
    tx: &mut Tx,
    now: Timestamp,
    by: &Actor,
    act: SignUpAct,
    (old, new): (&SignUp, &SignUp),
) -> Result<(), DbError> {
    let mut row = standing(new);
    row.push(old.stage.name().into());
    tx.execute_one(ADVANCE, &row).await?;
    let of = Of { drive: old.drive, sign_up: Some(old.id) };
    step_store::put(tx, now, by, of, (act.name(), new.stage.name())).await
}

const FIND_OF: &str = concat!(columns!(), "WHERE account_id = $1 AND state <> 'withdrawn'");
/// How somebody has come by a drive, in whichever.
pub async fn find_of(tx: &mut Tx, account: AccountId) -> Result<Option<SignUp>, DbError> {
    tx.find(FIND_OF, params![account], decode).await
}

const LIST: &str =
    concat!(columns!(), "WHERE drive_id = $1 AND state <> 'withdrawn' AND id < $2 ORDER BY id DESC LIMIT $3");
/// Who has come by a drive, the newest first.
pub async fn list(tx: &mut Tx, drive: DriveId, before: i64, limit: i64) -> Result<Vec<SignUp>, DbError> {
    tx.list(LIST, params![drive.get(), before, limit], decode).await
}

const OF_HELPER: &str = concat!(
    columns!(),
    "WHERE helper_id = $2 AND drive_id = $1 AND state <> 'withdrawn' AND id < $3 ORDER BY id DESC LIMIT $4"
);
/// Whom a helper has brought to a drive, the newest first.
pub async fn list_of_helper(
    tx: &mut Tx,
    drive: DriveId,
    helper: AccountId,
    before: i64,
    limit: i64,
) -> Result<Vec<SignUp>, DbError> {
    tx.list(OF_HELPER, params![drive.get(), helper, before, limit], decode).await
}

const ON_THE_WAY: &str = concat!(columns!(), "WHERE state = $1 AND id > $2 ORDER BY id LIMIT $3");
/// Those in one stage, after one of them.
pub async fn on_the_way(
    tx: &mut Tx,
    stage: SignUpStage,
    after: SignUpId,
    limit: i64,
) -> Result<Vec<SignUp>, DbError> {
    tx.list(ON_THE_WAY, params![stage.name(), after.get(), limit], decode).await
}

const FIRST_SHOP: &str = "SELECT s.id FROM shop s JOIN shop_member m ON m.shop_id = s.id AND m.role = 'owner' \
    WHERE m.account_id = $1 AND s.opened_at >= $2 AND NOT EXISTS (SELECT 1 FROM drive_sign_up d WHERE d.shop_id = s.id) \
    ORDER BY s.opened_at, s.id LIMIT 1";
/// The first shop that somebody has opened since they came, unless it counts for somebody already.
async fn first_shop(tx: &mut Tx, account: AccountId, since: Timestamp) -> Result<Option<ShopId>, DbError> {
    tx.find(FIRST_SHOP, params![account, since], |mut row| row.shop()).await
}

const SEE: &str = "SELECT s.opened_at, \
    (SELECT MIN(l.created_at) FROM listing l WHERE l.shop_id = s.id AND l.state = 'active'), \
    (SELECT MIN(d.day) FROM sale_day d WHERE d.shop_id = s.id AND d.orders > d.undone) FROM shop s WHERE s.id = $1";
const SOLD_BETWEEN: &str =
    "SELECT COUNT(*) FROM sale_day WHERE shop_id = $1 AND day BETWEEN $2 AND $3 AND orders > undone";
/// What is seen of the shop of somebody who has signed up, in the market's zone; nothing while there is none.
pub async fn see(tx: &mut Tx, it: &SignUp, zone: &str) -> Result<Option<Seen>, DbError> {
    let shop = match (it.shop, it.account) {
        (Some(shop), _) => Some(shop),
        (None, Some(account)) => first_shop(tx, account, it.created_at).await?,
        (None, None) => None,
    };
    let Some(shop) = shop else { return Ok(None) };
    let decode = |mut row: Row| Ok((row.time()?, row.maybe_time()?, row.maybe_int()?));
    let Some((opened, listed, sold)) = tx.find(SEE, params![shop], decode).await? else { return Ok(None) };
    let day = |at: Timestamp| Day::there(at, zone);
    let opened_on = it.opened_on.unwrap_or(day(opened));
    let (first, last) = (opened_on.number() + THIRD_MONTH.start(), opened_on.number() + THIRD_MONTH.end());
    let in_third = tx.number(SOLD_BETWEEN, params![shop, first, last]).await?;
    Ok(Some(Seen {
        shop,
        opened_on,
        listed_on: listed.map(day),
        sold_on: sold.map(Day::from_number),
        sold_in_third_month: in_third > 0,
    }))
}

const FORGET: &str = "UPDATE drive_sign_up SET account_id = NULL WHERE account_id = $1";
/// Whoever leaves the market is nobody in its drives; that a shop was brought on stays.
pub async fn forget(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    tx.execute(FORGET, params![account]).await.map(drop)
}

const EXPORT: &str = concat!(columns!(), "WHERE account_id = $1 ORDER BY id LIMIT 100");
/// All of somebody's, those that were withdrawn too.
pub async fn all_of(tx: &mut Tx, account: AccountId) -> Result<Vec<SignUp>, DbError> {
    tx.list(EXPORT, params![account], decode).await
}
