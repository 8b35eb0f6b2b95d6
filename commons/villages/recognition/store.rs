use std::collections::BTreeMap;

use kernel::{Day, Timestamp};
use platform::{
    db::{DbError, Row, Rows, Tx, Value, json},
    params,
};

use super::{BASE, Inputs, Outcome, Period, Rule, Verdict, months_before};
use crate::villages::{DivisionCode, sales::store::sums};

const RULES: &str = "SELECT version, facts FROM recognition_rule ORDER BY version DESC LIMIT 1";
/// The rule in force and its version.
pub async fn newest_rule(tx: &mut Tx) -> Result<(i64, Rule), DbError> {
    let found = tx.find(RULES, &[], |mut row| Ok((row.int()?, row.json()?))).await?;
    Ok(found.unwrap_or((1, BASE)))
}

const RULE: &str = "SELECT facts FROM recognition_rule WHERE version = $1";
pub async fn rule(tx: &mut Tx, version: i64) -> Result<Option<Rule>, DbError> {
    if version == 1 {
        return Ok(Some(BASE));
    }
    tx.find(RULE, params![version], |mut row| row.json()).await
}

const INSERT_RULE: &str = "INSERT INTO recognition_rule (version, facts, reason, by_account, created_at) \
    VALUES ($1, $2, $3, $4, $5)";
pub async fn insert_rule(
    tx: &mut Tx,
    now: Timestamp,
    version: i64,
    rule: &Rule,
    reason: &str,
    by: kernel::AccountId,
) -> Result<(), DbError> {
    tx.execute_one(INSERT_RULE, params![version, json(rule)?, reason, by, now]).await
}

/// What is known of villages, each by its code.
pub type Gathered = BTreeMap<String, Inputs>;

const SUMS: &str = "SELECT village, CAST(SUM(orders) AS BIGINT), CAST(SUM(undone) AS BIGINT), CAST(SUM(revenue_minor) AS BIGINT), \
    CAST(SUM(refunded_minor) AS BIGINT), CAST(SUM(unrated) AS BIGINT) FROM village_day \
    WHERE day >= $1 AND day <= $2 GROUP BY village";
const SHOPS: &str = "SELECT m.village, COUNT(*), COUNT(DISTINCT NULLIF(m.household, '')), \
    CAST(SUM(CASE WHEN m.household = '' THEN 1 ELSE 0 END) AS BIGINT) FROM village_membership m \
    WHERE m.joined_on <= $1 AND (m.left_on IS NULL OR m.left_on > $1) GROUP BY m.village";
const ACTIVE: &str = "SELECT m.village, COUNT(*) FROM (SELECT shop_id FROM sale_day WHERE day >= $1 AND day <= $2 \
    GROUP BY shop_id HAVING CAST(SUM(orders - undone) AS BIGINT) >= $3) a JOIN village_membership m ON m.shop_id = a.shop_id \
    AND m.joined_on <= $2 AND (m.left_on IS NULL OR m.left_on > $2) JOIN shop s ON s.id = m.shop_id AND s.opened_at <= $4 \
    GROUP BY m.village";
const HOUSEHOLDS: &str = "SELECT f.division, f.value, f.year FROM village_fact f WHERE f.kind = 'households' AND f.year <= $1 \
    AND f.year = (SELECT MAX(n.year) FROM village_fact n WHERE n.division = f.division AND n.kind = 'households' \
    AND n.year <= $1)";
const DECLARED: &str = "SELECT m.village, CAST(SUM(d.minor) AS BIGINT) FROM declared_sale d JOIN village_membership m \
    ON m.shop_id = d.shop_id AND m.joined_on <= $2 AND (m.left_on IS NULL OR m.left_on > $2) \
    WHERE d.period = $1 GROUP BY m.village";
/// What is known of all villages of which something is, from a day to another, both within. Cost: the days of all villages
/// between them, and those of all shops in the last months; five statements whatever their number.
pub async fn gather(tx: &mut Tx, rule: &Rule, since: Day, as_of: Day) -> Result<Gathered, DbError> {
    let period = Period::of(as_of);
    let (first, last, mut all) = (since.number(), as_of.number(), Gathered::new());
    let days = |mut row: Row| Ok((row.text()?, sums(row)?));
    for (village, sums) in tx.list(SUMS, params![first, last], days).await? {
        let inputs = all.entry(village).or_default();
        (inputs.revenue_minor, inputs.unrated) = (sums.net(), sums.unrated);
    }
    let shops = |mut row: Row| Ok((row.text()?, row.int()?, row.int()?, row.int()?));
    for (village, count, households, unknown) in tx.list(SHOPS, params![last], shops).await? {
        let inputs = all.entry(village).or_default();
        (inputs.shops, inputs.households_with_shop, inputs.shops_without_household) =
            (count, households, unknown);
    }
    let key = active(rule, as_of);
    for (village, active) in tx.list(ACTIVE, &key, |mut row| Ok((row.text()?, row.int()?))).await? {
        all.entry(village).or_default().active_shops = active;
    }
    let year = period.number() + 1;
    let fact = |mut row: Row| Ok((row.text()?, row.int()?, row.int()?));
    for (village, value, year) in tx.list(HOUSEHOLDS, params![year], fact).await? {
        if let Some(inputs) = all.get_mut(&village) {
            (inputs.households, inputs.households_year) = (Some(value), Some(year));
        }
    }
    let declared = params![period.number(), last];
    for (village, minor) in tx.list(DECLARED, declared, |mut row| Ok((row.text()?, row.int()?))).await? {
        all.entry(village).or_default().declared_minor = minor;
    }
    Ok(all)
}

