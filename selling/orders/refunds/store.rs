use kernel::{AccountId, Actor, Currency, Money, ShopId, Side, Timestamp};
use platform::{
    db::{DbError, HistoryStep, Row, Statement, Tx, json},
    history, params,
};

use super::{
    Evidence, Kind, Reason, RefundAct, RefundRequest, RefundStage, RequestId, RequestLine, RequestState,
    Testimony, plan::Taken,
};
use crate::orders::{OrderAmount, OrderId};

/// One line of a request's history.
#[derive(Clone, Debug)]
pub struct StepRow {
    pub act: String,
    pub state: RefundStage,
    /// What became true then.
    pub facts: RequestState,
    pub by: String,
    pub at: Timestamp,
}

/// The states in which a request waits for somebody, as SQL has them.
macro_rules! open_refunds {
    () => {
        "('requested', 'offered', 'refused', 'return-granted', 'return-awaited', 'return-posted', 'disputed')"
    };
}
pub(crate) use open_refunds;

macro_rules! request_columns {
    () => {
        "SELECT shop_id, id, order_id, buyer_id, kind, reason, words, facts, items_minor, currency, shipping_minor, \
         refunded_items_minor, refunded_shipping_minor, created_at, updated_at FROM refund_request "
    };
}

fn decode(mut row: Row) -> Result<RefundRequest, DbError> {
    let shop = row.shop()?;
    let (id, order) = (RequestId::new(shop, row.int()?), OrderId::new(shop, row.int()?));
    let (buyer, kind, reason) = (row.account()?, row.word(Kind::parse)?, row.word(Reason::parse)?);
    let (words, state, goods) = (row.text()?, row.json()?, row.money()?);
    let money = |row: &mut Row| Ok::<_, DbError>(Money::new(row.int()?, goods.currency()));
    Ok(RefundRequest {
        id,
        order,
        buyer,
        kind,
        reason,
        words,
        state,
        asked: OrderAmount { goods, shipping: money(&mut row)? },
        refunded: OrderAmount { goods: money(&mut row)?, shipping: money(&mut row)? },
        created_at: row.time()?,
        updated_at: row.time()?,
    })
}

const INSERT: &str = "INSERT INTO refund_request (shop_id, id, order_id, buyer_id, kind, reason, words, state, facts, \
    items_minor, shipping_minor, refunded_items_minor, refunded_shipping_minor, currency, created_at, updated_at, key) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, 0, $12, $13, $13, $14)";
const INSERT_LINE: &str = "INSERT INTO refund_line (shop_id, request_id, position, pieces, minor, refunded_minor) \
    VALUES ($1, $2, $3, $4, $5, 0)";
const INSERT_STEP: &str = history!("refund_step", "request_id");
/// Write a new request with its lines and the first row of its history: who asked, or which key the shop gives by.
pub(super) async fn insert(
    tx: &mut Tx,
    by: &Actor,
    request: &RefundRequest,
    lines: &[RequestLine],
    key: Option<&str>,
) -> Result<(), DbError> {
    let (shop, number, now) = (request.id.shop(), request.id.number(), request.created_at);
    let (state, facts) = (request.state.name(), json(&request.state)?);
    let values = params![
        shop,
        number,
        request.order.number(),
        request.buyer,
        request.kind.name(),
        request.reason.name(),
        &request.words,
        state,
        &facts,
        request.asked.goods.minor(),
        request.asked.shipping.minor(),
        request.asked.goods.currency(),
        now,
        key
    ];
    tx.execute_one(INSERT, values).await?;
    let mut more: Vec<Statement> = lines
        .iter()
        .map(|line| {
            let values = params![shop, number, line.position, line.pieces, line.asked.minor()];
            (INSERT_LINE, values.to_vec())
        })
        .collect();
    let act = if request.is_goodwill() { "give" } else { "ask" };
    let step = HistoryStep { shop, thing: number, act, state, by, facts };
    more.push(step.statement(tx, now, INSERT_STEP));
    tx.execute_all(&more).await.map(drop)
}

const FIND: &str = concat!(request_columns!(), "WHERE shop_id = $1 AND id = $2");
const FIND_FOR_BUYER: &str = concat!(request_columns!(), "WHERE shop_id = $1 AND id = $2 AND buyer_id = $3");
const FIND_DISPUTED: &str = concat!(
    request_columns!(),
    "r WHERE shop_id = $1 AND id = $2 AND EXISTS (SELECT 1 FROM refund_step s \
     WHERE s.shop_id = r.shop_id AND s.request_id = r.id AND s.state = 'disputed')"
);
/// The request, if it exists for whoever asks: the buyer's own, the shop's own, to the market what was ever disputed.
pub async fn find_for(tx: &mut Tx, by: &Actor, id: RequestId) -> Result<Option<RefundRequest>, DbError> {
    let (shop, number) = (id.shop(), id.number());
    match by {
        Actor::Buyer { account } => tx.find(FIND_FOR_BUYER, params![shop, number, *account], decode).await,
        Actor::Seller { shop: own, .. } if *own == shop => tx.find(FIND, params![shop, number], decode).await,
        Actor::Moderator { .. } => tx.find(FIND_DISPUTED, params![shop, number], decode).await,
        Actor::System => tx.find(FIND, params![shop, number], decode).await,
        Actor::Guest | Actor::Seller { .. } | Actor::Operator { .. } => Ok(None),
    }
}

