use kernel::{AccountId, ShopId, Timestamp};
use people::shops::MARKET;
use platform::{
    db::{DbError, Row, Tx},
    http::SigningSecret,
    params,
};

use super::{Endpoint, EndpointId, EndpointStage, EventKind};

macro_rules! columns {
    () => {
        "SELECT shop_id, id, url, kinds, secret, former_secret, former_until, state, failing_since, made_by, created_at, \
         updated_at FROM webhook_endpoint "
    };
}

fn decode(mut row: Row) -> Result<Endpoint, DbError> {
    let id = EndpointId::new(row.shop()?, row.int()?);
    let (url, kinds) = (row.text()?, row.text()?);
    let (secret, former, until) =
        (row.word(SigningSecret::parse)?, row.maybe_text()?, row.maybe_int()?.map(Timestamp::from_micros));
    Ok(Endpoint {
        id,
        url,
        // What is no kind any more is heard no more.
        kinds: kinds.split(' ').filter_map(EventKind::parse).collect(),
        secret,
        former: former.as_deref().and_then(SigningSecret::parse).zip(until),
        state: row.word(EndpointStage::parse)?,
        failing_since: row.maybe_int()?.map(Timestamp::from_micros),
        made_by: AccountId::new(row.int()?),
        created_at: row.time()?,
        updated_at: row.time()?,
    })
}

fn written(kinds: &[EventKind]) -> String {
    kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(" ")
}

const INSERT: &str = "INSERT INTO webhook_endpoint (shop_id, id, url, kinds, secret, former_secret, former_until, state, \
    failing_since, made_by, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, NULL, NULL, $6, NULL, $7, $8, $8)";
pub(super) async fn insert(tx: &mut Tx, new: &Endpoint) -> Result<(), DbError> {
    let values = params![
        new.id.shop(),
        new.id.number(),
        &new.url,
        written(&new.kinds),
        new.secret.reveal(),
        new.state.name(),
        new.made_by,
        new.created_at
    ];
    tx.execute_one(INSERT, values).await
}

const FIND: &str = concat!(columns!(), "WHERE shop_id = $1 AND id = $2");
/// An endpoint of this owner; another's does not exist for it.
pub async fn find(tx: &mut Tx, owner: ShopId, id: EndpointId) -> Result<Option<Endpoint>, DbError> {
    if id.shop() != owner {
        return Ok(None);
    }
    tx.find(FIND, params![owner, id.number()], decode).await
}

const LIST: &str = concat!(columns!(), "WHERE shop_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3");
/// An owner's endpoints before `before` (`i64::MAX` for the newest), newest first.
pub async fn list(tx: &mut Tx, owner: ShopId, before: i64, limit: i64) -> Result<Vec<Endpoint>, DbError> {
    tx.list(LIST, params![owner, before, limit], decode).await
}

const LISTENING: &str = concat!(
    columns!(),
    "WHERE (shop_id = $1 OR shop_id = $2) AND state = 'on' ORDER BY shop_id, id LIMIT 100"
);
/// The endpoints that hear of a shop: its own, and the market's.
pub(super) async fn listening(tx: &mut Tx, shop: ShopId) -> Result<Vec<Endpoint>, DbError> {
    tx.list(LISTENING, params![shop, MARKET], decode).await
}

const COUNT: &str = "SELECT COUNT(*) FROM webhook_endpoint WHERE shop_id = $1";
pub(super) async fn count(tx: &mut Tx, owner: ShopId) -> Result<i64, DbError> {
    tx.number(COUNT, params![owner]).await
}

const ADVANCE: &str = "UPDATE webhook_endpoint SET url = $4, kinds = $5, secret = $6, former_secret = $7, former_until = $8, \
    state = $9, failing_since = $10, updated_at = $11 WHERE shop_id = $1 AND id = $2 AND state = $3";
/// Keep an endpoint as it is now, if it still stands where it was read.
pub(super) async fn advance(tx: &mut Tx, old: &Endpoint, new: &Endpoint) -> Result<(), DbError> {
    let former = new.former.as_ref().map(|(secret, until)| (secret.reveal(), until.micros()));
    let (former, until) = former.unzip();
    let values = params![
        old.id.shop(),
        old.id.number(),
        old.state.name(),
        &new.url,
        written(&new.kinds),
        new.secret.reveal(),
        former,
        until,
        new.state.name(),
        new.failing_since.map(Timestamp::micros),
        new.updated_at
    ];
    tx.execute_one(ADVANCE, values).await
}

const DELETE: &str = "DELETE FROM webhook_endpoint WHERE shop_id = $1 AND id = $2";
pub(super) async fn delete(tx: &mut Tx, id: EndpointId) -> Result<(), DbError> {
    tx.execute_one(DELETE, params![id.shop(), id.number()]).await
}

const MADE_BY: &str = concat!(columns!(), "WHERE made_by = $1 ORDER BY shop_id, id LIMIT 1000");
/// The endpoints that a person has made.
pub(super) async fn list_made_by(tx: &mut Tx, account: AccountId) -> Result<Vec<Endpoint>, DbError> {
    tx.list(MADE_BY, params![account], decode).await
}
