use kernel::{AccountId, Actor, Currency, Money, ShopId, Timestamp};
use platform::{
    db::{DbError, HistoryStep, Row, Tx, json},
    history, params,
};

use super::{Batch, BatchId, Payout, PayoutAccount, PayoutAct, PayoutId, PayoutStage, PayoutState};
use crate::orders::refunds::open_refunds;

/// One line of a payout's history.
#[derive(Clone, Debug)]
pub struct StepRow {
    pub act: String,
    pub state: PayoutStage,
    /// What became true then.
    pub facts: PayoutState,
    pub by: String,
    pub at: Timestamp,
}

const FIND_ACCOUNT: &str = "SELECT bank, holder, number, changed_at FROM payout_account WHERE shop_id = $1";
/// Where a shop is paid to.
pub async fn find_account(tx: &mut Tx, shop: ShopId) -> Result<Option<PayoutAccount>, DbError> {
    tx.find(FIND_ACCOUNT, params![shop], decode_account).await
}

fn decode_account(mut row: Row) -> Result<PayoutAccount, DbError> {
    account(&mut row)
}

fn account(row: &mut Row) -> Result<PayoutAccount, DbError> {
    Ok(PayoutAccount { bank: row.text()?, holder: row.text()?, number: row.text()?, changed_at: row.time()? })
}

const KEEP_ACCOUNT: &str = "INSERT INTO payout_account (shop_id, bank, holder, number, asked, changed_by, changed_at) \
    VALUES ($1, $2, $3, $4, 0, $5, $6) ON CONFLICT (shop_id) \
    DO UPDATE SET bank = $2, holder = $3, number = $4, changed_by = $5, changed_at = $6";
pub(super) async fn keep_account(
    tx: &mut Tx,
    now: Timestamp,
    shop: ShopId,
    by: AccountId,
    account: &PayoutAccount,
) -> Result<(), DbError> {
    let PayoutAccount { bank, holder, number, .. } = account;
    tx.execute_one(KEEP_ACCOUNT, params![shop, bank, holder, number, by, now]).await
}

const COUNT_REQUEST: &str = "UPDATE payout_account SET asked = asked + 1 WHERE shop_id = $1";
/// Count a request, behind any other of the same shop. False when the shop has no account.
pub(super) async fn count_request(tx: &mut Tx, shop: ShopId) -> Result<bool, DbError> {
    Ok(tx.execute(COUNT_REQUEST, params![shop]).await? == 1)
}

macro_rules! payout_columns {
    () => {
        "SELECT shop_id, id, key, facts, minor, currency, bank, holder, number, created_at, batch_id, updated_at \
         FROM payout "
    };
}

fn decode(mut row: Row) -> Result<Payout, DbError> {
    let (shop, number) = (row.shop()?, row.int()?);
    let (key, state, amount) = (row.text()?, row.json()?, row.money()?);
    // An account as it was when the money was asked for has not changed since.
    let account = account(&mut row)?;
    let batch = Some(row.int()?).filter(|batch| *batch != 0).map(BatchId::new);
    let (created_at, updated_at) = (account.changed_at, row.time()?);
    Ok(Payout { id: PayoutId::new(shop, number), key, state, amount, account, batch, created_at, updated_at })
}

const INSERT: &str = "INSERT INTO payout (shop_id, id, key, state, facts, minor, currency, bank, holder, number, \
    batch_id, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11, $11)";
const INSERT_STEP: &str = history!("payout_step", "payout_id");
/// Write a new payout with the first row of its history.
pub(super) async fn insert(tx: &mut Tx, by: &Actor, payout: &Payout) -> Result<(), DbError> {
    let (shop, number, now) = (payout.id.shop(), payout.id.number(), payout.created_at);
    let (state, facts) = (payout.state.name(), json(&payout.state)?);
    let (minor, currency) = (payout.amount.minor(), payout.amount.currency());
    let PayoutAccount { bank, holder, number: account, .. } = &payout.account;
    let values =
        params![shop, number, &payout.key, state, &facts, minor, currency, bank, holder, account, now];
    tx.execute_one(INSERT, values).await?;
    HistoryStep { shop, thing: number, act: "request", state, by, facts }.write(tx, now, INSERT_STEP).await
}

const ADVANCE: &str = "UPDATE payout SET state = $4, facts = $5, batch_id = $6, updated_at = $7 \
    WHERE shop_id = $1 AND id = $2 AND state = $3";
