use std::collections::BTreeMap;

use kernel::{AccountId, Day, ShopId, Timestamp};
use platform::{
    db::{DbError, Row, Rows, Tx},
    params,
};

use super::{DataFile, Publication, PublishedSum};
use crate::villages::recognition::Period;

/// What a shop sold for a village in a period.
pub struct ShopSales {
    pub shop: ShopId,
    pub village: String,
    pub revenue: i64,
    pub orders_lately: i64,
    pub opened_at: Timestamp,
}

const SHOP_SALES: &str = "SELECT m.shop_id, m.village, CAST(COALESCE(SUM(d.revenue_minor - d.refunded_minor), 0) AS BIGINT), \
    CAST(COALESCE(SUM(CASE WHEN d.day >= $3 THEN d.orders - d.undone ELSE 0 END), 0) AS BIGINT), s.opened_at \
    FROM village_membership m JOIN shop s ON s.id = m.shop_id LEFT JOIN sale_day d ON d.shop_id = m.shop_id \
    AND d.day >= $1 AND d.day <= $2 AND d.day >= m.joined_on AND (m.left_on IS NULL OR d.day < m.left_on) \
    WHERE m.joined_on <= $2 AND (m.left_on IS NULL OR m.left_on > $1) GROUP BY m.shop_id, m.village, s.opened_at \
    ORDER BY m.village, m.shop_id";
/// Every shop of every village in a period, with what it sold there. Cost: all days of all shops in the period.
pub async fn shop_sales(tx: &mut Tx, period: Period, since: Day) -> Result<Vec<ShopSales>, DbError> {
    let key = params![period.first().number(), period.last().number(), since.number()];
    tx.list(SHOP_SALES, key, |mut row| {
        Ok(ShopSales {
            shop: row.shop()?,
            village: row.text()?,
            revenue: row.int()?,
            orders_lately: row.int()?,
            opened_at: row.time()?,
        })
    })
    .await
}

const CRAFTS: &str = "SELECT l.shop_id, l.craft, COUNT(*) FROM listing l WHERE l.craft <> '' AND l.shop_id IN \
    (SELECT shop_id FROM village_membership WHERE joined_on IS NOT NULL) GROUP BY l.shop_id, l.craft \
    ORDER BY l.shop_id, COUNT(*) DESC, l.craft";
/// The craft of most of a shop's listings.
pub async fn crafts(tx: &mut Tx) -> Result<BTreeMap<i64, String>, DbError> {
    let mut crafts = BTreeMap::new();
    for (shop, craft) in tx.list(CRAFTS, &[], |mut row| Ok((row.int()?, row.text()?))).await? {
        crafts.entry(shop).or_insert(craft);
    }
    Ok(crafts)
}

const INSERT: &str = "INSERT INTO village_publication (period, version, rule, reason, sums, withheld, solved, by_account, \
    created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
pub async fn insert(tx: &mut Tx, it: &Publication, by: Option<AccountId>) -> Result<(), DbError> {
    let (sums, withheld, solved) = (it.sums, it.withheld, it.solved);
    let key = params![
        it.period.number(),
        it.version,
        it.rule,
        &it.reason,
        sums,
        withheld,
        solved,
        by,
        it.created_at
    ];
    tx.execute_one(INSERT, key).await
}

const INSERT_FILE: &str =
    "INSERT INTO village_file (period, version, name, kind, sha256, content) VALUES ($1, $2, $3, $4, $5, $6)";
pub async fn insert_file(tx: &mut Tx, period: Period, version: i64, file: &DataFile) -> Result<(), DbError> {
    let DataFile { name, kind, sha256, content } = file;
    let row = params![period.number(), version, name, kind, sha256, content.clone()];
    tx.execute_one(INSERT_FILE, row).await
}

