//! Every statement of the index.

use std::collections::BTreeMap;

use kernel::{Cursor, Timestamp};
use platform::{
    db::{DbError, Row, Rows, Statement, Tx, Value},
    params,
};

use super::facets::Lead;
use crate::{
    catalog::{Card, ListingId, card_columns},
    search::{
        Document,
        query::{Cell, Filter, PageStart, Query, Sort},
    },
};

const HAVE: &str = "SELECT kind, craft, country, region, region_en, currency, band FROM search_listing \
    WHERE shop_id = $1 AND listing_id = $2";
const PUT: &str = "INSERT INTO search_listing (shop_id, listing_id, kind, craft, country, region, region_en, currency, \
    band, price_minor, change_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
    ON CONFLICT (shop_id, listing_id) DO UPDATE SET kind = $3, craft = $4, country = $5, region = $6, region_en = $7, \
    currency = $8, band = $9, price_minor = $10, change_id = $11";
const DELETE: &str = "DELETE FROM search_listing WHERE shop_id = $1 AND listing_id = $2";
const COUNT_CELL: &str = "INSERT INTO search_cell (kind, craft, country, region, region_en, currency, band, listings) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
    ON CONFLICT (kind, craft, country, region, region_en, currency, band) \
    DO UPDATE SET listings = search_cell.listings + $8";
const LISTINGS: Rows = Rows {
    head: "INSERT INTO search_listing (shop_id, listing_id, kind, craft, country, region, region_en, currency, band, \
           price_minor, change_id)",
    tuple: "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    tail: "ON CONFLICT DO NOTHING",
};
fn values(document: &Document, change: i64) -> Vec<Value> {
    params![
        document.id.shop(),
        document.id.number(),
        document.kind.name(),
        &document.craft,
        document.country,
        &document.region,
        &document.region_en,
        document.currency,
        document.band,
        document.price_minor,
        change,
    ]
    .to_vec()
}

/// The cell of a document, by the key of its table.
type CellKey = (String, String, String, String, String, String, i64);

fn key(document: &Document) -> CellKey {
    (
        document.kind.name().to_owned(),
        document.craft.clone(),
        document.country.to_owned(),
        document.region.clone(),
        document.region_en.clone(),
        document.currency.to_owned(),
        document.band,
    )
}

fn count_cell(key: &CellKey, by: i64) -> Statement {
    let (kind, craft, country, region, region_en, currency, band) = key;
    (COUNT_CELL, params![kind, craft, country, region, region_en, currency, *band, by].to_vec())
}

async fn have(tx: &mut Tx, id: ListingId) -> Result<Option<CellKey>, DbError> {
    tx.find(HAVE, params![id.shop(), id.number()], |mut row| {
        Ok((row.text()?, row.text()?, row.text()?, row.text()?, row.text()?, row.text()?, row.int()?))
    })
    .await
}

/// Write a document over what was there.
pub async fn put(tx: &mut Tx, document: &Document, change: i64) -> Result<(), DbError> {
    let (before, now) = (have(tx, document.id).await?, key(document));
    let mut statements: Vec<Statement> = vec![(PUT, values(document, change))];
    if before.as_ref() != Some(&now) {
        statements.extend(before.map(|key| count_cell(&key, -1)));
        statements.push(count_cell(&now, 1));
    }
    tx.execute_all(&statements).await.map(drop)
}

/// Write documents that are new.
pub async fn put_new(tx: &mut Tx, documents: &[Document], change: i64) -> Result<(), DbError> {
    let listings = documents.iter().map(|document| values(document, change)).collect();
    let mut cells: BTreeMap<CellKey, i64> = BTreeMap::new();
    for document in documents {
        *cells.entry(key(document)).or_default() += 1;
    }
    let mut statements = LISTINGS.statements(listings);
    statements.extend(cells.iter().map(|(key, count)| count_cell(key, *count)));
    tx.execute_all(&statements).await.map(drop)
}

pub async fn remove(tx: &mut Tx, id: ListingId) -> Result<(), DbError> {
    let Some(cell) = have(tx, id).await? else { return Ok(()) };
    let gone = (DELETE, params![id.shop(), id.number()].to_vec());
    tx.execute_all(&[gone, count_cell(&cell, -1)]).await.map(drop)
}

const CLEAR: [&str; 2] = ["DELETE FROM search_listing", "DELETE FROM search_cell"];
/// Throw all shelves away.
pub async fn clear(tx: &mut Tx) -> Result<(), DbError> {
    for sql in CLEAR {
        tx.execute(sql, &[]).await?;
    }
    Ok(())
}

const CELLS: &str = "SELECT kind, craft, country, region, region_en, currency, band, listings FROM search_cell \
    WHERE listings > 0 LIMIT 20000";
pub async fn cells(tx: &mut Tx) -> Result<Vec<Cell>, DbError> {
    tx.list(CELLS, &[], |mut row| {
        Ok(Cell {
            kind: row.text()?,
            craft: row.text()?,
            country: row.text()?,
            region: row.text()?,
            region_en: row.text()?,
            currency: row.text()?,
            band: row.int()?,
            listings: row.int()?,
        })
    })
    .await
}