/// Write one step: exactly one row changes from the state that was read, and its history row is kept.
pub(super) async fn advance(
    tx: &mut Tx,
    now: Timestamp,
    by: &Actor,
    act: PayoutAct,
    old: &Payout,
    new: &Payout,
) -> Result<(), DbError> {
    let (shop, number, facts) = (old.id.shop(), old.id.number(), json(&new.state)?);
    let (from, to) = (old.state.name(), new.state.name());
    let batch = new.batch.map_or(0, BatchId::get);
    tx.execute_one(ADVANCE, params![shop, number, from, to, &facts, batch, now]).await?;
    let step = HistoryStep { shop, thing: number, act: act.name(), state: to, by, facts };
    step.write(tx, now, INSERT_STEP).await
}

const FIND: &str = concat!(payout_columns!(), "WHERE shop_id = $1 AND id = $2");
/// The payout, if it exists for whoever asks: the shop's own, and to the operator every one.
pub async fn find_for(tx: &mut Tx, by: &Actor, id: PayoutId) -> Result<Option<Payout>, DbError> {
    match by {
        Actor::Seller { shop, .. } if *shop == id.shop() => {}
        Actor::Operator { .. } | Actor::System => {}
        Actor::Guest | Actor::Buyer { .. } | Actor::Seller { .. } | Actor::Moderator { .. } => {
            return Ok(None);
        }
    }
    tx.find(FIND, params![id.shop(), id.number()], decode).await
}

const FIND_BY_KEY: &str = concat!(payout_columns!(), "WHERE shop_id = $1 AND key = $2");
pub(super) async fn find_by_key(tx: &mut Tx, shop: ShopId, key: &str) -> Result<Option<Payout>, DbError> {
    tx.find(FIND_BY_KEY, params![shop, key], decode).await
}

const LIST_FOR_SELLER: &str =
    concat!(payout_columns!(), "WHERE shop_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3");
/// A shop's payouts before `before` (`i64::MAX` for the newest), newest first.
pub async fn list_for_seller(
    tx: &mut Tx,
    shop: ShopId,
    before: i64,
    limit: i64,
) -> Result<Vec<Payout>, DbError> {
    tx.list(LIST_FOR_SELLER, params![shop, before, limit], decode).await
}

const LIST_IN_MARKET: &str =
    concat!(payout_columns!(), "WHERE state = $1 AND id < $2 ORDER BY id DESC LIMIT $3");
/// The market's payouts in one state before `before` (`i64::MAX` for the newest), newest first.
pub async fn list_in_market(
    tx: &mut Tx,
    state: PayoutStage,
    before: i64,
    limit: i64,
) -> Result<Vec<Payout>, DbError> {
    tx.list(LIST_IN_MARKET, params![state.name(), before, limit], decode).await
}

const LIST_APPROVED: &str =
    concat!(payout_columns!(), "WHERE state = 'approved' AND currency = $1 ORDER BY id LIMIT $2");
/// What the next batch takes along, oldest first.
pub(super) async fn list_approved(
    tx: &mut Tx,
    currency: Currency,
    limit: i64,
) -> Result<Vec<Payout>, DbError> {
    tx.list(LIST_APPROVED, params![currency, limit], decode).await
}

const LIST_APPROVED_OF_SHOP: &str = concat!(
    payout_columns!(),
    "WHERE shop_id = $1 AND currency = $2 AND state = 'approved' ORDER BY id DESC LIMIT 1000"
);
/// What of one shop goes to the bank with the next batch, newest first.
pub(super) async fn list_approved_of_shop(
    tx: &mut Tx,
    shop: ShopId,
    currency: Currency,
) -> Result<Vec<Payout>, DbError> {
    tx.list(LIST_APPROVED_OF_SHOP, params![shop, currency], decode).await
}

const SUM_OF_SHOP: &str = "SELECT CAST(COALESCE(SUM(minor), 0) AS BIGINT) FROM payout \
    WHERE shop_id = $1 AND currency = $2 AND state = $3";
/// What a shop asked for and waits in one state.
pub(super) async fn sum_of_shop(
    tx: &mut Tx,
    shop: ShopId,
    currency: Currency,
    state: PayoutStage,
) -> Result<Money, DbError> {
    Ok(Money::new(tx.number(SUM_OF_SHOP, params![shop, currency, state.name()]).await?, currency))
}

