//! Exhibits and their history.

use goods::catalog::{ListingId, ListingState};
use kernel::{Actor, ShopId, Timestamp};
use models::Measured;
use people::shops::ShopState;
use platform::{
    any_pair,
    db::{DbError, HistoryStep, Row, Tx},
    history, params,
};

use super::{Exhibit, ExhibitId, ExhibitState, Model};

macro_rules! exhibit_columns {
    () => {
        "SELECT e.shop_id, e.id, e.listing_id, e.state, e.model, e.light, e.poster, e.size_bytes, e.triangles, e.pieces, \
         e.light_bytes, e.light_triangles, e.light_pieces, e.width_mm, e.height_mm, e.depth_mm, e.created_at, e.updated_at \
         FROM exhibit e "
    };
}

fn decode(mut row: Row) -> Result<Exhibit, DbError> {
    let shop = row.shop()?;
    let (id, listing) = (ExhibitId::new(shop, row.int()?), ListingId::new(shop, row.int()?));
    let state = row.word(ExhibitState::parse)?;
    let (file, light_file, poster) = (row.text()?, row.text()?, row.text()?);
    let mut measured = || {
        Ok::<_, DbError>(Measured {
            size_bytes: row.int()?,
            triangles: row.int()?,
            pieces: row.int()?,
            size_mm: [0; 3],
        })
    };
    let (full, light) = (measured()?, measured()?);
    let size_mm = [row.int()?, row.int()?, row.int()?];
    let model =
        Model { file, full: Measured { size_mm, ..full }, light_file, light: Measured { size_mm, ..light } };
    Ok(Exhibit { id, listing, state, model, poster, created_at: row.time()?, updated_at: row.time()? })
}

const INSERT: &str = "INSERT INTO exhibit (shop_id, id, state, model, light, poster, size_bytes, triangles, pieces, light_bytes, \
    light_triangles, light_pieces, width_mm, height_mm, depth_mm, by_account, updated_at, listing_id, created_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)";
const UPDATE: &str = "UPDATE exhibit SET state = $3, model = $4, light = $5, poster = $6, size_bytes = $7, triangles = $8, \
    pieces = $9, light_bytes = $10, light_triangles = $11, light_pieces = $12, width_mm = $13, height_mm = $14, depth_mm = $15, \
    by_account = $16, updated_at = $17 WHERE shop_id = $1 AND id = $2 AND state = $18";
const INSERT_STEP: &str = history!("exhibit_step", "exhibit_id");

/// Write what an exhibit is after an act: the first of it, or over what it was.
pub(super) async fn write(
    tx: &mut Tx,
    by: &Actor,
    act: &'static str,
    old: Option<&Exhibit>,
    new: &Exhibit,
) -> Result<(), DbError> {
    let (shop, id, Model { file, full, light_file, light }) = (new.id.shop(), new.id.number(), &new.model);
    let mut values = params![
        shop,
        id,
        new.state.name(),
        file,
        light_file,
        &new.poster,
        full.size_bytes,
        full.triangles,
        full.pieces,
        light.size_bytes,
        light.triangles,
        light.pieces,
        full.size_mm[0],
        full.size_mm[1],
        full.size_mm[2],
        by.account().map_or(0, kernel::AccountId::get),
        new.updated_at
    ]
    .to_vec();
    match old {
        Some(old) => {
            values.extend_from_slice(params![old.state.name()]);
            tx.execute_one(UPDATE, &values).await?;
        }
        None => {
            values.extend_from_slice(params![new.listing.number(), new.created_at]);
            tx.execute_one(INSERT, &values).await?;
        }
    }
    let step = HistoryStep { shop, thing: id, act, state: new.state.name(), by, facts: "{}".into() };
    step.write(tx, new.updated_at, INSERT_STEP).await
}

const FIND: &str = concat!(exhibit_columns!(), "WHERE e.shop_id = $1 AND e.id = $2");
pub async fn find(tx: &mut Tx, id: ExhibitId) -> Result<Option<Exhibit>, DbError> {
    tx.find(FIND, params![id.shop(), id.number()], decode).await
}

const FIND_OF_LISTING: &str = concat!(exhibit_columns!(), "WHERE e.shop_id = $1 AND e.listing_id = $2");
/// The exhibit of a listing, in the hall or out of it.
pub async fn find_of_listing(tx: &mut Tx, listing: ListingId) -> Result<Option<Exhibit>, DbError> {
    tx.find(FIND_OF_LISTING, params![listing.shop(), listing.number()], decode).await
}

const LIST_OF_SHOP: &str =
    concat!(exhibit_columns!(), "WHERE e.shop_id = $1 AND e.id < $2 ORDER BY e.id DESC LIMIT $3");
/// A shop's exhibits, in the hall and out of it, the newest first.
pub async fn list_of_shop(
    tx: &mut Tx,
    shop: ShopId,
    before: i64,
    limit: i64,
) -> Result<Vec<Exhibit>, DbError> {
    tx.list(LIST_OF_SHOP, params![shop, before, limit], decode).await
}

const COUNT_OF_SHOP: &str = "SELECT COUNT(*) FROM exhibit WHERE shop_id = $1";
pub(super) async fn count_of_shop(tx: &mut Tx, shop: ShopId) -> Result<i64, DbError> {
    tx.number(COUNT_OF_SHOP, params![shop]).await
}

/// What may be picked: an exhibit whose listing is on sale, and what is known of it.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub exhibit: ExhibitId,
    pub listing: ListingId,
    pub craft: String,
    pub title: String,
    pub title_en: String,
    pub created_at: Timestamp,
}

const CANDIDATES: &str = "SELECT e.shop_id, e.id, e.listing_id, l.craft, l.title, l.title_en, e.created_at FROM exhibit e \
    JOIN listing l ON l.shop_id = e.shop_id AND l.id = e.listing_id AND l.state = $2 \
    JOIN shop s ON s.id = e.shop_id AND s.state = $3 WHERE e.state = $1 ORDER BY e.id DESC LIMIT $4";
/// What may stand in a hall, the newest first.
pub(super) async fn list_candidates(tx: &mut Tx, limit: i64) -> Result<Vec<Candidate>, DbError> {
    let states =
        params![ExhibitState::Shown.name(), ListingState::Active.name(), ShopState::Open.name(), limit];
    tx.list(CANDIDATES, states, |mut row| {
        let shop = row.shop()?;
        Ok(Candidate {
            exhibit: ExhibitId::new(shop, row.int()?),
            listing: ListingId::new(shop, row.int()?),
            craft: row.text()?,
            title: row.text()?,
            title_en: row.text()?,
            created_at: row.time()?,
        })
    })
    .await
}

const FIND_SEVERAL: &str =
    concat!(exhibit_columns!(), "WHERE ", any_pair!("e.shop_id", "e.id"), " AND e.state = 'shown' LIMIT 100");
/// Those of some exhibits that stand in the hall, in no order.
pub(super) async fn find_shown(tx: &mut Tx, ids: &[ExhibitId]) -> Result<Vec<Exhibit>, DbError> {
    let keys = ids.iter().map(|id| params![id.shop(), id.number()].to_vec()).collect();
    tx.list_several(FIND_SEVERAL, keys, decode).await
}

const FILES: &str = concat!(exhibit_columns!(), "WHERE e.id > $1 ORDER BY e.id LIMIT $2");
/// All exhibits after a number, in their order: for whoever looks whether their files are there.
pub(super) async fn list_after(tx: &mut Tx, after: i64, limit: i64) -> Result<Vec<Exhibit>, DbError> {
    tx.list(FILES, params![after, limit], decode).await
}