/// From which day on orders are counted for an active shop, until which, how many it needs, and when it had opened: so long
/// before the end of the day, wherever that ends.
pub(super) fn active(rule: &Rule, as_of: Day) -> [Value; 4] {
    let lately = months_before(as_of, rule.months).number();
    let opened = as_of.noon() - kernel::days(rule.open_days.unsigned_abs());
    [lately.into(), as_of.number().into(), (rule.orders_a_month * rule.months).into(), opened.into()]
}

const PARENTS: &str = "SELECT d.code, d.parent, d.kind FROM division d WHERE d.code IN \
    (SELECT village FROM village_membership UNION SELECT village FROM village_day)";
/// The township of every village that has or had a shop, and whether it is of the country.
pub async fn parents(tx: &mut Tx) -> Result<BTreeMap<String, (String, bool)>, DbError> {
    let row = |mut row: Row| Ok((row.text()?, (row.text()?, row.text()? == "rural")));
    Ok(tx.list(PARENTS, &[], row).await?.into_iter().collect())
}

fn decode(mut row: Row) -> Result<Verdict, DbError> {
    let period = Period::from_number(row.int()?).ok_or(DbError::Raced)?;
    Ok(Verdict {
        period,
        division: row.word(DivisionCode::parse)?,
        version: row.int()?,
        rule: row.int()?,
        level: row.int()?,
        inputs: row.json()?,
        outcome: row.word(Outcome::parse)?,
        reason: row.text()?,
        as_of: Day::from_number(row.int()?),
        decided_at: row.time()?,
    })
}

macro_rules! columns {
    () => {
        "period, division, version, rule, level, inputs, outcome, reason, as_of, decided_at"
    };
}

const PUT: Rows = Rows {
    head: concat!("INSERT INTO recognition_verdict (", columns!(), ")"),
    tuple: "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    tail: "ON CONFLICT (period, division, version) DO UPDATE SET rule = excluded.rule, inputs = excluded.inputs, \
        outcome = excluded.outcome, as_of = excluded.as_of, decided_at = excluded.decided_at \
        WHERE recognition_verdict.version = 0",
};
/// Put verdicts down. A provisional one takes the place of the one before it, a final one never.
pub async fn put(tx: &mut Tx, all: &[Verdict]) -> Result<(), DbError> {
    let mut rows = Vec::with_capacity(all.len());
    for it in all {
        rows.push(
            params![
                it.period.number(),
                it.division.as_str(),
                it.version,
                it.rule,
                it.level,
                json(&it.inputs)?,
                it.outcome.name(),
                &it.reason,
                it.as_of.number(),
                it.decided_at
            ]
            .to_vec(),
        );
    }
    tx.execute_all(&PUT.statements(rows)).await.map(drop)
}

const LIST: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM recognition_verdict v WHERE period = $1 AND version = (SELECT MAX(n.version) FROM recognition_verdict n \
     WHERE n.period = v.period AND n.division = v.division) AND division > $2 ORDER BY division LIMIT $3"
);
/// The newest verdict of every place in a period, after a code.
pub async fn list(tx: &mut Tx, period: Period, after: &str, limit: i64) -> Result<Vec<Verdict>, DbError> {
    tx.list(LIST, params![period.number(), after, limit], decode).await
}

const RECOGNISED: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM recognition_verdict v WHERE period = $1 AND version = (SELECT MAX(n.version) FROM recognition_verdict n \
     WHERE n.period = v.period AND n.division = v.division) AND outcome IN ('shops', 'households', 'villages') \
     AND division > $2 ORDER BY division LIMIT $3"
);
/// The places that a period recognises, after a code.
pub async fn recognised(
    tx: &mut Tx,
    period: Period,
    after: &str,
    limit: i64,
) -> Result<Vec<Verdict>, DbError> {
    tx.list(RECOGNISED, params![period.number(), after, limit], decode).await
}

const VERDICTS_OF: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM recognition_verdict WHERE division = $1 ORDER BY period DESC, version DESC LIMIT 100"
);
/// Every verdict on a place, the newest first.
pub async fn verdicts_of(tx: &mut Tx, division: &DivisionCode) -> Result<Vec<Verdict>, DbError> {
    tx.list(VERDICTS_OF, params![division.as_str()], decode).await
}

const FINAL: &str = "SELECT COUNT(*) FROM recognition_verdict WHERE period = $1 AND version > 0";
/// Whether the verdicts of a period are final.
pub async fn is_final(tx: &mut Tx, period: Period) -> Result<bool, DbError> {
    Ok(tx.number(FINAL, params![period.number()]).await? > 0)
}
