use kernel::{AccountId, Currency, Money, Timestamp, id};
use platform::{
    db::{DbError, Row, Rows, Tx},
    params,
};

use super::{Comparison, Kind, Outcome, Report};

id!(
    /// A comparison that is kept.
    ReconciliationId
);

/// A comparison that is kept.
#[derive(Clone, Debug)]
pub struct Reconciliation {
    pub id: ReconciliationId,
    pub provider: String,
    /// Of the file; empty when the provider was asked.
    pub name: String,
    pub from: Timestamp,
    pub to: Timestamp,
    pub matched: i64,
    pub differences: i64,
    pub refused: i64,
    pub made_by: AccountId,
    pub created_at: Timestamp,
}

/// A difference that is kept, or a row that could not be read.
#[derive(Clone, Debug)]
pub struct ComparedLine {
    pub position: i64,
    pub outcome: Outcome,
    /// None for a row that could not be read.
    pub kind: Option<Kind>,
    /// Of a row that could not be read its line in the file.
    pub reference: String,
    /// Of a row that could not be read why.
    pub key: String,
    pub theirs: Option<Money>,
    pub ours: Option<Money>,
}

/// A side of a transfer at a provider.
pub(super) struct Moved {
    pub purchase: i64,
    pub cause: String,
    pub subject: String,
    pub minor: i64,
}

const MOVED: &str = "SELECT e.shop_id, e.transfer_id, e.leg, o.purchase_id, t.cause, t.subject, e.minor FROM entry e \
    JOIN transfer t ON t.shop_id = e.shop_id AND t.id = e.transfer_id \
    JOIN orders o ON o.shop_id = e.shop_id AND o.id = e.order_id \
    WHERE e.account = $1 AND t.created_at >= $2 \
    AND (e.shop_id > $3 OR (e.shop_id = $3 AND (e.transfer_id > $4 OR (e.transfer_id = $4 AND e.leg > $5)))) \
    ORDER BY e.shop_id, e.transfer_id, e.leg LIMIT 5000";
/// What moved at a provider since a moment.
pub(super) async fn moved(tx: &mut Tx, provider: &str, from: Timestamp) -> Result<Vec<Moved>, DbError> {
    let account = format!("provider:{provider}");
    let (mut all, mut after) = (Vec::new(), (i64::MIN, i64::MIN, i64::MIN));
    loop {
        let decode = |mut row: Row| {
            let place = (row.int()?, row.int()?, row.int()?);
            let moved =
                Moved { purchase: row.int()?, cause: row.text()?, subject: row.text()?, minor: row.int()? };
            Ok((place, moved))
        };
        let page = tx.list(MOVED, params![&account, from, after.0, after.1, after.2], decode).await?;
        let Some((last, _)) = page.last() else { return Ok(all) };
        after = *last;
        all.extend(page.into_iter().map(|(_, moved)| moved));
    }
}

pub(super) struct Paid {
    pub id: i64,
    pub purchase: i64,
    pub reference: String,
    pub amount: Money,
}

const PAYMENTS: &str = "SELECT id, purchase_id, reference, minor, currency FROM payment \
    WHERE provider = $1 AND state = 'succeeded' AND created_at >= $2 AND created_at < $3 AND id > $4 \
    ORDER BY id LIMIT 5000";
