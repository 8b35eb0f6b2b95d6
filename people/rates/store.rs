use kernel::{Conversion, Currency, Day, ExchangeRate, Quoted, Rates, Timestamp};
use platform::{
    db::{DbError, Row, Tx},
    params,
};

use super::KnownRate;

fn decode(mut row: Row) -> Result<KnownRate, DbError> {
    let currency = |code: &str| Currency::parse(code).ok();
    Ok(KnownRate {
        quoted: Quoted {
            base: row.word(currency)?,
            quote: row.word(currency)?,
            day: Day::from_number(row.int()?),
            rate: row.word(|text| ExchangeRate::parse(text).ok())?,
        },
        source: row.text()?,
        kept_at: row.time()?,
    })
}

const LIST_NEWEST: &str = "SELECT r.base, r.quote, r.day, r.rate, r.source, r.kept_at FROM exchange_rate r \
    WHERE r.day = (SELECT MAX(n.day) FROM exchange_rate n WHERE n.base = r.base AND n.quote = r.quote AND n.day <= $1) \
    AND r.day > $2 ORDER BY r.base, r.quote LIMIT 2000";
/// Of every pair the last rate up to a day, if it is later than `after`.
pub async fn list_newest(tx: &mut Tx, day: Day, after: Day) -> Result<Vec<KnownRate>, DbError> {
    tx.list(LIST_NEWEST, params![day.number(), after.number()], decode).await
}

/// Before any day of a bank.
const EVER: Day = Day::from_number(-1_000_000);

/// The rates as they are known on a day, however old.
pub async fn load(tx: &mut Tx, today: Day) -> Result<Rates, DbError> {
    let all = list_newest(tx, today.next(), EVER).await?;
    Ok(Rates::new(&all.into_iter().map(|known| known.quoted).collect::<Vec<_>>()))
}

/// The rates of a day: of a day without one, as a weekend, the last within a week before it.
pub async fn load_of_day(tx: &mut Tx, day: Day) -> Result<Rates, DbError> {
    let after = Day::from_number(day.number() - Conversion::FRESH_DAYS - 1);
    let all = list_newest(tx, day, after).await?;
    Ok(Rates::new(&all.into_iter().map(|known| known.quoted).collect::<Vec<_>>()))
}

const LIST_BETWEEN: &str = "SELECT base, quote, day, rate, source, kept_at FROM exchange_rate \
    WHERE day >= $1 AND day <= $2 ORDER BY day, base, quote LIMIT 200000";
/// What is kept for some days, the first and the last with them.
async fn list_between(tx: &mut Tx, first: Day, last: Day) -> Result<Vec<KnownRate>, DbError> {
    tx.list(LIST_BETWEEN, params![first.number(), last.number()], decode).await
}

/// What a file is compared with: what is kept for its days and the week after, and of every pair the last before them.
pub async fn list_around(tx: &mut Tx, first: Day, last: Day) -> Result<Vec<KnownRate>, DbError> {
    let mut all = list_newest(tx, Day::from_number(first.number() - 1), EVER).await?;
    all.extend(list_between(tx, first, Day::from_number(last.number() + Conversion::FRESH_DAYS)).await?);
    Ok(all)
}

const INSERT: &str =
    "INSERT INTO exchange_rate (base, quote, day, rate, source, kept_at) VALUES ($1, $2, $3, $4, $5, $6)";
const UPDATE: &str = "UPDATE exchange_rate SET rate = $4, source = $5, kept_at = $6 \
    WHERE base = $1 AND quote = $2 AND day = $3";
/// Keep a rate where there is none, or in place of the one that is there.
pub async fn keep(
    tx: &mut Tx,
    now: Timestamp,
    quoted: &Quoted,
    source: &str,
    place: Place,
) -> Result<(), DbError> {
    let sql = match place {
        Place::Empty => INSERT,
        Place::Taken => UPDATE,
    };
    let Quoted { base, quote, rate, day } = quoted;
    let rate = rate.decimal();
    tx.execute_one(sql, params![base.code(), quote.code(), day.number(), rate, source, now]).await
}

/// Whether there is a rate for the pair and the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Empty,
    Taken,
}