/// A place in a list and the card that sits there. A listing that was just taken off sale leaves an empty seat, so
/// that paging does not stumble over it.
pub struct Seat {
    pub id: ListingId,
    pub price_minor: i64,
    pub card: Option<Card>,
}

fn decode_seat(mut row: Row) -> Result<Seat, DbError> {
    let id = ListingId::new(row.shop()?, row.int()?);
    let price_minor = row.int()?;
    let is_on_sale =
        row.maybe_text()?.as_deref() == Some("active") && row.maybe_text()?.as_deref() == Some("open");
    let card = if is_on_sale { Some(Card::take(&mut row)?) } else { None };
    Ok(Seat { id, price_minor, card })
}

/// Several values of a property stand between bars.
macro_rules! chosen {
    () => {
        "(kind = $2 OR $2 = '' OR REPLACE($2, '|' || kind || '|', '') <> $2) \
         AND (craft = $1 OR $1 = '' OR REPLACE($1, '|' || craft || '|', '') <> $1) \
         AND (country = $3 OR $3 = '' OR REPLACE($3, '|' || country || '|', '') <> $3) \
         AND (region = $4 OR $4 = '' OR REPLACE($4, '|' || region || '|', '') <> $4)"
    };
}

macro_rules! walk {
    ($lead:literal, $key:literal, $compare:literal, $way:literal, $outer:literal) => {
        concat!(
            "SELECT i.shop_id, i.listing_id, i.price_minor, l.state, s.state, ",
            card_columns!(),
            " FROM (SELECT shop_id, listing_id, price_minor FROM search_listing WHERE ",
            $lead,
            " AND ",
            chosen!(),
            " AND (currency = $5 OR $5 = '') AND (band = $6 OR $6 < 0) \
             AND price_minor >= $10 AND price_minor <= $11 AND (",
            $key,
            ") ",
            $compare,
            " ($7, $8) ORDER BY ",
            $way,
            " LIMIT $9) AS i LEFT JOIN listing l ON l.shop_id = i.shop_id AND l.id = i.listing_id \
             LEFT JOIN shop s ON s.id = i.shop_id ORDER BY ",
            $outer
        )
    };
}

macro_rules! both_ways {
    ($lead:literal, $priced_lead:literal) => {
        [
            walk!(
                $lead,
                "listing_id, shop_id",
                "<",
                "listing_id DESC, shop_id DESC",
                "i.listing_id DESC, i.shop_id DESC"
            ),
            walk!($lead, "listing_id, shop_id", ">", "listing_id, shop_id", "i.listing_id, i.shop_id"),
            walk!(
                $priced_lead,
                "price_minor, listing_id",
                "<",
                "price_minor DESC, listing_id DESC",
                "i.price_minor DESC, i.listing_id DESC"
            ),
            walk!(
                $priced_lead,
                "price_minor, listing_id",
                ">",
                "price_minor, listing_id",
                "i.price_minor, i.listing_id"
            ),
        ]
    };
}

/// Newest down and up, then price down and up.
const BROWSE: [&str; 4] = both_ways!("shop_id >= 0", "currency = $5");
const BROWSE_CRAFT: [&str; 4] = both_ways!("craft = $1", "craft = $1 AND currency = $5");
const BROWSE_COUNTRY: [&str; 4] = both_ways!("country = $3", "currency = $5 AND country = $3");
const BROWSE_REGION: [&str; 4] = both_ways!("region = $4", "currency = $5 AND region = $4");

/// Listings with the properties asked for, in the order asked for; backwards for the page before.
pub async fn browse(tx: &mut Tx, lead: Lead, query: &Query, limit: i64) -> Result<Vec<Seat>, DbError> {
    let by_price = matches!(query.sort, Sort::Cheapest | Sort::Dearest);
    let goes_up = matches!(query.sort, Sort::Cheapest) != matches!(query.place, PageStart::Before(_));
    let texts = match lead {
        Lead::Nothing => BROWSE,
        Lead::Craft => BROWSE_CRAFT,
        Lead::Country => BROWSE_COUNTRY,
        Lead::Region => BROWSE_REGION,
    };
    let [down, up, price_down, price_up] = texts;
    let sql = match (by_price, goes_up) {
        (false, false) => down,
        (false, true) => up,
        (true, false) => price_down,
        (true, true) => price_up,
    };
    let (first, second) = match query.place {
        PageStart::After(Cursor::Two(first, second)) | PageStart::Before(Cursor::Two(first, second)) => {
            (first, second)
        }
        PageStart::Start | PageStart::After(Cursor::One(_)) | PageStart::Before(Cursor::One(_))
            if goes_up =>
        {
            (i64::MIN, i64::MIN)
        }
        PageStart::Start | PageStart::After(Cursor::One(_)) | PageStart::Before(Cursor::One(_)) => {
            (i64::MAX, i64::MAX)
        }
    };
    let filter = &query.filter;
    let params = params![
        filter.craft.joined(),
        filter.kind.joined(),
        filter.country.joined(),
        filter.region.joined(),
        &filter.currency,
        filter.band.unwrap_or(-1),
        first,
        second,
        limit,
        filter.price.least(),
        filter.price.most(),
    ];
    tx.list(sql, params, decode_seat).await
}

