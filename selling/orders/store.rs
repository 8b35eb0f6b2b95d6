use std::collections::BTreeMap;

use goods::catalog::LeadTime;
use kernel::{AccountId, Actor, Money, ShopId, Timestamp, words};
use platform::{
    db::{DbError, HistoryStep, Row, Tx, json},
    history, params,
};

use super::{
    Channel, Deposit, HostShare, Order, OrderAct, OrderAmount, OrderId, OrderStage, OrderState, PurchaseId,
    StatedTax,
    order_number::read_short,
    wanted::{Wanted, holding},
};
use crate::prices::Shares;

words! {
    /// Where a purchase stands.
    PurchaseState { Unpaid = "unpaid", Paid = "paid", Closed = "closed" }
}

/// One payment by a buyer.
#[derive(Clone, Debug)]
pub struct Purchase {
    pub id: PurchaseId,
    pub buyer: AccountId,
    pub total: Money,
    pub state: PurchaseState,
    pub close_at: Timestamp,
    pub created_at: Timestamp,
}

/// One line of an order's history.
#[derive(Clone, Debug)]
pub struct StepRow {
    pub act: String,
    pub state: OrderStage,
    pub by: String,
    pub at: Timestamp,
}

macro_rules! order_columns {
    () => {
        "SELECT shop_id, id, purchase_id, buyer_id, facts, items_minor, currency, shipping_minor, total_minor, \
         commission_minor, refunded_items_minor, refunded_shipping_minor, shop_discount_minor, \
         market_discount_minor, market_back_minor, ship_to, note, created_at, updated_at, deposit_minor, due_minor, \
         rest_purchase_id, make_days, lead_days, not_before, short, tax_name, tax_minor, channel, \
         host_shop_id, host_minor \
         FROM orders "
    };
}

pub(super) use order_columns;

pub(super) fn decode(mut row: Row) -> Result<Order, DbError> {
    let id = OrderId::new(row.shop()?, row.int()?);
    let purchase = PurchaseId::new(row.int()?);
    let buyer = row.account()?;
    let state: OrderState = row.json()?;
    let items = row.money()?;
    let money = |row: &mut Row| Ok::<_, DbError>(Money::new(row.int()?, items.currency()));
    Ok(Order {
        id,
        purchase,
        buyer,
        state,
        items,
        shipping: money(&mut row)?,
        total: money(&mut row)?,
        commission: money(&mut row)?,
        refunded: OrderAmount { goods: money(&mut row)?, shipping: money(&mut row)? },
        discount: Shares { shop: money(&mut row)?, market: money(&mut row)? },
        market_back: money(&mut row)?,
        ship_to: row.json()?,
        note: row.text()?,
        created_at: row.time()?,
        updated_at: row.time()?,
        deposit: deposit(money(&mut row)?, money(&mut row)?, row.maybe_int()?),
        make_days: row.int()?,
        lead: LeadTime { days: row.int()?, not_before: row.maybe_time()? },
        short: row.text()?,
        tax: stated(row.text()?, money(&mut row)?),
        channel: row.word(Channel::parse)?,
        host: host(row.maybe_int()?, money(&mut row)?),
    })
}

fn stated(name: String, amount: Money) -> Option<StatedTax> {
    (!name.is_empty()).then_some(StatedTax { name, amount })
}

fn host(shop: Option<i64>, amount: Money) -> Option<HostShare> {
    shop.map(|shop| HostShare { shop: ShopId::new(shop), amount })
}

fn deposit(amount: Money, due: Money, rest: Option<i64>) -> Option<Deposit> {
    amount.is_positive().then(|| Deposit { amount, due, rest: rest.map(PurchaseId::new) })
}

const FIND: &str = concat!(order_columns!(), "WHERE shop_id = $1 AND id = $2");
/// An order, whoever asks: for the clock and the operator.
pub async fn find(tx: &mut Tx, id: OrderId) -> Result<Option<Order>, DbError> {
    tx.find(FIND, params![id.shop(), id.number()], decode).await
}

const FIND_FOR_BUYER: &str = concat!(order_columns!(), "WHERE shop_id = $1 AND id = $2 AND buyer_id = $3");
pub async fn find_for_buyer(tx: &mut Tx, buyer: AccountId, id: OrderId) -> Result<Option<Order>, DbError> {
    tx.find(FIND_FOR_BUYER, params![id.shop(), id.number(), buyer], decode).await
}

