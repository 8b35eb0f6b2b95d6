//! Insights: how fast sums follow orders, and what a page that reads them costs when there are very many, beside the same
//! sums made of the rows themselves.
//!
//! `bench insights` simulates 200,000 orders of 59,200 shops; `bench insights 10000000` as many as one says, of up to
//! 2,960,000 shops in 5,425 villages. Orders are streamed, 2,000 to a transaction.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use commons::insights::{self, Counted, insert, market, of_shop};
use kernel::{Currency, OrderId, ShopId};
use people::shops;
use platform::db::{DbError, Tx};
use rusqlite::{Connection, params};
use selling::orders::Channel;

use crate::{Figure, fair, percentile, process};

/// Orders, unless somebody says how many.
const ORDERS: i64 = 200_000;
/// Shops of villages where orders are ten million or more; fewer of fewer.
const SHOPS: i64 = 2_960_000;
const VILLAGES: i64 = 5_425;
/// Orders of one transaction.
const BATCH: i64 = 2_000;
/// Days over which they are spread, the last of them yesterday.
const DAYS: i64 = 400;
/// Looks at a page.
const LOOKS: i64 = 2_000;

/// What order a number stands for.
struct Simulated {
    shop: i64,
    counted: Counted,
}

struct Trade {
    orders: i64,
    shops: i64,
    today: i64,
}

impl Trade {
    /// The same number is the same order each time; a shop in a hundred sells half of everything.
    fn order(&self, number: i64) -> Simulated {
        let mixed = number.wrapping_mul(0x9E37_79B9_7F4A_7C15_u64 as i64).rotate_left(17).rem_euclid(1 << 40);
        let few = (self.shops / 100).max(1);
        let shop = 1 + if mixed % 2 == 0 { (mixed / 2) % few } else { (mixed / 2) % self.shops };
        let channel = Channel::ALL[usize::try_from(mixed % 8).unwrap()];
        let minor = 500 + mixed % 50_000;
        let is_undone = mixed % 29 == 0;
        let counted = Counted {
            day: self.today - DAYS + number * DAYS / self.orders,
            channel,
            is_again: mixed % 3 == 0,
            is_undone,
            minor,
            back_minor: if is_undone { minor } else { 0 },
        };
        Simulated { shop, counted }
    }
}