const LIST_OF_ORDER: &str =
    concat!(request_columns!(), "WHERE shop_id = $1 AND order_id = $2 ORDER BY id DESC LIMIT 20");
/// Every request of an order, newest first.
pub async fn list_of_order(tx: &mut Tx, order: OrderId) -> Result<Vec<RefundRequest>, DbError> {
    tx.list(LIST_OF_ORDER, params![order.shop(), order.number()], decode).await
}

const FIND_BY_KEY: &str = concat!(request_columns!(), "WHERE shop_id = $1 AND order_id = $2 AND key = $3");
/// What the shop has given back by itself under this key.
pub(super) async fn find_by_key(
    tx: &mut Tx,
    order: OrderId,
    key: &str,
) -> Result<Option<RefundRequest>, DbError> {
    tx.find(FIND_BY_KEY, params![order.shop(), order.number(), key], decode).await
}

/// The request of an order that has not ended.
pub async fn find_open(tx: &mut Tx, order: OrderId) -> Result<Option<RefundRequest>, DbError> {
    Ok(list_of_order(tx, order).await?.into_iter().find(RefundRequest::is_open))
}

const LIST_FOR_SELLER: &str =
    concat!(request_columns!(), "WHERE shop_id = $1 AND state = $2 AND id < $3 ORDER BY id DESC LIMIT $4");
/// A shop's requests in one state before `before`, newest first.
pub async fn list_for_seller(
    tx: &mut Tx,
    shop: ShopId,
    state: RefundStage,
    before: i64,
    limit: i64,
) -> Result<Vec<RefundRequest>, DbError> {
    tx.list(LIST_FOR_SELLER, params![shop, state.name(), before, limit], decode).await
}

const LIST_IN_MARKET: &str = concat!(request_columns!(), "WHERE state = $1 AND id > $2 ORDER BY id LIMIT $3");
/// The market's requests in one state after `after` (0 for the first), oldest first: the moderators' desk.
pub async fn list_in_market(
    tx: &mut Tx,
    state: RefundStage,
    after: i64,
    limit: i64,
) -> Result<Vec<RefundRequest>, DbError> {
    tx.list(LIST_IN_MARKET, params![state.name(), after, limit], decode).await
}

const COUNT_FOR_SELLER: &str =
    "SELECT state, COUNT(*) FROM refund_request WHERE shop_id = $1 GROUP BY state ORDER BY state";
/// How many requests of a shop are in each state.
pub async fn count_for_seller(tx: &mut Tx, shop: ShopId) -> Result<Vec<(RefundStage, i64)>, DbError> {
    tx.list(COUNT_FOR_SELLER, params![shop], |mut row| Ok((row.word(RefundStage::parse)?, row.int()?))).await
}

const COUNT_IN_MARKET: &str = "SELECT COUNT(*) FROM refund_request WHERE state = $1";
/// How many requests of the whole market are in a state.
pub async fn count_in_market(tx: &mut Tx, state: RefundStage) -> Result<i64, DbError> {
    tx.number(COUNT_IN_MARKET, params![state.name()]).await
}

const LINES: &str = "SELECT l.position, l.pieces, l.minor, r.currency, l.refunded_minor FROM refund_line l \
    JOIN refund_request r ON r.shop_id = l.shop_id AND r.id = l.request_id \
    WHERE l.shop_id = $1 AND l.request_id = $2 ORDER BY l.position LIMIT 1000";
pub async fn lines(tx: &mut Tx, id: RequestId) -> Result<Vec<RequestLine>, DbError> {
    tx.list(LINES, params![id.shop(), id.number()], |mut row| {
        let (position, pieces, asked) = (row.int()?, row.int()?, row.money()?);
        let refunded = Money::new(row.int()?, asked.currency());
        Ok(RequestLine { position, pieces, asked, refunded })
    })
    .await
}

const TAKEN: &str = "SELECT l.position, \
    CAST(SUM(CASE WHEN r.kind = 'return' AND r.state IN ('refunded', 'ruled') AND l.refunded_minor > 0 \
    THEN l.pieces ELSE 0 END) AS BIGINT), CAST(SUM(l.refunded_minor) AS BIGINT) FROM refund_line l \
    JOIN refund_request r ON r.shop_id = l.shop_id AND r.id = l.request_id \
    WHERE r.shop_id = $1 AND r.order_id = $2 GROUP BY l.position ORDER BY l.position LIMIT 1000";