/// An order of this shop; another shop's order does not exist for it.
pub async fn find_for_seller(tx: &mut Tx, shop: ShopId, id: OrderId) -> Result<Option<Order>, DbError> {
    if id.shop() == shop { find(tx, id).await } else { Ok(None) }
}

/// An order as the shop or the buyer in whose name it is asked for; it is nobody else's.
pub async fn find_for(tx: &mut Tx, by: &Actor, id: OrderId) -> Result<Option<Order>, DbError> {
    match *by {
        Actor::Seller { shop, .. } => find_for_seller(tx, shop, id).await,
        Actor::Buyer { account } => find_for_buyer(tx, account, id).await,
        Actor::Guest | Actor::Moderator { .. } | Actor::Operator { .. } | Actor::System => Ok(None),
    }
}

const LIST_OF_PURCHASE: &str =
    concat!(order_columns!(), "WHERE purchase_id = $1 OR rest_purchase_id = $1 ORDER BY id");
/// The orders that a purchase pays, wholly or in part.
pub async fn list_of_purchase(tx: &mut Tx, purchase: PurchaseId) -> Result<Vec<Order>, DbError> {
    tx.list(LIST_OF_PURCHASE, params![purchase.get()], decode).await
}

macro_rules! of_buyer {
    ($($more:tt)*) => {
        concat!(order_columns!(), "WHERE buyer_id = $1 AND id < $2 ", $($more)* "ORDER BY id DESC LIMIT $3")
    };
}

const LIST_FOR_BUYER: &str = of_buyer!();
const LIST_OF_BUYER: &str = of_buyer!("AND state IN ($4, $5, $6) ",);
const SEARCH_OF_BUYER: &str = of_buyer!(
    "AND (short = $4 OR EXISTS (SELECT 1 FROM order_line l WHERE l.shop_id = orders.shop_id \
     AND l.order_id = orders.id AND (LOWER(l.title) LIKE $5 ESCAPE '!' OR LOWER(l.title_en) LIKE $5 ESCAPE '!')) \
     OR EXISTS (SELECT 1 FROM shop s WHERE s.id = orders.shop_id \
     AND (LOWER(s.name) LIKE $5 ESCAPE '!' OR LOWER(s.name_en) LIKE $5 ESCAPE '!'))) ",
);
/// A buyer's orders before `before` (`i64::MAX` for the newest), newest first: those that are wanted.
pub async fn list_for_buyer(
    tx: &mut Tx,
    buyer: AccountId,
    wanted: &Wanted,
    before: i64,
    limit: i64,
) -> Result<Vec<Order>, DbError> {
    match wanted {
        Wanted::All => tx.list(LIST_FOR_BUYER, params![buyer, before, limit], decode).await,
        Wanted::Standing(standing) => {
            let [one, two, three] = standing.stages().map(OrderStage::name);
            tx.list(LIST_OF_BUYER, params![buyer, before, limit, one, two, three], decode).await
        }
        Wanted::Words(words) => {
            let short = read_short(words).unwrap_or_else(|| "-".into());
            tx.list(SEARCH_OF_BUYER, params![buyer, before, limit, short, holding(words)], decode).await
        }
    }
}

const SHORTS: &str = "SELECT id, short FROM orders WHERE shop_id = $1 AND id BETWEEN $2 AND $3";
/// The short numbers of orders of a shop, by their own: read in one stretch from the first to the last of them.
pub async fn shorts(
    tx: &mut Tx,
    shop: ShopId,
    orders: impl Iterator<Item = i64> + Clone,
) -> Result<BTreeMap<i64, String>, DbError> {
    let (Some(first), Some(last)) = (orders.clone().min(), orders.max()) else { return Ok(BTreeMap::new()) };
    let all = tx.list(SHORTS, params![shop, first, last], |mut row| Ok((row.int()?, row.text()?))).await?;
    Ok(all.into_iter().collect())
}

const FIND_SHORT_OF_BUYER: &str =
    concat!(order_columns!(), "WHERE short = $1 AND buyer_id = $2 ORDER BY id DESC LIMIT 1");
const FIND_SHORT_OF_SHOP: &str =
    concat!(order_columns!(), "WHERE short = $1 AND shop_id = $2 ORDER BY id DESC LIMIT 1");
