use kernel::{Currency, Money, OrderId, ShopId, Timestamp};
use platform::{
    db::{DbError, Row, Rows, Tx},
    params,
};

use super::{Account, Cause, Transfer};

const INSERT_TRANSFER: &str = "INSERT INTO transfer (shop_id, id, cause, subject, key, created_at) \
    VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
const ENTRIES: Rows = Rows {
    head: "INSERT INTO entry (shop_id, transfer_id, leg, account, order_id, minor, currency)",
    tuple: "($1, $2, $3, $4, $5, $6, $7)",
    tail: "",
};

/// Write a transfer down; the answer is its number. None when its cause was posted before: nothing is written then.
pub async fn post(tx: &mut Tx, now: Timestamp, transfer: &Transfer) -> Result<Option<i64>, DbError> {
    let (shop, id) = (transfer.shop, tx.next_id(now));
    let key = transfer.key();
    let new = tx
        .execute(INSERT_TRANSFER, params![shop, id, transfer.cause.name(), &transfer.subject, key, now])
        .await?;
    if new == 0 {
        return Ok(None);
    }
    let entries = (1_i64..).zip(&transfer.legs).map(|(leg, entry)| {
        let account = entry.account.name();
        params![shop, id, leg, account, transfer.order, entry.amount.minor(), entry.amount.currency()]
            .to_vec()
    });
    tx.execute_all(&ENTRIES.statements(entries.collect())).await?;
    Ok(Some(id))
}

/// What an account holds in one currency.
#[derive(Clone, Debug)]
pub struct Balance {
    pub account: String,
    pub amount: Money,
}

fn decode_balance(mut row: Row) -> Result<Balance, DbError> {
    Ok(Balance { account: row.text()?, amount: row.money()? })
}

const BALANCE: &str = "SELECT CAST(COALESCE(SUM(minor), 0) AS BIGINT) FROM entry \
    WHERE shop_id = $1 AND account = $2 AND currency = $3";
/// The balance of one account of a shop. Cost: the number of its entries.
pub async fn balance(
    tx: &mut Tx,
    shop: ShopId,
    account: &Account,
    currency: Currency,
) -> Result<Money, DbError> {
    let minor = tx.number(BALANCE, params![shop, account.name(), currency]).await?;
    Ok(Money::new(minor, currency))
}

/// One line of a statement.
#[derive(Clone, Debug)]
pub struct StatementLine {
    pub transfer: i64,
    pub at: Timestamp,
    pub cause: String,
    /// What caused it: an order, a refund request, a payout.
    pub subject: String,
    /// Number of the order it is about; 0 when it is about none.
    pub order: i64,
    pub amount: Money,
}

impl StatementLine {
    /// The order of the shop that it is about; none for a payout.
    pub fn about(&self, shop: ShopId) -> Option<OrderId> {
        (self.order != 0).then(|| OrderId::new(shop, self.order))
    }
}

fn decode_line(mut row: Row) -> Result<StatementLine, DbError> {
    Ok(StatementLine {
        transfer: row.int()?,
        at: row.time()?,
        cause: row.text()?,
        subject: row.text()?,
        order: row.int()?,
        amount: row.money()?,
    })
}

const STATEMENT: &str = "SELECT t.id, t.created_at, t.cause, t.subject, e.order_id, e.minor, e.currency FROM entry e \
    JOIN transfer t ON t.shop_id = e.shop_id AND t.id = e.transfer_id \
    WHERE e.shop_id = $1 AND e.account = $2 AND e.transfer_id < $3 ORDER BY e.transfer_id DESC, e.leg LIMIT $4";
/// The entries of one account of a shop before `before` (`i64::MAX` for the newest), newest first.
pub async fn statement(
    tx: &mut Tx,
    shop: ShopId,
    account: &Account,
    before: i64,
    limit: i64,
) -> Result<Vec<StatementLine>, DbError> {
    tx.list(STATEMENT, params![shop, account.name(), before, limit], decode_line).await
}

