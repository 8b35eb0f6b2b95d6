//! What is read of villages for a month, and what stands of places.

use std::collections::BTreeMap;

use kernel::Day;
use platform::{
    db::{DbError, Row, Rows, Tx},
    params,
};

use super::year::{Placed, Year};
use crate::{
    insights::market::{Cell, Measure},
    villages::divisions::Level,
};

/// A village, what its sum is split by, the sum, and how many stand behind it.
pub type Found = (String, String, i64, i64);

fn found(mut row: Row) -> Result<Found, DbError> {
    Ok((row.text()?, row.text()?, row.int()?, row.int()?))
}

const ORDERS: &str = "SELECT village, '', CAST(SUM(orders) AS BIGINT), CAST(SUM(orders) AS BIGINT) FROM village_day \
    WHERE day >= $1 AND day < $2 GROUP BY village";
/// Orders that were paid first in some days.
pub async fn orders(tx: &mut Tx, (first, until): (i64, i64)) -> Result<Vec<Found>, DbError> {
    tx.list(ORDERS, params![first, until], found).await
}

const BY_CRAFT: &str = "SELECT m.village, COALESCE(c.craft, ''), CAST(SUM(d.revenue_minor - d.refunded_minor) AS BIGINT), \
    COUNT(DISTINCT d.shop_id) FROM sale_day d JOIN village_membership m ON m.shop_id = d.shop_id AND m.joined_on <= d.day \
    AND (m.left_on IS NULL OR m.left_on > d.day) LEFT JOIN (SELECT shop_id, craft, ROW_NUMBER() OVER (PARTITION BY shop_id \
    ORDER BY listings DESC, craft) AS place FROM (SELECT shop_id, craft, COUNT(*) AS listings FROM listing WHERE craft <> '' \
    GROUP BY shop_id, craft) AS counted) AS c ON c.shop_id = d.shop_id AND c.place = 1 WHERE d.day >= $1 AND d.day < $2 \
    GROUP BY m.village, COALESCE(c.craft, '')";
/// What shops sold, by the craft of most of their listings.
pub async fn by_craft(tx: &mut Tx, (first, until): (i64, i64)) -> Result<Vec<Found>, DbError> {
    tx.list(BY_CRAFT, params![first, until], found).await
}

const BY_CHANNEL: &str = "SELECT m.village, o.channel, CAST(SUM(s.cny_minor - s.cny_back_minor) AS BIGINT), \
    COUNT(DISTINCT s.shop_id) FROM sale s JOIN village_membership m ON m.shop_id = s.shop_id AND m.joined_on <= s.day \
    AND (m.left_on IS NULL OR m.left_on > s.day) JOIN orders o ON o.shop_id = s.shop_id AND o.id = s.order_id \
    WHERE s.day >= $1 AND s.day < $2 GROUP BY m.village, o.channel";
/// The same by the doors of its orders.
pub async fn by_channel(tx: &mut Tx, (first, until): (i64, i64)) -> Result<Vec<Found>, DbError> {
    tx.list(BY_CHANNEL, params![first, until], found).await
}

const LIKE: &str = "SELECT m.village, '', CAST(SUM(d.revenue_minor - d.refunded_minor) AS BIGINT), COUNT(DISTINCT d.shop_id) \
    FROM sale_day d JOIN village_membership m ON m.shop_id = d.shop_id AND m.joined_on <= $3 \
    AND (m.left_on IS NULL OR m.left_on >= $4) WHERE d.day >= $1 AND d.day < $2 GROUP BY m.village";
/// What shops sold in some days that belonged to their village from a day until another.
pub async fn like(
    tx: &mut Tx,
    (first, until): (i64, i64),
    (joined, stayed): (i64, i64),
) -> Result<Vec<Found>, DbError> {
    tx.list(LIKE, params![first, until, joined, stayed], found).await
}

const BUYERS: &str = "SELECT m.village, b.country || ' ' || b.region, CAST(SUM(b.orders) AS BIGINT), \
    CAST(SUM(b.orders) AS BIGINT) FROM insight_buyers b JOIN village_membership m ON m.shop_id = b.shop_id \
    AND m.joined_on <= $2 AND (m.left_on IS NULL OR m.left_on > $2) WHERE b.month = $1 \
    GROUP BY m.village, b.country || ' ' || b.region";
/// Where the orders of a month went, of shops that belong to a village on a day.
pub async fn buyers(tx: &mut Tx, month: i64, last: Day) -> Result<Vec<Found>, DbError> {
    tx.list(BUYERS, params![month, last.number()], found).await
}

const SHOWS: &str = "SELECT m.village, '', COUNT(*), COUNT(DISTINCT r.shop_id) FROM live_room r \
    JOIN village_membership m ON m.shop_id = r.shop_id AND m.joined_on <= $3 AND (m.left_on IS NULL OR m.left_on > $3) \
    WHERE r.state IN ('on-air', 'ended') AND r.at >= $1 AND r.at < $2 GROUP BY m.village";