const SUMS: Rows = Rows {
    head: "INSERT INTO village_sum (period, version, division, craft, shops, active_shops, revenue_minor)",
    tuple: "($1, $2, $3, $4, $5, $6, $7)",
    tail: "",
};
pub async fn insert_sums(
    tx: &mut Tx,
    period: Period,
    version: i64,
    sums: &[PublishedSum],
) -> Result<(), DbError> {
    let row = |it: &PublishedSum| {
        let told = it.told;
        params![
            period.number(),
            version,
            &it.division,
            &it.craft,
            told.map(|told| told.shops),
            told.map(|told| told.active_shops),
            told.map(|told| told.revenue_minor)
        ]
        .to_vec()
    };
    tx.execute_all(&SUMS.statements(sums.iter().map(row).collect())).await.map(drop)
}

fn decode(mut row: Row) -> Result<Publication, DbError> {
    Ok(Publication {
        period: Period::from_number(row.int()?).ok_or(DbError::Raced)?,
        version: row.int()?,
        rule: row.int()?,
        reason: row.text()?,
        sums: row.int()?,
        withheld: row.int()?,
        solved: row.int()?,
        created_at: row.time()?,
    })
}

const LIST: &str = "SELECT period, version, rule, reason, sums, withheld, solved, created_at FROM village_publication \
    ORDER BY period DESC, version DESC LIMIT 200";
/// Everything that was published, the newest first.
pub async fn list(tx: &mut Tx) -> Result<Vec<Publication>, DbError> {
    tx.list(LIST, &[], decode).await
}

const FILES: &str =
    "SELECT name, kind, sha256 FROM village_file WHERE period = $1 AND version = $2 ORDER BY name LIMIT 50";
/// The names of the files of a version, with their kinds and hashes.
pub async fn files(
    tx: &mut Tx,
    period: Period,
    version: i64,
) -> Result<Vec<(String, String, String)>, DbError> {
    let key = params![period.number(), version];
    tx.list(FILES, key, |mut row| Ok((row.text()?, row.text()?, row.text()?))).await
}

const FILE: &str =
    "SELECT name, kind, sha256, content FROM village_file WHERE period = $1 AND version = $2 AND name = $3";
pub async fn file(
    tx: &mut Tx,
    period: Period,
    version: i64,
    name: &str,
) -> Result<Option<DataFile>, DbError> {
    let key = params![period.number(), version, name];
    let decode = |mut row: Row| {
        Ok(DataFile { name: row.text()?, kind: row.text()?, sha256: row.text()?, content: row.blob()? })
    };
    tx.find(FILE, key, decode).await
}

const WITHHELD: &str =
    "SELECT division, craft FROM village_sum WHERE period = $1 AND version = $2 AND revenue_minor IS NULL";
/// What a version withholds.
pub async fn withheld(tx: &mut Tx, period: Period, version: i64) -> Result<Vec<(String, String)>, DbError> {
    let key = params![period.number(), version];
    tx.list(WITHHELD, key, |mut row| Ok((row.text()?, row.text()?))).await
}

const SUMS_OF: &str = "SELECT s.period, s.version, s.craft, s.shops, s.active_shops, s.revenue_minor FROM village_sum s \
    WHERE s.division = $1 AND s.version = (SELECT MAX(n.version) FROM village_sum n WHERE n.period = s.period) \
    ORDER BY s.period DESC, s.craft LIMIT 500";
/// What is published of a division: of each period the newest version.
pub async fn sums_of(tx: &mut Tx, division: &str) -> Result<Vec<(Period, PublishedSum)>, DbError> {
    let owner = division.to_owned();
    tx.list(SUMS_OF, params![division], move |mut row| {
        let period = Period::from_number(row.int()?).ok_or(DbError::Raced)?;
        let (_version, craft) = (row.int()?, row.text()?);
        let told = (row.maybe_int()?, row.maybe_int()?, row.maybe_int()?);
        let told = match told {
            (Some(shops), Some(active_shops), Some(revenue_minor)) => {
                Some(super::Told { shops, active_shops, revenue_minor })
            }
            _ => None,
        };
        Ok((period, PublishedSum { division: owner.clone(), craft, told }))
    })
    .await
}