const COUNT_RANGE: &str = concat!(
    "SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN ",
    chosen!(),
    " THEN 1 ELSE 0 END), 0) AS BIGINT) FROM (SELECT kind, craft, country, region FROM search_listing \
     WHERE currency = $5 AND price_minor >= $6 AND price_minor <= $7 LIMIT $8) AS near"
);
/// How many listings in a range of prices have the properties asked for, among `most` in the range; and whether there
/// are more than these.
pub async fn count_range(tx: &mut Tx, filter: &Filter, most: i64) -> Result<(i64, bool), DbError> {
    let values = params![
        filter.craft.joined(),
        filter.kind.joined(),
        filter.country.joined(),
        filter.region.joined(),
        &filter.currency,
        filter.price.least(),
        filter.price.most(),
        most,
    ];
    let counted = tx.find(COUNT_RANGE, values, |mut row| Ok((row.int()?, row.int()?))).await?;
    let (seen, found) = counted.unwrap_or_default();
    Ok((found, seen >= most))
}

const APPLIED: &str = "SELECT change_id FROM search_listing WHERE shop_id = $1 AND listing_id = $2";
/// The last change of a listing that is in the index.
pub async fn applied(tx: &mut Tx, id: ListingId) -> Result<Option<i64>, DbError> {
    tx.find(APPLIED, params![id.shop(), id.number()], |mut row| row.int()).await
}

/// Where the reader of changes is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reader {
    pub head: i64,
    pub mark: i64,
    pub mark_at: Timestamp,
    pub tail: i64,
}

const READER: &str = "SELECT head, mark, mark_at, tail FROM search_reader WHERE name = 'listing'";
pub async fn reader(tx: &mut Tx) -> Result<Reader, DbError> {
    let reader = tx
        .find(READER, &[], |mut row| {
            Ok(Reader { head: row.int()?, mark: row.int()?, mark_at: row.time()?, tail: row.int()? })
        })
        .await?;
    reader.ok_or(DbError::Raced)
}

const MOVE_READER: &str = "UPDATE search_reader SET head = $3, mark = $4, mark_at = $5, tail = $6 \
    WHERE name = 'listing' AND head = $1 AND tail = $2";
/// Move on. False when somebody else did, who then also does the work.
pub async fn move_reader(tx: &mut Tx, from: Reader, to: Reader) -> Result<bool, DbError> {
    let moved =
        tx.execute(MOVE_READER, params![from.head, from.tail, to.head, to.mark, to.mark_at, to.tail]).await?;
    Ok(moved == 1)
}

const SET_HEAD: &str = "UPDATE search_reader SET head = $1, mark = $1, tail = $1 WHERE name = 'listing'";
/// Say that everything up to a change is in the index.
pub async fn set_head(tx: &mut Tx, change: i64) -> Result<(), DbError> {
    tx.execute_one(SET_HEAD, params![change]).await
}

const LATEST: &str = "SELECT COALESCE(MAX(id), 0) FROM listing_change";
/// The latest change there is.
pub async fn read_head(tx: &mut Tx) -> Result<i64, DbError> {
    tx.number(LATEST, &[]).await
}

const CHANGES: &str =
    "SELECT id, shop_id, listing_id FROM listing_change WHERE id > $1 AND id <= $2 ORDER BY id LIMIT $3";
pub async fn changes(
    tx: &mut Tx,
    after: i64,
    until: i64,
    limit: i64,
) -> Result<Vec<(i64, ListingId)>, DbError> {
    tx.list(CHANGES, params![after, until, limit], |mut row| {
        Ok((row.int()?, ListingId::new(row.shop()?, row.int()?)))
    })
    .await
}

const IS_KNOWN: &str = "SELECT COUNT(*) FROM listing_change WHERE id = $1";
/// Whether a change is still there, so that those after it are, too.
pub async fn is_known(tx: &mut Tx, change: i64) -> Result<bool, DbError> {
    Ok(tx.number(IS_KNOWN, params![change]).await? > 0)
}

const REBUILD_AT: &str = "SELECT rebuild_at FROM search_reader WHERE name = 'listing'";
/// An index of words that was made before this time is to be made anew.
pub async fn rebuild_at(tx: &mut Tx) -> Result<i64, DbError> {
    tx.number(REBUILD_AT, &[]).await
}

const ASK_REBUILD: &str = "UPDATE search_reader SET rebuild_at = $1 WHERE name = 'listing'";
/// Have every node make its index of words anew.
pub async fn ask_rebuild(tx: &mut Tx, now: Timestamp) -> Result<(), DbError> {
    tx.execute_one(ASK_REBUILD, params![now]).await
}

const COUNT_LISTINGS: &str = "SELECT COUNT(*) FROM search_listing";
/// How many listings can be found.
pub async fn count_listings(tx: &mut Tx) -> Result<i64, DbError> {
    tx.number(COUNT_LISTINGS, &[]).await
}