/// Live shows that began in some days, of shops that belong to a village on another.
pub async fn shows(tx: &mut Tx, (first, until): (i64, i64), last: Day) -> Result<Vec<Found>, DbError> {
    let midnight = crate::insights::crowd_store::midnight;
    tx.list(SHOWS, params![midnight(first), midnight(until), last.number()], found).await
}

const MIDDLES: &str = "SELECT m.village, COUNT(*), CAST(SUM(s.latitude_e6) AS BIGINT), CAST(SUM(s.longitude_e6) AS BIGINT) \
    FROM village_membership m JOIN shop s ON s.id = m.shop_id AND s.latitude_e6 IS NOT NULL AND s.longitude_e6 IS NOT NULL \
    WHERE m.joined_on <= $1 AND (m.left_on IS NULL OR m.left_on > $1) GROUP BY m.village";
/// How many shops of a village say where they are, and the sums of their degrees.
pub async fn middles(tx: &mut Tx, last: Day) -> Result<Vec<(String, i64, i64, i64)>, DbError> {
    tx.list(MIDDLES, params![last.number()], |mut row| Ok((row.text()?, row.int()?, row.int()?, row.int()?)))
        .await
}

const BIRTHS: &str = "SELECT v.village, a.birth_year, COUNT(DISTINCT a.id) FROM village_membership v JOIN shop s ON s.id = v.shop_id \
    AND s.state = 'open' JOIN shop_member m ON m.shop_id = s.id AND m.role = 'owner' JOIN account a ON a.id = m.account_id \
    WHERE v.joined_on <= $1 AND (v.left_on IS NULL OR v.left_on > $1) AND a.birth_year IS NOT NULL \
    GROUP BY v.village, a.birth_year";
/// Years of birth of those who own an open shop of a village and have said it.
pub async fn births(tx: &mut Tx, last: Day) -> Result<Vec<(String, i64, i64)>, DbError> {
    tx.list(BIRTHS, params![last.number()], |mut row| Ok((row.text()?, row.int()?, row.int()?))).await
}

const ABOVE: &str =
    "SELECT code, CASE WHEN parent = '' THEN country ELSE parent END FROM division WHERE level < 5";
/// That in which every place lies that is no village; of the largest it is their country.
pub async fn above(tx: &mut Tx) -> Result<BTreeMap<String, String>, DbError> {
    Ok(tx.list(ABOVE, &[], |mut row| Ok((row.text()?, row.text()?))).await?.into_iter().collect())
}

const ABOVE_VILLAGES: &str = "SELECT code, CASE WHEN parent = '' THEN country ELSE parent END FROM division WHERE code IN \
    (SELECT village FROM village_membership)";
/// The same, and of villages that have or had a shop.
pub async fn above_villages(tx: &mut Tx) -> Result<BTreeMap<String, String>, DbError> {
    let mut all = above(tx).await?;
    all.extend(tx.list(ABOVE_VILLAGES, &[], |mut row| Ok((row.text()?, row.text()?))).await?);
    Ok(all)
}

const PLACES_OF: &str = "SELECT DISTINCT place FROM insight_month WHERE month = $1 AND place <> ''";
/// Places of which a month was gathered before.
pub async fn places_of(tx: &mut Tx, month: i64) -> Result<Vec<String>, DbError> {
    tx.list(PLACES_OF, params![month], |mut row| row.text()).await
}

const IS_GATHERED: &str = "SELECT COUNT(*) FROM (SELECT 1 FROM insight_place LIMIT 1) AS one";
/// Whether any place was gathered.
pub async fn is_gathered(tx: &mut Tx) -> Result<bool, DbError> {
    Ok(tx.number(IS_GATHERED, &[]).await? > 0)
}

const CLEAR: &str = "DELETE FROM insight_month WHERE place = $1 AND month = $2";
const KEEP: Rows = Rows {
    head: "INSERT INTO insight_month (place, month, measure, key, value, behind)",
    tuple: "($1, $2, $3, $4, $5, $6)",
    tail: "",
};
/// Keep a month of some places in place of what was gathered of it before.
pub async fn keep(tx: &mut Tx, month: i64, places: &[(String, Vec<Cell>)]) -> Result<(), DbError> {
    let clear = places.iter().map(|(place, _)| (CLEAR, params![place, month].to_vec()));
    let row = |cell: &Cell| {
        params![&cell.place, cell.month, cell.measure.name(), &cell.key, cell.value, cell.behind].to_vec()
    };
    let rows = places.iter().flat_map(|(_, cells)| cells.iter().map(row)).collect();
    let all: Vec<_> = clear.chain(KEEP.statements(rows)).collect();
    tx.execute_all(&all).await.map(drop)
}