/// What earlier requests of an order have taken from each of its lines.
pub async fn taken(tx: &mut Tx, order: OrderId, currency: Currency) -> Result<Vec<Taken>, DbError> {
    tx.list(TAKEN, params![order.shop(), order.number()], |mut row| {
        Ok(Taken { position: row.int()?, returned: row.int()?, refunded: Money::new(row.int()?, currency) })
    })
    .await
}

const ADVANCE: &str = "UPDATE refund_request SET state = $4, facts = $5, refunded_items_minor = $6, \
    refunded_shipping_minor = $7, updated_at = $8, kind = $10 \
    WHERE shop_id = $1 AND id = $2 AND state = $3 AND updated_at = $9";
/// Write one step: exactly one row changes from the state that was read, and its history row is kept.
pub(super) async fn advance(
    tx: &mut Tx,
    now: Timestamp,
    by: &Actor,
    act: RefundAct,
    old: &RefundRequest,
    new: &RefundRequest,
) -> Result<(), DbError> {
    let (shop, number, facts) = (old.id.shop(), old.id.number(), json(&new.state)?);
    let (from, to) = (old.state.name(), new.state.name());
    let (goods, shipping) = (new.refunded.goods.minor(), new.refunded.shipping.minor());
    let (read, kind) = (old.updated_at, new.kind.name());
    let values = params![shop, number, from, to, &facts, goods, shipping, now, read, kind];
    tx.execute_one(ADVANCE, values).await?;
    let step = HistoryStep { shop, thing: number, act: act.name(), state: to, by, facts };
    step.write(tx, now, INSERT_STEP).await
}

const GIVE_LINE: &str = "UPDATE refund_line SET refunded_minor = $4 \
    WHERE shop_id = $1 AND request_id = $2 AND position = $3 AND refunded_minor = 0 AND $4 <= minor";
/// Note what a line of a request gave back.
pub(super) async fn give_line(
    tx: &mut Tx,
    id: RequestId,
    position: i64,
    amount: Money,
) -> Result<(), DbError> {
    tx.execute_one(GIVE_LINE, params![id.shop(), id.number(), position, amount.minor()]).await
}

const STEPS: &str = "SELECT act, state, detail, by_role, created_at FROM refund_step \
    WHERE shop_id = $1 AND request_id = $2 ORDER BY id LIMIT 100";
/// The history of a request, oldest first.
pub async fn steps(tx: &mut Tx, id: RequestId) -> Result<Vec<StepRow>, DbError> {
    tx.list(STEPS, params![id.shop(), id.number()], |mut row| {
        Ok(StepRow {
            act: row.text()?,
            state: row.word(RefundStage::parse)?,
            facts: row.json()?,
            by: row.text()?,
            at: row.time()?,
        })
    })
    .await
}

const INSERT_EVIDENCE: &str = "INSERT INTO refund_evidence \
    (shop_id, request_id, id, by_role, by_account, words, photos, created_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
pub(super) async fn insert_evidence(
    tx: &mut Tx,
    now: Timestamp,
    id: RequestId,
    side: Side,
    account: AccountId,
    said: &Testimony,
) -> Result<(), DbError> {
    let (row, photos) = (tx.next_id(now), json(&said.photos)?);
    let values = params![id.shop(), id.number(), row, side.name(), account, &said.words, photos, now];
    tx.execute_one(INSERT_EVIDENCE, values).await
}

const EVIDENCE: &str = "SELECT by_role, words, photos, created_at FROM refund_evidence \
    WHERE shop_id = $1 AND request_id = $2 ORDER BY id LIMIT 100";
/// What all sides have said and shown, oldest first.
pub async fn evidence(tx: &mut Tx, id: RequestId) -> Result<Vec<Evidence>, DbError> {
    tx.list(EVIDENCE, params![id.shop(), id.number()], |mut row| {
        Ok(Evidence {
            by: row.word(Side::parse)?,
            said: Testimony { words: row.text()?, photos: row.json()? },
            at: row.time()?,
        })
    })
    .await
}

const KEEP_RETURN_ADDRESS: &str = "INSERT INTO return_address (shop_id, words, changed_at) VALUES ($1, $2, $3) \
    ON CONFLICT (shop_id) DO UPDATE SET words = $2, changed_at = $3";
pub(super) async fn keep_return_address(
    tx: &mut Tx,
    now: Timestamp,
    shop: ShopId,
    words: &str,
) -> Result<(), DbError> {
    tx.execute_one(KEEP_RETURN_ADDRESS, params![shop, words, now]).await
}

const RETURN_ADDRESS: &str = "SELECT words FROM return_address WHERE shop_id = $1";
/// Where the shop wanted its last return.
pub async fn return_address(tx: &mut Tx, shop: ShopId) -> Result<Option<String>, DbError> {
    tx.find(RETURN_ADDRESS, params![shop], |mut row| row.text()).await
}
