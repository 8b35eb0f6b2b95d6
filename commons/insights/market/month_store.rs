//! The figures of months: gathered from sums by day, read by pages.

use kernel::{Currency, Day, Money, Timestamp};
use platform::{
    db::{DbError, Row, Rows, Tx},
    params,
};

use super::{figures::Cell, measure::Measure};
use crate::villages::recognition::Outcome;

/// Rows of one gathering statement: days of a month by currencies and keys.
const MOST: i64 = 100_000;

/// Money of one day, by a key.
pub struct Part {
    pub key: String,
    pub day: Day,
    pub amount: Money,
    pub count: i64,
}

fn part(mut row: Row) -> Result<Part, DbError> {
    let (key, day) = (row.text()?, Day::from_number(row.int()?));
    let currency = row.word(|code| Currency::parse(code).ok())?;
    Ok(Part { key, day, amount: Money::new(row.int()?, currency), count: row.int()? })
}

macro_rules! sums {
    ($key:literal, $more:literal) => {
        concat!(
            "SELECT ",
            $key,
            ", d.day, s.currency, CAST(SUM(d.minor - d.back_minor) AS BIGINT), CAST(SUM(d.orders) AS BIGINT) \
             FROM insight_day d JOIN shop s ON s.id = d.shop_id WHERE d.day >= $1 AND d.day < $2 ",
            $more,
            " GROUP BY ",
            $key,
            ", d.day, s.currency ORDER BY 1, 2, 3 LIMIT $3"
        )
    };
}
const BY_CHANNEL: &str = sums!("d.channel", "");
const BY_PLACE: &str = sums!("s.country || '|' || s.region || '|' || s.city", "");
const RURAL: &str = "SELECT v.kind, d.day, 'CNY', CAST(SUM(d.revenue_minor - d.refunded_minor) AS BIGINT), \
    CAST(SUM(d.orders) AS BIGINT) FROM village_day d JOIN division v ON v.code = d.village AND v.kind = 'rural' \
    WHERE d.day >= $1 AND d.day < $2 GROUP BY v.kind, d.day ORDER BY 2 LIMIT $3";
/// What was sold in some days, by doors.
pub async fn by_channel(tx: &mut Tx, first: i64, until: i64) -> Result<Vec<Part>, DbError> {
    tx.list(BY_CHANNEL, params![first, until, MOST], part).await
}

/// The same by where the shops are: country, region and city.
pub async fn by_place(tx: &mut Tx, first: i64, until: i64) -> Result<Vec<Part>, DbError> {
    tx.list(BY_PLACE, params![first, until, MOST], part).await
}

/// What villages of the country sold in some days: of the registry, and of shops that belonged to them.
pub async fn rural(tx: &mut Tx, first: i64, until: i64) -> Result<Vec<Part>, DbError> {
    tx.list(RURAL, params![first, until, MOST], part).await
}

macro_rules! pieces {
    ($key:literal, $from:literal) => {
        concat!(
            "SELECT ",
            $key,
            ", p.day, s.currency, CAST(SUM(p.minor) AS BIGINT), CAST(SUM(p.pieces) AS BIGINT) \
             FROM insight_piece p JOIN shop s ON s.id = p.shop_id ",
            $from,
            " WHERE p.day >= $1 AND p.day < $2 GROUP BY ",
            $key,
            ", p.day, s.currency ORDER BY 1, 2, 3 LIMIT $3"
        )
    };
}
const BY_CRAFT: &str = pieces!("l.craft", "JOIN listing l ON l.shop_id = p.shop_id AND l.id = p.listing_id");
const PRODUCE: &str = pieces!(
    "l.kind",
    "JOIN listing l ON l.shop_id = p.shop_id AND l.id = p.listing_id AND l.kind = 'harvest'"
);
const ORIGINAL: &str = pieces!(
    "c.state",
    "JOIN design_claim c ON c.shop_id = p.shop_id AND c.listing_id = p.listing_id AND c.state IN ('own', 'granted')"
);
/// What pieces of each craft came to.
pub async fn by_craft(tx: &mut Tx, first: i64, until: i64) -> Result<Vec<Part>, DbError> {
    tx.list(BY_CRAFT, params![first, until, MOST], part).await
}