/// Places that are summed up in one transaction.
const BATCH: i64 = 300;
const SOME: &str = "SELECT DISTINCT place FROM insight_month WHERE place > $1 ORDER BY place LIMIT $2";
const YEARS: &str = "SELECT place, measure, CAST(SUM(CASE WHEN month >= $3 THEN value ELSE 0 END) AS BIGINT), \
    CAST(SUM(CASE WHEN month < $3 THEN value ELSE 0 END) AS BIGINT), \
    CAST(SUM(CASE WHEN month = $4 THEN value ELSE 0 END) AS BIGINT), \
    CAST(SUM(CASE WHEN month = $4 THEN behind ELSE 0 END) AS BIGINT) FROM insight_month \
    WHERE place > $1 AND place <= $2 AND month >= $5 AND month <= $4 AND key = '' \
    AND measure IN ('sales', 'shops', 'active-shops', 'households', 'latitude', 'longitude') \
    GROUP BY place, measure ORDER BY place";
/// The year of some places after one of them: the twelve months before a month.
pub async fn years(tx: &mut Tx, after: &str, this: i64) -> Result<Vec<(String, Year)>, DbError> {
    let places = tx.list(SOME, params![after, BATCH], |mut row| row.text()).await?;
    let Some(last) = places.last() else { return Ok(Vec::new()) };
    let decode = |mut row: Row| {
        let (place, measure) = (row.text()?, row.word(Measure::parse)?);
        Ok((place, measure, [row.int()?, row.int()?, row.int()?, row.int()?]))
    };
    let key = params![after, last, this - 12, this - 1, this - 24];
    let mut all: BTreeMap<String, Year> = places.iter().map(|it| (it.clone(), Year::default())).collect();
    for (place, measure, [now, before, last, behind]) in tx.list(YEARS, key, decode).await? {
        let year = all.entry(place).or_default();
        match measure {
            Measure::Sales => (year.revenue_minor, year.before_minor) = (now, before),
            Measure::Shops => year.shops = last,
            Measure::ActiveShops => year.active_shops = last,
            Measure::Households => year.households = last,
            Measure::Latitude => year.latitude_e6 = last.checked_div(behind),
            Measure::Longitude => year.longitude_e6 = last.checked_div(behind),
            _ => {}
        }
    }
    Ok(all.into_iter().collect())
}

const PUT: Rows = Rows {
    head: "INSERT INTO insight_place (place, above, revenue_minor, before_minor, shops, active_shops, households, latitude_e6, \
        longitude_e6)",
    tuple: "($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    tail: "ON CONFLICT (place) DO UPDATE SET above = excluded.above, revenue_minor = excluded.revenue_minor, \
        before_minor = excluded.before_minor, shops = excluded.shops, active_shops = excluded.active_shops, \
        households = excluded.households, latitude_e6 = excluded.latitude_e6, longitude_e6 = excluded.longitude_e6",
};
const ABOVE_ONE: &str =
    "SELECT CASE WHEN parent = '' THEN country ELSE parent END FROM division WHERE code = $1";
/// Keep the years of some places, each below that in which it lies.
pub async fn put_years(
    tx: &mut Tx,
    years: &[(String, Year)],
    above: &BTreeMap<String, String>,
) -> Result<(), DbError> {
    let mut rows = Vec::with_capacity(years.len());
    for (place, it) in years {
        let above = match above.get(place) {
            Some(above) => above.clone(),
            // A village; a country lies in nothing.
            None => tx.find(ABOVE_ONE, params![place], |mut row| row.text()).await?.unwrap_or_default(),
        };
        let (sold, before) = (it.revenue_minor, it.before_minor);
        let row = params![
            place,
            above,
            sold,
            before,
            it.shops,
            it.active_shops,
            it.households,
            it.latitude_e6,
            it.longitude_e6
        ];
        rows.push(row.to_vec());
    }
    tx.execute_all(&PUT.statements(rows)).await.map(drop)
}

const RANKING: &str = "SELECT p.place, COALESCE(d.name, ''), COALESCE(d.level, 0), p.revenue_minor, p.before_minor, p.shops, \
    p.active_shops, p.households, p.latitude_e6, p.longitude_e6 FROM insight_place p LEFT JOIN division d ON d.code = p.place \
    WHERE p.above = $1 ORDER BY p.revenue_minor DESC, p.place LIMIT $2";
/// The places right below one, the one that sold most first.
pub async fn ranking(tx: &mut Tx, above: &str, limit: i64) -> Result<Vec<Placed>, DbError> {
    tx.list(RANKING, params![above, limit], |mut row| {
        Ok(Placed {
            code: row.text()?,
            name: row.text()?,
            level: Level::from_number(row.int()?),
            year: Year {
                revenue_minor: row.int()?,
                before_minor: row.int()?,
                shops: row.int()?,
                active_shops: row.int()?,
                households: row.int()?,
                latitude_e6: row.maybe_int()?,
                longitude_e6: row.maybe_int()?,
            },
        })
    })
    .await
}

const COUNTRIES: &str =
    "SELECT place FROM insight_place WHERE above = '' ORDER BY revenue_minor DESC, place LIMIT 60";
/// Countries with a village that has or had a shop, the one that sold most first.
pub async fn countries(tx: &mut Tx) -> Result<Vec<String>, DbError> {
    tx.list(COUNTRIES, &[], |mut row| row.text()).await
}