pub async fn run(orders: Option<i64>) -> Vec<Figure> {
    let orders = orders.unwrap_or(ORDERS);
    let shops = (SHOPS * orders / 10_000_000).clamp(1_000, SHOPS);
    let fair = fair::open(1, None).await;
    let (now, own) = (fair.market.now(), fair.shop);
    let trade = Trade { orders, shops, today: kernel::Day::of(now).number() };
    let villages = (VILLAGES * shops / SHOPS).max(1);
    let raw = Connection::open(fair.market.config.data.join("jishi.db")).unwrap();
    open_shops(&raw, own.get(), shops, villages);
    let (mut most, mut number) = (own_mb(), 0);
    let began = Instant::now();
    while number < orders {
        let until = (number + BATCH).min(orders);
        let rows: Vec<(i64, Simulated)> = (number..until).map(|at| (at, trade.order(at))).collect();
        let act = async move |tx: &mut Tx| {
            for (at, of) in &rows {
                let id = OrderId::new(ShopId::new(of.shop), 1 + at);
                insert(tx, id, &of.counted).await?;
            }
            Ok::<_, DbError>(())
        };
        fair.market.db.write(act).await.unwrap();
        number = until;
        most = most.max(own_mb());
    }
    let updates = orders as f64 / began.elapsed().as_secs_f64();
    let template =
        fair.market.db.read(async move |tx: &mut Tx| shops::find(tx, own).await).await.unwrap().unwrap();
    let (mut pages, mut raw_pages) = (Vec::new(), Vec::new());
    for look in 0..LOOKS {
        let mut shop = template.clone();
        shop.id = ShopId::new(trade.order(look * 37 % orders).shop);
        let id = shop.id.get();
        let began = Instant::now();
        fair.market.db.read(async move |tx: &mut Tx| of_shop(tx, now, &shop).await).await.unwrap();
        pages.push(micros(began.elapsed()));
        most = most.max(own_mb());
        let began = Instant::now();
        of_rows(&raw, id, trade.today);
        raw_pages.push(micros(began.elapsed()));
    }
    let began = Instant::now();
    let gather = async move |tx: &mut Tx| market::gather(tx, Currency::CNY, of_day(trade.today)).await;
    fair.market.db.write(gather).await.unwrap();
    let gathered = began.elapsed();
    most = most.max(own_mb());
    let (mut reports, mut raw_reports) = (Vec::new(), Vec::new());
    let period = market::Period::of_month(of_day(trade.today))[0];
    for look in 0..LOOKS {
        let began = Instant::now();
        let draft =
            async move |tx: &mut Tx| market::draft(tx, Currency::CNY, period, market::To::Entitled).await;
        fair.market.db.read(draft).await.unwrap();
        reports.push(micros(began.elapsed()));
        most = most.max(own_mb());
        if look < 20 {
            let began = Instant::now();
            market_of_rows(&raw, trade.today);
            raw_reports.push(micros(began.elapsed()));
        }
    }
    let began = Instant::now();
    let faults = fair.market.db.read(async |tx: &mut Tx| check(tx).await).await.unwrap();
    assert_eq!(faults, 0);
    let checked = began.elapsed();
    most = most.max(own_mb());
    let began = Instant::now();
    recount(&raw);
    let recounted = began.elapsed();
    let folder = tempfile::tempdir().unwrap();
    let limit = bare(&folder.path().join("bare.db"), &trade);
    let what = format!("{orders} orders, {shops} shops, {villages} villages");
    let p99 = |times: &mut Vec<u32>| percentile(times, 99) * 1_000.0;
    vec![
        Figure::new(format!("sums that follow orders, {what}"), updates, Some(limit), "1/s"),
        Figure::new("a shop's page, p99", p99(&mut pages), Some(p99(&mut raw_pages)), "µs")
            .note("beside the sums of 26 weeks out of its rows"),
        Figure::new("the market's report, p99", p99(&mut reports), Some(p99(&mut raw_reports)), "µs")
            .note("beside one sum of the month out of all rows"),
        Figure::new("gathering a month", millis(gathered), None, "ms"),
        Figure::new("all sums recounted out of their rows", millis(checked), Some(millis(recounted)), "ms")
            .note("as `jishi check` does, which looks whether each is kept; beside making them in raw SQL"),
        Figure::new("memory of our own at its most", most, Some(200.0), "MB").note(format!(
            "what the process has for itself; with files of the database that are mapped {:.0}",
            peak_mb()
        )),
    ]
}

/// As many shops as the one that there is, each of a village.
fn open_shops(raw: &Connection, own: i64, shops: i64, villages: i64) {
    let mut columns = raw.prepare("SELECT name FROM pragma_table_info('shop')").unwrap();
    let names: Vec<String> = columns.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let value = |name: &String| match name.as_str() {
        "id" => "n.i".to_owned(),
        "handle" => "'shop-' || n.i".to_owned(),
        "village" => format!("'village-' || (n.i % {villages})"),
        name => format!("s.{name}"),
    };
    let values: Vec<String> = names.iter().map(value).collect();
    let sql = format!(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {shops}) \
         INSERT INTO shop ({}) SELECT {} FROM n, shop s WHERE s.id = {own}",
        names.join(", "),
        values.join(", ")
    );
    raw.execute_batch(&sql).unwrap();
}

fn of_day(day: i64) -> i64 {
    let date = kernel::Day::from_number(day).to_string();
    let mut parts = date.split('-').map(|part| part.parse::<i64>().unwrap());
    12 * parts.next().unwrap() + parts.next().unwrap() - 1
}