const PENDING: &str = "SELECT CAST(SUM(minor) AS BIGINT), currency, COUNT(*) FROM payout \
    WHERE state = $1 GROUP BY currency ORDER BY currency LIMIT 200";
/// What waits in one state, by currency: the sum and how many.
pub async fn pending(tx: &mut Tx, state: PayoutStage) -> Result<Vec<(Money, i64)>, DbError> {
    tx.list(PENDING, params![state.name()], |mut row| Ok((row.money()?, row.int()?))).await
}

const COUNT_IN_MARKET: &str = "SELECT state, COUNT(*) FROM payout GROUP BY state ORDER BY state LIMIT 20";
/// How many payouts of the whole market are in each state.
pub async fn count_in_market(tx: &mut Tx) -> Result<Vec<(PayoutStage, i64)>, DbError> {
    tx.list(COUNT_IN_MARKET, &[], |mut row| Ok((row.word(PayoutStage::parse)?, row.int()?))).await
}

const STEPS: &str = "SELECT act, state, detail, by_role, created_at FROM payout_step \
    WHERE shop_id = $1 AND payout_id = $2 ORDER BY id LIMIT 100";
/// The history of a payout, oldest first.
pub async fn steps(tx: &mut Tx, id: PayoutId) -> Result<Vec<StepRow>, DbError> {
    tx.list(STEPS, params![id.shop(), id.number()], |mut row| {
        Ok(StepRow {
            act: row.text()?,
            state: row.word(PayoutStage::parse)?,
            facts: row.json()?,
            by: row.text()?,
            at: row.time()?,
        })
    })
    .await
}

const ASKED_BACK: &str = concat!(
    "SELECT CAST(COALESCE(SUM(r.items_minor + r.shipping_minor), 0) AS BIGINT) \
     FROM refund_request r JOIN orders o ON o.shop_id = r.shop_id AND o.id = r.order_id \
     WHERE r.shop_id = $1 AND r.currency = $2 AND o.state = 'completed' AND r.state IN ",
    open_refunds!()
);
/// What buyers ask back of completed orders: it would come out of the shop's balance.
pub(super) async fn asked_back(tx: &mut Tx, shop: ShopId, currency: Currency) -> Result<Money, DbError> {
    let minor = tx.number(ASKED_BACK, params![shop, currency]).await?;
    Ok(Money::new(minor, currency))
}

const INSERT_BATCH: &str = "INSERT INTO payout_batch (id, currency, payouts, minor, made_by, created_at) \
    VALUES ($1, $2, $3, $4, $5, $6)";
pub(super) async fn insert_batch(tx: &mut Tx, batch: &Batch) -> Result<(), DbError> {
    let Batch { id, payouts, total, made_by, created_at } = batch;
    let values = params![id.get(), total.currency(), *payouts, total.minor(), *made_by, *created_at];
    tx.execute_one(INSERT_BATCH, values).await
}

fn decode_batch(mut row: Row) -> Result<Batch, DbError> {
    Ok(Batch {
        id: BatchId::new(row.int()?),
        total: row.money()?,
        payouts: row.int()?,
        made_by: row.account()?,
        created_at: row.time()?,
    })
}

const FIND_BATCH: &str =
    "SELECT id, minor, currency, payouts, made_by, created_at FROM payout_batch WHERE id = $1";
pub async fn find_batch(tx: &mut Tx, id: BatchId) -> Result<Option<Batch>, DbError> {
    tx.find(FIND_BATCH, params![id.get()], decode_batch).await
}

const LIST_BATCHES: &str = "SELECT id, minor, currency, payouts, made_by, created_at FROM payout_batch \
    WHERE id < $1 ORDER BY id DESC LIMIT $2";
/// Batches before `before` (`i64::MAX` for the newest), newest first.
pub async fn list_batches(tx: &mut Tx, before: i64, limit: i64) -> Result<Vec<Batch>, DbError> {
    tx.list(LIST_BATCHES, params![before, limit], decode_batch).await
}

const LIST_OF_BATCH: &str = concat!(payout_columns!(), "WHERE batch_id = $1 ORDER BY id LIMIT 1000");
/// Everything in a batch, in the order of its file.
pub async fn list_of_batch(tx: &mut Tx, batch: BatchId) -> Result<Vec<Payout>, DbError> {
    tx.list(LIST_OF_BATCH, params![batch.get()], decode).await
}