const FIND_SHORT: &str = concat!(order_columns!(), "WHERE short = $1 ORDER BY id DESC LIMIT 100");
/// The newest order with a short number, of the buyer or the shop in whose name it is asked for.
pub async fn find_by_short(tx: &mut Tx, by: &Actor, short: &str) -> Result<Option<Order>, DbError> {
    match *by {
        Actor::Seller { shop, .. } => tx.find(FIND_SHORT_OF_SHOP, params![short, shop], decode).await,
        Actor::Buyer { account } => tx.find(FIND_SHORT_OF_BUYER, params![short, account], decode).await,
        Actor::Guest | Actor::Moderator { .. } | Actor::Operator { .. } | Actor::System => Ok(None),
    }
}

/// All orders of the market with a short number, the newest first: shops count each for itself.
pub async fn list_by_short(tx: &mut Tx, short: &str) -> Result<Vec<Order>, DbError> {
    tx.list(FIND_SHORT, params![short], decode).await
}

const LIST_FOR_SELLER: &str =
    concat!(order_columns!(), "WHERE shop_id = $1 AND state = $2 AND id < $3 ORDER BY id DESC LIMIT $4");
/// A shop's orders in one state before `before`, newest first.
pub async fn list_for_seller(
    tx: &mut Tx,
    shop: ShopId,
    state: OrderStage,
    before: i64,
    limit: i64,
) -> Result<Vec<Order>, DbError> {
    tx.list(LIST_FOR_SELLER, params![shop, state.name(), before, limit], decode).await
}

const LIST_IN_STATE: &str =
    concat!(order_columns!(), "WHERE state = $1 AND id < $2 ORDER BY id DESC LIMIT $3");
/// All orders of the market before `before`, in one state or in any, newest first: the operator's list.
pub async fn list_all(
    tx: &mut Tx,
    state: Option<OrderStage>,
    before: i64,
    limit: i64,
) -> Result<Vec<Order>, DbError> {
    let states = state.as_ref().map_or(OrderStage::ALL, std::slice::from_ref);
    let mut orders = Vec::new();
    for state in states {
        orders.extend(tx.list(LIST_IN_STATE, params![state.name(), before, limit], decode).await?);
    }
    // Each state has its newest by the index; the newest of all are among them.
    orders.sort_unstable_by_key(|order| std::cmp::Reverse(order.id.number()));
    orders.truncate(usize::try_from(limit).unwrap_or_default());
    Ok(orders)
}

const COUNT_ALL_BY_STATE: &str = "SELECT state, COUNT(*) FROM orders GROUP BY state ORDER BY state";
/// How many orders of the whole market are in each state. Cost: a scan of an index, so it is a report.
pub async fn count_all_by_state(tx: &mut Tx) -> Result<Vec<(OrderStage, i64)>, DbError> {
    tx.list(COUNT_ALL_BY_STATE, &[], |mut row| Ok((row.word(OrderStage::parse)?, row.int()?))).await
}

const COUNT_PURCHASES: &str = "SELECT COUNT(*) FROM purchase";
/// How many purchases were ever placed.
pub async fn count_purchases(tx: &mut Tx) -> Result<i64, DbError> {
    tx.number(COUNT_PURCHASES, &[]).await
}

const COUNT_BY_STATE: &str =
    "SELECT state, COUNT(*) FROM orders WHERE shop_id = $1 GROUP BY state ORDER BY state";
/// How many orders of a shop are in each state.
pub async fn count_by_state(tx: &mut Tx, shop: ShopId) -> Result<Vec<(OrderStage, i64)>, DbError> {
    tx.list(COUNT_BY_STATE, params![shop], |mut row| Ok((row.word(OrderStage::parse)?, row.int()?))).await
}

const LIST_STEPS: &str = "SELECT act, state, by_role, created_at FROM order_step \
    WHERE shop_id = $1 AND order_id = $2 ORDER BY id";
/// The history of an order, oldest first.
pub async fn steps(tx: &mut Tx, id: OrderId) -> Result<Vec<StepRow>, DbError> {
    tx.list(LIST_STEPS, params![id.shop(), id.number()], |mut row| {
        Ok(StepRow {
            act: row.text()?,
            state: row.word(OrderStage::parse)?,
            by: row.text()?,
            at: row.time()?,
        })
    })
    .await
}

const ADVANCE: &str = "UPDATE orders SET state = $4, facts = $5, updated_at = $6 \
    WHERE shop_id = $1 AND id = $2 AND state = $3 AND updated_at = $7";