const BALANCE_BEFORE: &str = "SELECT CAST(COALESCE(SUM(e.minor), 0) AS BIGINT) FROM entry e \
    JOIN transfer t ON t.shop_id = e.shop_id AND t.id = e.transfer_id \
    WHERE e.shop_id = $1 AND e.account = $2 AND e.currency = $3 AND t.created_at < $4";
/// What an account of a shop held at a moment. Cost: the number of its entries.
pub async fn balance_before(
    tx: &mut Tx,
    shop: ShopId,
    account: &Account,
    currency: Currency,
    at: Timestamp,
) -> Result<Money, DbError> {
    let minor = tx.number(BALANCE_BEFORE, params![shop, account.name(), currency, at]).await?;
    Ok(Money::new(minor, currency))
}

const STATEMENT_BETWEEN: &str = "SELECT t.id, t.created_at, t.cause, t.subject, e.order_id, e.minor, e.currency FROM entry e \
    JOIN transfer t ON t.shop_id = e.shop_id AND t.id = e.transfer_id \
    WHERE e.shop_id = $1 AND e.account = $2 AND t.created_at >= $3 AND t.created_at < $4 \
    ORDER BY e.transfer_id, e.leg LIMIT $5";
/// The entries of one account of a shop from one moment until before another, oldest first.
pub async fn statement_between(
    tx: &mut Tx,
    shop: ShopId,
    account: &Account,
    from: Timestamp,
    to: Timestamp,
    limit: i64,
) -> Result<Vec<StatementLine>, DbError> {
    tx.list(STATEMENT_BETWEEN, params![shop, account.name(), from, to, limit], decode_line).await
}

/// What moved in a month, by cause and account.
#[derive(Clone, Debug)]
pub struct MonthSums {
    currency: Currency,
    rows: Vec<(String, String, i64)>,
}

impl MonthSums {
    /// What a cause moved into an account; less than nothing when out of it.
    pub fn of(&self, cause: Cause, account: &Account) -> Money {
        let found = self.rows.iter().find(|(why, whose, _)| why == cause.name() && *whose == account.name());
        Money::new(found.map_or(0, |(_, _, minor)| *minor), self.currency)
    }
}

const MONTH_SUMS: &str = "SELECT t.cause, e.account, CAST(SUM(e.minor) AS BIGINT) FROM entry e \
    JOIN transfer t ON t.shop_id = e.shop_id AND t.id = e.transfer_id \
    WHERE e.shop_id = $1 AND e.account IN ('shop', 'commission') AND e.currency = $2 \
    AND t.created_at >= $3 AND t.created_at < $4 GROUP BY t.cause, e.account ORDER BY t.cause, e.account";
/// What moved between a shop and the market from one moment until before another.
pub async fn month_sums(
    tx: &mut Tx,
    shop: ShopId,
    currency: Currency,
    from: Timestamp,
    to: Timestamp,
) -> Result<MonthSums, DbError> {
    let decode = |mut row: Row| Ok((row.text()?, row.text()?, row.int()?));
    let rows = tx.list(MONTH_SUMS, params![shop, currency, from, to], decode).await?;
    Ok(MonthSums { currency, rows })
}

const BALANCES_OF_SHOP: &str = "SELECT account, CAST(SUM(minor) AS BIGINT), currency FROM entry \
    WHERE shop_id = $1 GROUP BY account, currency ORDER BY currency, account LIMIT 100";
/// Every account of one shop.
pub async fn balances_of_shop(tx: &mut Tx, shop: ShopId) -> Result<Vec<Balance>, DbError> {
    tx.list(BALANCES_OF_SHOP, params![shop], decode_balance).await
}

/// One entry of a transfer about an order.
#[derive(Clone, Debug)]
pub struct OrderEntry {
    pub transfer: i64,
    pub at: Timestamp,
    pub cause: String,
    pub account: String,
    pub amount: Money,
}

const ENTRIES_OF_ORDER: &str = "SELECT t.id, t.created_at, t.cause, e.account, e.minor, e.currency FROM entry e \
    JOIN transfer t ON t.shop_id = e.shop_id AND t.id = e.transfer_id \
    WHERE e.shop_id = $1 AND e.order_id = $2 ORDER BY e.transfer_id, e.leg LIMIT 200";
