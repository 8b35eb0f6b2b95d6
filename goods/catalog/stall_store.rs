//! Shops as a visitor looks for them: by name, place and craft, with a few of their works.

use kernel::ShopId;
use people::shops::{self, Shop};
use platform::{
    db::{DbError, Tx, several},
    params,
};

/// What is looked for; an empty text asks for any.
#[derive(Clone, Debug, Default)]
pub struct StallLook {
    /// A part of the name or of the place.
    pub words: String,
    pub kind: &'static str,
    pub country: &'static str,
    pub craft: &'static str,
}

const FIND: &str = "SELECT s.id FROM shop s WHERE s.state = 'open' AND s.id < $1 AND ($2 = '' OR s.kind = $2) \
    AND ($3 = '' OR s.country = $3) AND LOWER(s.name || ' ' || s.name_en || ' ' || s.region || ' ' || s.city || ' ' || \
    s.village || ' ' || s.place_en) LIKE $4 ESCAPE '!' AND ($5 = '' OR EXISTS (SELECT 1 FROM listing l \
    WHERE l.shop_id = s.id AND l.state = 'active' AND l.craft = $5)) ORDER BY s.id DESC LIMIT $6";
/// Open shops before `before` (`i64::MAX` for the newest), the newest first.
pub async fn stalls(tx: &mut Tx, wanted: &StallLook, before: i64, limit: i64) -> Result<Vec<Shop>, DbError> {
    let words = super::look_store::pattern(&wanted.words);
    let values = params![before, wanted.kind, wanted.country, words, wanted.craft, limit];
    let found = tx.list(FIND, values, |mut row| row.shop()).await?;
    shops::find_several(tx, &found).await
}

macro_rules! covers {
    ($shop:literal) => {
        concat!(
            "SELECT shop_id, cover FROM (SELECT shop_id, cover FROM listing WHERE shop_id = ",
            $shop,
            " AND state = 'active' AND cover <> '' ORDER BY id DESC LIMIT 3) AS newest"
        )
    };
}

const COVERS: &str = concat!(
    covers!("$1"),
    " UNION ALL ",
    covers!("$2"),
    " UNION ALL ",
    covers!("$3"),
    " UNION ALL ",
    covers!("$4"),
    " UNION ALL ",
    covers!("$5"),
    " UNION ALL ",
    covers!("$6"),
    " UNION ALL ",
    covers!("$7"),
    " UNION ALL ",
    covers!("$8"),
    " UNION ALL ",
    covers!("$9"),
    " UNION ALL ",
    covers!("$10"),
    " UNION ALL ",
    covers!("$11"),
    " UNION ALL ",
    covers!("$12"),
    " UNION ALL ",
    covers!("$13"),
    " UNION ALL ",
    covers!("$14"),
    " UNION ALL ",
    covers!("$15"),
    " UNION ALL ",
    covers!("$16"),
    " UNION ALL ",
    covers!("$17"),
    " UNION ALL ",
    covers!("$18"),
    " UNION ALL ",
    covers!("$19"),
    " UNION ALL ",
    covers!("$20"),
    " UNION ALL ",
    covers!("$21"),
    " UNION ALL ",
    covers!("$22"),
    " UNION ALL ",
    covers!("$23"),
    " UNION ALL ",
    covers!("$24")
);
/// Pictures of the newest works of several shops, three of each.
pub async fn covers(tx: &mut Tx, of: &[ShopId]) -> Result<Vec<(ShopId, String)>, DbError> {
    let mut found: Vec<(ShopId, String)> = Vec::new();
    for values in several(of.iter().map(|shop| params![*shop].to_vec()).collect()) {
        for cover in tx.list(COVERS, &values, |mut row| Ok((row.shop()?, row.text()?))).await? {
            // The last shop of a group may have been asked for again.
            if !found.contains(&cover) {
                found.push(cover);
            }
        }
    }
    Ok(found)
}