/// What harvests came to.
pub async fn produce(tx: &mut Tx, first: i64, until: i64) -> Result<Vec<Part>, DbError> {
    tx.list(PRODUCE, params![first, until, MOST], part).await
}

/// What pieces after design records came to.
pub async fn original(tx: &mut Tx, first: i64, until: i64) -> Result<Vec<Part>, DbError> {
    tx.list(ORIGINAL, params![first, until, MOST], part).await
}

macro_rules! behind {
    ($from:literal) => {
        concat!("SELECT '', COUNT(DISTINCT d.shop_id) FROM ", $from, " WHERE d.day >= $1 AND d.day < $2")
    };
    ($key:literal, $from:literal) => {
        concat!(
            "SELECT ",
            $key,
            ", COUNT(DISTINCT d.shop_id) FROM ",
            $from,
            " WHERE d.day >= $1 AND d.day < $2 GROUP BY ",
            $key,
            " ORDER BY 1 LIMIT 1000"
        )
    };
}
const SHOPS: &str = behind!("insight_day d");
const SHOPS_BY_CHANNEL: &str = behind!("d.channel", "insight_day d");
const SHOPS_RURAL: &str = behind!(
    "sale_day d JOIN village_membership m ON m.shop_id = d.shop_id AND m.joined_on <= d.day \
     AND (m.left_on IS NULL OR m.left_on > d.day) JOIN division v ON v.code = m.village AND v.kind = 'rural'"
);
const SHOPS_BY_PLACE: &str =
    behind!("s.country || '|' || s.region || '|' || s.city", "insight_day d JOIN shop s ON s.id = d.shop_id");
const SHOPS_BY_CRAFT: &str =
    behind!("l.craft", "insight_piece d JOIN listing l ON l.shop_id = d.shop_id AND l.id = d.listing_id");
const SHOPS_PRODUCE: &str = behind!(
    "insight_piece d JOIN listing l ON l.shop_id = d.shop_id AND l.id = d.listing_id AND l.kind = 'harvest'"
);
const SHOPS_ORIGINAL: &str = behind!(
    "insight_piece d JOIN design_claim c ON c.shop_id = d.shop_id AND c.listing_id = d.listing_id \
     AND c.state IN ('own', 'granted')"
);
const PLACES: &str = "SELECT s.country || '|' || s.region || '|' || s.city, CAST(AVG(s.latitude_e6) AS BIGINT), \
    CAST(AVG(s.longitude_e6) AS BIGINT) FROM shop s WHERE s.latitude_e6 IS NOT NULL AND s.longitude_e6 IS NOT NULL \
    GROUP BY s.country || '|' || s.region || '|' || s.city ORDER BY 1 LIMIT 20000";
/// Where the shops of each place are, in the middle of them: degrees times a million.
pub async fn places(tx: &mut Tx) -> Result<Vec<(String, i64, i64)>, DbError> {
    tx.list(PLACES, params![], |mut row| Ok((row.text()?, row.int()?, row.int()?))).await
}

/// How many shops stand behind the keys of a measure.
pub async fn behind(
    tx: &mut Tx,
    measure: Measure,
    first: i64,
    until: i64,
) -> Result<Vec<(String, i64)>, DbError> {
    let sql = match measure {
        Measure::ByChannel => SHOPS_BY_CHANNEL,
        Measure::ByCraft => SHOPS_BY_CRAFT,
        Measure::ByPlace => SHOPS_BY_PLACE,
        Measure::RuralSales => SHOPS_RURAL,
        Measure::ProduceSales => SHOPS_PRODUCE,
        Measure::OriginalSales => SHOPS_ORIGINAL,
        _ => SHOPS,
    };
    tx.list(sql, params![first, until], keyed).await
}

fn keyed(mut row: Row) -> Result<(String, i64), DbError> {
    Ok((row.text()?, row.int()?))
}

