use kernel::{AccountId, Timestamp};
use platform::{
    db::{DbError, Row, Tx},
    params,
    push::Subscriber,
    sessions::hash,
};

use super::{Device, DeviceId};
use crate::accounts::TokenId;

macro_rules! device_columns {
    () => {
        "SELECT id, session_id, token_id, endpoint, public_key, auth, name, failures, created_at FROM push_device "
    };
}

fn decode(mut row: Row) -> Result<Device, DbError> {
    Ok(Device {
        id: DeviceId::new(row.int()?),
        session: row.maybe_int()?,
        token: row.maybe_int()?.map(TokenId::new),
        subscriber: Subscriber { endpoint: row.text()?, public_key: row.blob()?, auth: row.blob()? },
        name: row.text()?,
        failures: row.int()?,
        at: row.time()?,
    })
}

const INSERT: &str = "INSERT INTO push_device (account_id, id, session_id, token_id, endpoint, endpoint_hash, public_key, \
    auth, name, failures, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10)";
pub(super) async fn insert(tx: &mut Tx, account: AccountId, device: &Device) -> Result<(), DbError> {
    let Subscriber { endpoint, public_key, auth } = &device.subscriber;
    let values = params![
        account,
        device.id.get(),
        device.session,
        device.token.map(TokenId::get),
        endpoint,
        hash(endpoint),
        public_key.clone(),
        auth.clone(),
        &device.name,
        device.at
    ];
    tx.execute_one(INSERT, values).await
}

const LIST: &str = concat!(device_columns!(), "WHERE account_id = $1 ORDER BY id DESC LIMIT 20");
/// The browsers of a person that may be woken, the newest first.
pub async fn list(tx: &mut Tx, account: AccountId) -> Result<Vec<Device>, DbError> {
    tx.list(LIST, params![account], decode).await
}

const LIVE: &str = concat!(
    device_columns!(),
    "d WHERE account_id = $1 AND (EXISTS (SELECT 1 FROM session s WHERE s.id = d.session_id \
     AND s.account_id = d.account_id AND s.expires_at > $2) OR EXISTS (SELECT 1 FROM api_token t \
     WHERE t.account_id = d.account_id AND t.id = d.token_id AND (t.expires_at IS NULL OR t.expires_at > $2))) \
     ORDER BY id DESC LIMIT 20"
);
/// Those of them in which the person is signed in, or whose program still has its token.
pub async fn live(tx: &mut Tx, now: Timestamp, account: AccountId) -> Result<Vec<Device>, DbError> {
    tx.list(LIVE, params![account, now], decode).await
}

const FORGET: &str = "DELETE FROM push_device WHERE account_id = $1 AND id = $2";
/// Wake a browser no more. False when it is not this person's.
pub async fn forget(tx: &mut Tx, account: AccountId, id: DeviceId) -> Result<bool, DbError> {
    Ok(tx.execute(FORGET, params![account, id.get()]).await? == 1)
}

const FORGET_ALL: &str = "DELETE FROM push_device WHERE account_id = $1";
pub async fn forget_all(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    tx.execute(FORGET_ALL, params![account]).await.map(drop)
}

const FORGET_ENDPOINT: &str = "DELETE FROM push_device WHERE endpoint_hash = $1";
pub(super) async fn forget_endpoint(tx: &mut Tx, endpoint: &str) -> Result<(), DbError> {
    tx.execute(FORGET_ENDPOINT, params![hash(endpoint)]).await.map(drop)
}

const SET_FAILURES: &str = "UPDATE push_device SET failures = $3 WHERE account_id = $1 AND id = $2";
pub(super) async fn set_failures(
    tx: &mut Tx,
    account: AccountId,
    id: DeviceId,
    failures: i64,
) -> Result<(), DbError> {
    tx.execute(SET_FAILURES, params![account, id.get(), failures]).await.map(drop)
}
