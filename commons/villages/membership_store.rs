use kernel::{Day, ShopId};
use platform::{
    db::{DbError, Row, Tx, Value},
    params,
};

use super::{DivisionCode, Membership, MembershipId, MembershipStage, Told};

macro_rules! columns {
    () => {
        "shop_id, id, village, state, household, shows_figures, asked_by, asked_at, answered_at, joined_on, left_on"
    };
}

fn decode(mut row: Row) -> Result<Membership, DbError> {
    Ok(Membership {
        id: MembershipId::new(row.shop()?, row.int()?),
        village: row.word(DivisionCode::parse)?,
        stage: row.word(MembershipStage::parse)?,
        told: Told { household: row.text()?, shows_figures: row.flag()? },
        asked_by: row.account()?,
        asked_at: row.time()?,
        answered_at: row.maybe_time()?,
        joined_on: row.maybe_int()?.map(Day::from_number),
        left_on: row.maybe_int()?.map(Day::from_number),
    })
}

const FIND_NOW: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM village_membership WHERE shop_id = $1 AND state IN ('asked', 'joined') LIMIT 1"
);
/// What a shop has asked for, or where it belongs.
pub async fn find_now(tx: &mut Tx, shop: ShopId) -> Result<Option<Membership>, DbError> {
    tx.find(FIND_NOW, params![shop], decode).await
}

const FIND: &str = concat!("SELECT ", columns!(), " FROM village_membership WHERE shop_id = $1 AND id = $2");
pub async fn find(tx: &mut Tx, id: MembershipId) -> Result<Option<Membership>, DbError> {
    tx.find(FIND, params![id.shop(), id.number()], decode).await
}

const LIST_OF_SHOP: &str =
    concat!("SELECT ", columns!(), " FROM village_membership WHERE shop_id = $1 ORDER BY id DESC LIMIT 100");
/// All stays of a shop, the newest first.
pub async fn list_of_shop(tx: &mut Tx, shop: ShopId) -> Result<Vec<Membership>, DbError> {
    tx.list(LIST_OF_SHOP, params![shop], decode).await
}

const MEMBERS: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM village_membership WHERE village = $1 AND state = $2 AND shop_id > $3 ORDER BY shop_id LIMIT $4"
);
/// The shops of a village in one state, after a shop.
pub async fn members(
    tx: &mut Tx,
    village: &DivisionCode,
    stage: MembershipStage,
    after: i64,
    limit: i64,
) -> Result<Vec<Membership>, DbError> {
    tx.list(MEMBERS, params![village.as_str(), stage.name(), after, limit], decode).await
}

const OPEN_MEMBERS: &str = "SELECT m.shop_id FROM village_membership m JOIN shop s ON s.id = m.shop_id AND s.state = 'open' \
    WHERE m.village = $1 AND m.state = 'joined' AND m.shop_id < $2 ORDER BY m.shop_id DESC LIMIT $3";
/// The open shops of a village before one of them, the newest first.
pub async fn open_members(
    tx: &mut Tx,
    village: &DivisionCode,
    before: i64,
    limit: i64,
) -> Result<Vec<ShopId>, DbError> {
    tx.list(OPEN_MEMBERS, params![village.as_str(), before, limit], |mut row| row.shop()).await
}

const COUNT: &str = "SELECT COUNT(*) FROM village_membership WHERE village = $1 AND state = $2";
pub async fn count(tx: &mut Tx, village: &DivisionCode, stage: MembershipStage) -> Result<i64, DbError> {
    tx.number(COUNT, params![village.as_str(), stage.name()]).await
}

fn state(it: &Membership) -> Vec<Value> {
    params![
        it.id.shop(),
        it.id.number(),
        it.stage.name(),
        &it.told.household,
        it.told.shows_figures,
        it.answered_at,
        it.joined_on.map(Day::number),
        it.left_on.map(Day::number)
    ]
    .to_vec()
}

const INSERT: &str = "INSERT INTO village_membership (shop_id, id, state, household, shows_figures, answered_at, joined_on, \
    left_on, village, asked_by, asked_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING";
/// Keep what a shop asks for. False when it has asked already, or belongs somewhere.
pub async fn insert(tx: &mut Tx, it: &Membership) -> Result<bool, DbError> {
    let mut row = state(it);
    row.extend_from_slice(params![it.village.as_str(), it.asked_by, it.asked_at]);
    Ok(tx.execute(INSERT, &row).await? == 1)
}

const UPDATE: &str = "UPDATE village_membership SET state = $3, household = $4, shows_figures = $5, answered_at = $6, \
    joined_on = $7, left_on = $8 WHERE shop_id = $1 AND id = $2 AND state = $9";
/// Keep a stay as it is after a step from a stage.
pub async fn update(tx: &mut Tx, from: MembershipStage, it: &Membership) -> Result<(), DbError> {
    let mut row = state(it);
    row.push(from.name().into());
    tx.execute_one(UPDATE, &row).await
}