const BUYERS: &str = "SELECT country, region, CAST(SUM(orders) AS BIGINT) FROM insight_buyers WHERE month = $1 \
    GROUP BY country, region ORDER BY SUM(orders) DESC, country, region LIMIT 400";
/// Where buyers of a month are: country and region, with their orders.
pub async fn buyers(tx: &mut Tx, month: i64) -> Result<Vec<(String, i64)>, DbError> {
    let decode = |mut row: Row| Ok((format!("{} {}", row.text()?, row.text()?), row.int()?));
    tx.list(BUYERS, params![month], decode).await
}

const SEARCHES: &str = "SELECT CAST(COALESCE(SUM(times), 0) AS BIGINT) FROM search_demand WHERE day >= $1 AND day < $2 \
    AND (text LIKE '%original design%' OR text LIKE '%原创%' OR text LIKE '%オリジナル%' OR text LIKE '%desain asli%' \
    OR text LIKE '%मूल डिज़ाइन%')";
/// How often original design was looked for, in words that five people or more typed.
pub async fn original_searches(tx: &mut Tx, first: i64, until: i64) -> Result<i64, DbError> {
    tx.number(SEARCHES, params![first, until]).await
}

const OPENED: &str = "SELECT kind, COUNT(*) FROM shop WHERE opened_at >= $1 AND opened_at < $2 AND state <> 'closed' \
    GROUP BY kind ORDER BY kind LIMIT 20";
/// Shops that opened, by their kinds.
pub async fn opened(tx: &mut Tx, from: Timestamp, until: Timestamp) -> Result<Vec<(String, i64)>, DbError> {
    tx.list(OPENED, params![from, until], keyed).await
}

const COMPANIES: &str = "SELECT COALESCE(t.was_before, ''), COUNT(*) FROM shop s LEFT JOIN insight_told t ON t.shop_id = s.id \
    WHERE s.kind = 'company' AND s.opened_at >= $1 AND s.opened_at < $2 GROUP BY COALESCE(t.was_before, '') ORDER BY 1 LIMIT 20";