const INSERT_STEP: &str = history!("order_step", "order_id");
/// Write one step: exactly one row changes from the state that was read, and its history row is kept.
pub(super) async fn advance(
    tx: &mut Tx,
    now: Timestamp,
    by: &Actor,
    act: OrderAct,
    old: &Order,
    new: &Order,
) -> Result<(), DbError> {
    let (shop, number, facts) = (old.id.shop(), old.id.number(), json(&new.state)?);
    let (from, to) = (old.state.name(), new.state.name());
    tx.execute_one(ADVANCE, params![shop, number, from, to, &facts, now, old.updated_at]).await?;
    let step = HistoryStep { shop, thing: number, act: act.name(), state: to, by, facts };
    step.write(tx, now, INSERT_STEP).await
}

const GIVE_BACK: &str = "UPDATE orders SET refunded_items_minor = refunded_items_minor + $3, \
    refunded_shipping_minor = refunded_shipping_minor + $4, market_back_minor = market_back_minor + $5 \
    WHERE shop_id = $1 AND id = $2 AND refunded_shipping_minor + $4 <= shipping_minor \
    AND refunded_items_minor + $3 <= items_minor - shop_discount_minor - market_discount_minor \
    AND market_back_minor + $5 <= market_discount_minor";
/// Note what a refund request gave back, and what of the market's share went back with it: never more than was paid.
pub(super) async fn give_back(
    tx: &mut Tx,
    id: OrderId,
    parts: OrderAmount,
    to_market: Money,
) -> Result<(), DbError> {
    let (goods, shipping, market) = (parts.goods.minor(), parts.shipping.minor(), to_market.minor());
    tx.execute_one(GIVE_BACK, params![id.shop(), id.number(), goods, shipping, market]).await
}

const HOLD: &str = "UPDATE orders SET updated_at = CASE WHEN updated_at < $3 THEN $3 ELSE updated_at + 1 END \
    WHERE shop_id = $1 AND id = $2";
/// Let everything else that is done with an order wait until this is done, and begin anew after it.
pub(super) async fn hold(tx: &mut Tx, now: Timestamp, id: OrderId) -> Result<(), DbError> {
    tx.execute_one(HOLD, params![id.shop(), id.number(), now]).await
}

const FIND_PURCHASE: &str = "SELECT id, buyer_id, minor, currency, state, close_at, created_at FROM purchase \
    WHERE id = $1";
pub async fn find_purchase(tx: &mut Tx, id: PurchaseId) -> Result<Option<Purchase>, DbError> {
    tx.find(FIND_PURCHASE, params![id.get()], |mut row| {
        Ok(Purchase {
            id: PurchaseId::new(row.int()?),
            buyer: row.account()?,
            total: row.money()?,
            state: row.word(PurchaseState::parse)?,
            close_at: row.time()?,
            created_at: row.time()?,
        })
    })
    .await
}

const ADVANCE_PURCHASE: &str = "UPDATE purchase SET state = $2 WHERE id = $1 AND state = 'unpaid'";
/// Take a purchase out of waiting; raced when it no longer waits.
pub(super) async fn advance_purchase(tx: &mut Tx, id: PurchaseId, to: PurchaseState) -> Result<(), DbError> {
    tx.execute_one(ADVANCE_PURCHASE, params![id.get(), to.name()]).await
}

const ASK_REST: &str = "UPDATE orders SET rest_purchase_id = $3 WHERE shop_id = $1 AND id = $2 \
    AND rest_purchase_id IS NULL AND due_minor > 0";
const INSERT_REST: &str = "INSERT INTO purchase (id, buyer_id, key, minor, currency, state, close_at, created_at) \
    VALUES ($1, $2, $3, $4, $5, 'unpaid', $6, $7)";
/// Write the purchase that pays the rest of an order.
pub(super) async fn insert_rest(tx: &mut Tx, order: &Order, rest: &Purchase) -> Result<(), DbError> {
    let key = format!("rest-{}", order.id);
    let values = params![
        rest.id.get(),
        rest.buyer,
        key,
        rest.total.minor(),
        rest.total.currency(),
        rest.close_at,
        rest.created_at
    ];
    tx.execute_one(INSERT_REST, values).await?;
    tx.execute_one(ASK_REST, params![order.id.shop(), order.id.number(), rest.id.get()]).await
}

const REST_PAID: &str = "UPDATE orders SET due_minor = 0 WHERE shop_id = $1 AND id = $2 AND due_minor > 0";
/// Note that nothing of an order is due any more.
pub(super) async fn rest_paid(tx: &mut Tx, id: OrderId) -> Result<(), DbError> {
    tx.execute_one(REST_PAID, params![id.shop(), id.number()]).await
}