/// All money that moved for one order, oldest first. Cost: the entries of its shop.
pub async fn entries_of_order(tx: &mut Tx, shop: ShopId, order: i64) -> Result<Vec<OrderEntry>, DbError> {
    tx.list(ENTRIES_OF_ORDER, params![shop, order], |mut row| {
        Ok(OrderEntry {
            transfer: row.int()?,
            at: row.time()?,
            cause: row.text()?,
            account: row.text()?,
            amount: row.money()?,
        })
    })
    .await
}

/// What a transfer put into escrow for an order of a shop, or took back of what it had sold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taking {
    pub transfer: i64,
    pub order: i64,
    pub at: Timestamp,
    /// Less than nothing when it went back.
    pub amount: Money,
}

fn decode_taking(mut row: Row) -> Result<Taking, DbError> {
    Ok(Taking { transfer: row.int()?, order: row.int()?, at: row.time()?, amount: row.money()? })
}

// What is released moves between these three accounts and sums to nothing.
macro_rules! taking {
    () => {
        "SELECT t.id, e.order_id, t.created_at, CAST(SUM(e.minor) AS BIGINT), e.currency FROM transfer t \
         JOIN entry e ON e.shop_id = t.shop_id AND e.transfer_id = t.id \
         WHERE t.shop_id = $1 AND t.cause IN ('capture', 'refund') AND e.account IN ('escrow', 'shop', 'commission') "
    };
}

const TAKING: &str =
    concat!(taking!(), "AND t.id = $2 GROUP BY t.id, e.order_id, t.created_at, e.currency LIMIT 1");
/// What one transfer took or gave back for an order; none for what moves otherwise.
pub async fn taking(tx: &mut Tx, shop: ShopId, transfer: i64) -> Result<Option<Taking>, DbError> {
    tx.find(TAKING, params![shop, transfer], decode_taking).await
}

const TAKINGS: &str = concat!(
    taking!(),
    "AND t.id > $2 GROUP BY t.id, e.order_id, t.created_at, e.currency ORDER BY t.id LIMIT $3"
);
/// What a shop took and gave back for its orders after a transfer (0 for the first), in the order of the transfers.
pub async fn takings(tx: &mut Tx, shop: ShopId, after: i64, limit: i64) -> Result<Vec<Taking>, DbError> {
    tx.list(TAKINGS, params![shop, after, limit], decode_taking).await
}

const TRIAL_BALANCE: &str = "SELECT account, CAST(SUM(minor) AS BIGINT), currency FROM entry \
    GROUP BY account, currency ORDER BY currency, account";
/// Every account of the whole market, summed over the shops. Per currency the sum is zero.
pub async fn trial_balance(tx: &mut Tx) -> Result<Vec<Balance>, DbError> {
    tx.list(TRIAL_BALANCE, &[], decode_balance).await
}

// Summed by thousands of millions, which cannot overflow: 9.2 × 10¹⁸ is the most that 64 bits hold.
const UNCOUNTABLE: &str = "SELECT account, currency FROM entry GROUP BY account, currency \
    HAVING ABS(SUM(minor / 1000000000)) > 9000000000 UNION SELECT account, currency FROM entry \
    GROUP BY shop_id, account, currency HAVING ABS(SUM(minor / 1000000000)) > 9000000000 LIMIT 100";
/// Accounts whose sum, over the market or in one shop, is too large for the pages that show it.
pub async fn list_uncountable(tx: &mut Tx) -> Result<Vec<(String, String)>, DbError> {
    tx.list(UNCOUNTABLE, &[], |mut row| Ok((row.text()?, row.text()?))).await
}

const UNBALANCED: &str = "SELECT shop_id, transfer_id FROM entry GROUP BY shop_id, transfer_id, currency \
    HAVING SUM(minor) <> 0 ORDER BY shop_id, transfer_id LIMIT 100";
/// Transfers whose entries do not sum to zero: none, unless somebody changed rows by hand.
pub async fn list_unbalanced(tx: &mut Tx) -> Result<Vec<(ShopId, i64)>, DbError> {
    tx.list(UNBALANCED, &[], |mut row| Ok((row.shop()?, row.int()?))).await
}