/// Companies that opened, by whether they sold before; empty where they have not said.
pub async fn companies(
    tx: &mut Tx,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<(String, i64)>, DbError> {
    tx.list(COMPANIES, params![from, until], keyed).await
}

const BIRTHS: &str = "SELECT a.birth_year, COUNT(DISTINCT a.id) FROM shop s JOIN shop_member m ON m.shop_id = s.id \
    AND m.role = 'owner' JOIN account a ON a.id = m.account_id WHERE s.state = 'open' AND s.opened_at < $1 \
    AND a.birth_year IS NOT NULL GROUP BY a.birth_year ORDER BY a.birth_year LIMIT 300";
/// Years of birth of those who own an open shop and have said it.
pub async fn births(tx: &mut Tx, until: Timestamp) -> Result<Vec<(i64, i64)>, DbError> {
    tx.list(BIRTHS, params![until], |mut row| Ok((row.int()?, row.int()?))).await
}

const WOMEN: &str = "SELECT t.women_led, COUNT(*) FROM insight_told t JOIN shop s ON s.id = t.shop_id AND s.state = 'open' \
    AND s.opened_at < $1 WHERE t.women_led <> '' GROUP BY t.women_led ORDER BY 1 LIMIT 4";
/// Open shops that told whether women lead them.
pub async fn women_led(tx: &mut Tx, until: Timestamp) -> Result<Vec<(String, i64)>, DbError> {
    tx.list(WOMEN, params![until], keyed).await
}

const SHOWS: &str =
    "SELECT COUNT(*) FROM live_room WHERE state IN ('on-air', 'ended') AND at >= $1 AND at < $2";
/// Live shows that began.
pub async fn shows(tx: &mut Tx, from: Timestamp, until: Timestamp) -> Result<i64, DbError> {
    tx.number(SHOWS, params![from, until]).await
}

const VILLAGES: &str = "SELECT COUNT(DISTINCT village) FROM village_membership WHERE joined_on < $1 \
    AND (left_on IS NULL OR left_on >= $1)";
/// Villages that have a shop when a day begins.
pub async fn villages(tx: &mut Tx, until: i64) -> Result<i64, DbError> {
    tx.number(VILLAGES, params![until]).await
}

const RECOGNISED: &str = "SELECT v.outcome, COUNT(*) FROM recognition_verdict v WHERE v.period = (SELECT MAX(p.period) \
    FROM village_publication p WHERE p.created_at < $1) AND v.version = (SELECT MAX(n.version) FROM recognition_verdict n \
    WHERE n.period = v.period AND n.division = v.division) AND v.outcome IN ('shops', 'households', 'villages') \
    GROUP BY v.outcome ORDER BY v.outcome LIMIT 5";
/// Places that the newest period which was published by then recognises, by what they are recognised.
pub async fn recognised(tx: &mut Tx, until: Timestamp) -> Result<Vec<(Outcome, i64)>, DbError> {
    tx.list(RECOGNISED, params![until], |mut row| Ok((row.word(Outcome::parse)?, row.int()?))).await
}

const CLEAR: &str = "DELETE FROM insight_month WHERE month = $1 AND place = ''";
const KEEP: Rows = Rows {
    head: "INSERT INTO insight_month (place, month, measure, key, value, behind)",
    tuple: "($1, $2, $3, $4, $5, $6)",
    tail: "",
};
/// Keep the figures of a month in place of those that were gathered before.
pub async fn keep(tx: &mut Tx, month: i64, cells: &[Cell]) -> Result<(), DbError> {
    tx.execute(CLEAR, params![month]).await?;
    let row = |cell: &Cell| {
        params![&cell.place, cell.month, cell.measure.name(), &cell.key, cell.value, cell.behind].to_vec()
    };
    tx.execute_all(&KEEP.statements(cells.iter().map(row).collect())).await.map(drop)
}

const CELLS: &str = "SELECT place, month, measure, key, value, behind FROM insight_month WHERE place = $1 AND month >= $2 \
    AND month < $3 ORDER BY month, measure, key LIMIT 40000";
/// The figures of a place in some months.
pub async fn cells(tx: &mut Tx, place: &str, first: i64, until: i64) -> Result<Vec<Cell>, DbError> {
    let decode = |mut row: Row| {
        Ok(Cell {
            place: row.text()?,
            month: row.int()?,
            measure: row.word(Measure::parse)?,
            key: row.text()?,
            value: row.int()?,
            behind: row.int()?,
        })
    };
    tx.list(CELLS, params![place, first, until], decode).await
}

const NOTE_STALE: &str = "INSERT INTO insight_stale (month) VALUES ($1) ON CONFLICT (month) DO NOTHING";
/// Have a month gathered again tonight.
pub async fn note_stale(tx: &mut Tx, month: i64) -> Result<(), DbError> {
    tx.execute(NOTE_STALE, params![month]).await.map(drop)
}

const STALE: &str = "SELECT month FROM insight_stale ORDER BY month LIMIT 60";
const FORGET_STALE: &str = "DELETE FROM insight_stale WHERE month = $1";
/// Months that are to be gathered again; from now on they are not.
pub async fn take_stale(tx: &mut Tx) -> Result<Vec<i64>, DbError> {
    let months = tx.list(STALE, params![], |mut row| row.int()).await?;
    let forget = months.iter().map(|month| (FORGET_STALE, params![*month].to_vec()));
    tx.execute_all(&forget.collect::<Vec<_>>()).await?;
    Ok(months)
}

const FIRST: &str = "SELECT MIN(month) FROM insight_buyers";
/// The first month in which anything was sold, if anything was.
pub async fn first_month(tx: &mut Tx) -> Result<Option<i64>, DbError> {
    Ok(tx.find(FIRST, params![], |mut row| row.maybe_int()).await?.flatten())
}

const MONTHS: &str =
    "SELECT DISTINCT month FROM insight_month WHERE place = '' ORDER BY month DESC LIMIT 240";
/// Months of which figures are kept, the newest first.
pub async fn months(tx: &mut Tx) -> Result<Vec<i64>, DbError> {
    tx.list(MONTHS, params![], |mut row| row.int()).await
}