fn micros(time: Duration) -> u32 {
    u32::try_from(time.as_micros()).unwrap_or(u32::MAX)
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// How much the checks of sums find wrong.
async fn check(tx: &mut Tx) -> Result<usize, DbError> {
    let mut faults = 0;
    for (_, sql) in insights::CAPABILITY.work.invariants.iter().flat_map(|of| of.iter()).take(2) {
        faults += tx.list(sql, &[], |_| Ok(())).await?.len();
    }
    Ok(faults)
}

/// What a shop's page would ask of the rows themselves.
fn of_rows(raw: &Connection, shop: i64, today: i64) {
    let mut asked = raw
        .prepare_cached(
            "SELECT day, channel, COUNT(*), SUM(again), SUM(undone), SUM(minor), SUM(back_minor) FROM insight_order \
             WHERE shop_id = ?1 AND day >= ?2 GROUP BY day, channel",
        )
        .unwrap();
    let rows = asked.query_map(params![shop, today - 182], |row| row.get::<_, i64>(5)).unwrap();
    let _: i64 = rows.map(Result::unwrap).sum();
}

/// What the market's page would ask of all rows.
fn market_of_rows(raw: &Connection, today: i64) {
    let mut asked = raw
        .prepare_cached("SELECT channel, COUNT(*), SUM(minor - back_minor) FROM insight_order WHERE day >= ?1 GROUP BY channel")
        .unwrap();
    let rows = asked.query_map([today - 30], |row| row.get::<_, i64>(2)).unwrap();
    let _: i64 = rows.map(Result::unwrap).sum();
}

fn recount(raw: &Connection) {
    raw.execute_batch(
        "CREATE TEMP TABLE again AS SELECT shop_id, day, channel, COUNT(*) AS orders, SUM(again) AS again, \
         SUM(undone) AS undone, SUM(minor) AS minor, SUM(back_minor) AS back_minor FROM insight_order \
         GROUP BY shop_id, day, channel",
    )
    .unwrap();
}

/// The same two statements in a bare loop on one thread, as many to a transaction; orders a second.
fn bare(path: &Path, trade: &Trade) -> f64 {
    let mut connection = Connection::open(path).unwrap();
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA mmap_size = 268435456; \
             PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY;",
        )
        .unwrap();
    let schema = include_str!("../migrations/0361_insights_sales.sql");
    connection.execute_batch(schema).unwrap();
    let began = Instant::now();
    let mut number = 0;
    while number < trade.orders {
        let until = (number + BATCH).min(trade.orders);
        let tx = connection.transaction().unwrap();
        {
            let mut insert = tx
                .prepare_cached(
                    "INSERT INTO insight_order (shop_id, order_id, day, channel, again, undone, minor, back_minor) \
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                )
                .unwrap();
            let mut add = tx
                .prepare_cached(
                    "INSERT INTO insight_day (shop_id, day, channel, orders, again, undone, minor, back_minor) \
                     VALUES (?1, ?2, ?3, 1, ?4, ?5, ?6, ?7) ON CONFLICT (shop_id, day, channel) DO UPDATE SET \
                     orders = orders + 1, again = again + ?4, undone = undone + ?5, minor = minor + ?6, \
                     back_minor = back_minor + ?7",
                )
                .unwrap();
            for at in number..until {
                let Simulated { shop, counted } = trade.order(at);
                let Counted { day, channel, is_again, is_undone, minor, back_minor } = counted;
                insert
                    .execute(params![
                        shop,
                        1 + at,
                        day,
                        channel.name(),
                        is_again,
                        is_undone,
                        minor,
                        back_minor
                    ])
                    .unwrap();
                add.execute(params![shop, day, channel.name(), is_again, is_undone, minor, back_minor])
                    .unwrap();
            }
        }
        tx.commit().unwrap();
        number = until;
    }
    trade.orders as f64 / began.elapsed().as_secs_f64()
}

/// The most memory that the process has had, files that are mapped with it.
fn peak_mb() -> f64 {
    process::memory_mib(std::process::id(), "VmHWM:")
}

/// What the process has for itself now.
fn own_mb() -> f64 {
    process::memory_mib(std::process::id(), "RssAnon:")
}