/// Payments of some days that succeeded.
pub(super) async fn payments(
    tx: &mut Tx,
    provider: &str,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<Paid>, DbError> {
    let (mut all, mut after) = (Vec::new(), i64::MIN);
    loop {
        let decode = |mut row: Row| {
            Ok(Paid { id: row.int()?, purchase: row.int()?, reference: row.text()?, amount: row.money()? })
        };
        let page = tx.list(PAYMENTS, params![provider, from, to, after], decode).await?;
        let Some(last) = page.last() else { return Ok(all) };
        after = last.id;
        all.extend(page);
    }
}

const IS_SENT_BACK: &str = "SELECT COUNT(*) FROM payment_refund WHERE payment_id = $1 AND key = $2";
pub(super) async fn is_sent_back(tx: &mut Tx, payment: i64, key: &str) -> Result<bool, DbError> {
    Ok(tx.number(IS_SENT_BACK, params![payment, key]).await? > 0)
}

pub(super) struct SentBack {
    id: (i64, i64),
    pub reference: String,
    pub key: String,
    pub amount: Money,
}

const REFUNDS: &str = "SELECT r.payment_id, r.id, p.reference, r.key, r.minor, r.currency FROM payment_refund r \
    JOIN payment p ON p.id = r.payment_id WHERE p.provider = $1 AND r.state = 'done' \
    AND r.created_at >= $2 AND r.created_at < $3 AND (r.payment_id > $4 OR (r.payment_id = $4 AND r.id > $5)) \
    ORDER BY r.payment_id, r.id LIMIT 5000";
/// Refunds of some days that the provider has done.
pub(super) async fn refunds(
    tx: &mut Tx,
    provider: &str,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<SentBack>, DbError> {
    let (mut all, mut after) = (Vec::new(), (i64::MIN, i64::MIN));
    loop {
        let decode = |mut row: Row| {
            let id = (row.int()?, row.int()?);
            Ok(SentBack { id, reference: row.text()?, key: row.text()?, amount: row.money()? })
        };
        let page = tx.list(REFUNDS, params![provider, from, to, after.0, after.1], decode).await?;
        let Some(last) = page.last() else { return Ok(all) };
        after = last.id;
        all.extend(page);
    }
}

const INSERT: &str = "INSERT INTO reconciliation (id, provider, name, from_at, to_at, matched, differences, refused, \
    made_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const INSERT_LINES: Rows = Rows {
    head: "INSERT INTO reconciliation_line \
        (reconciliation_id, position, outcome, kind, reference, key, theirs_minor, ours_minor, currency)",
    tuple: "($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    tail: "",
};
/// Lines that are kept of one comparison.
const MOST: usize = 10_000;
pub(super) async fn insert(
    tx: &mut Tx,
    made: &Reconciliation,
    comparison: &Comparison,
    report: &Report,
) -> Result<(), DbError> {
    let id = made.id.get();
    let values = params![
        id,
        &made.provider,
        &made.name,
        made.from,
        made.to,
        made.matched,
        made.differences,
        made.refused,
        made.made_by,
        made.created_at
    ];
    tx.execute_one(INSERT, values).await?;
    let minor = |money: Option<Money>| money.map(Money::minor);
    let differences = comparison.differences.iter().map(|it| {
        let currency = it.theirs.or(it.ours).map_or("", |money| money.currency().code());
        let (outcome, kind) = (it.outcome.name(), it.kind.name());
        (outcome, kind, it.reference.clone(), it.key.clone(), minor(it.theirs), minor(it.ours), currency)
    });
    let refused = report
        .bad
        .iter()
        .map(|row| (Outcome::Refused.name(), "", row.line.to_string(), row.why.to_owned(), None, None, ""));
    let all = differences.chain(refused).take(MOST);
    let rows = (1_i64..).zip(all).map(|(at, (outcome, kind, reference, key, theirs, ours, currency))| {
        params![id, at, outcome, kind, reference, key, theirs, ours, currency].to_vec()
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return Ok(());
    }
    tx.execute_all(&INSERT_LINES.statements(rows)).await.map(drop)
}

fn decode(mut row: Row) -> Result<Reconciliation, DbError> {
    Ok(Reconciliation {
        id: ReconciliationId::new(row.int()?),
        provider: row.text()?,
        name: row.text()?,
        from: row.time()?,
        to: row.time()?,
        matched: row.int()?,
        differences: row.int()?,
        refused: row.int()?,
        made_by: row.account()?,
        created_at: row.time()?,
    })
}

const FIND: &str = "SELECT id, provider, name, from_at, to_at, matched, differences, refused, made_by, created_at \
    FROM reconciliation WHERE id = $1";
pub async fn find(tx: &mut Tx, id: ReconciliationId) -> Result<Option<Reconciliation>, DbError> {
    tx.find(FIND, params![id.get()], decode).await
}

const LIST: &str = "SELECT id, provider, name, from_at, to_at, matched, differences, refused, made_by, created_at \
    FROM reconciliation WHERE id < $1 ORDER BY id DESC LIMIT $2";
/// Comparisons before `before` (`i64::MAX` for the newest), newest first.
pub async fn list(tx: &mut Tx, before: i64, limit: i64) -> Result<Vec<Reconciliation>, DbError> {
    tx.list(LIST, params![before, limit], decode).await
}

const LINES: &str = "SELECT position, outcome, kind, reference, key, theirs_minor, ours_minor, currency \
    FROM reconciliation_line WHERE reconciliation_id = $1 AND position > $2 ORDER BY position LIMIT $3";
/// What did not agree, after a position (0 for the first).
pub async fn lines(
    tx: &mut Tx,
    id: ReconciliationId,
    after: i64,
    limit: i64,
) -> Result<Vec<ComparedLine>, DbError> {
    tx.list(LINES, params![id.get(), after, limit], |mut row| {
        let (position, outcome) = (row.int()?, row.word(Outcome::parse)?);
        let (kind, reference, key) = (Kind::parse(&row.text()?), row.text()?, row.text()?);
        let (theirs, ours) = (row.maybe_int()?, row.maybe_int()?);
        let currency = Currency::parse(&row.text()?).ok();
        let money = |minor: Option<i64>| Some(Money::new(minor?, currency?));
        Ok(ComparedLine { position, outcome, kind, reference, key, theirs: money(theirs), ours: money(ours) })
    })
    .await
}
