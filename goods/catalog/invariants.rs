//! What must always be true of listings.

use people::capability::{Fault, Invariant};
use platform::{
    Later,
    db::{DbError, Tx},
    files::{Files, picture::WIDTHS},
};

pub const INVARIANTS: &[Invariant] = &[
    ("stock is never below zero", "SELECT shop_id, variant_id FROM stock WHERE available < 0 LIMIT 10"),
    (
        // Money::MOST_MINOR; a price from before there was a ceiling can be seen and not be bought.
        "a price is not above the ceiling",
        "SELECT shop_id, id FROM variant WHERE price_minor > 1000000000000 OR compare_at_minor > 1000000000000 LIMIT 10",
    ),
    (
        "the last price in a variant's history is its price",
        "SELECT v.shop_id, v.id FROM variant v JOIN variant_price p ON p.shop_id = v.shop_id AND p.variant_id = v.id \
         WHERE v.priced = 1 AND p.minor <> v.price_minor AND NOT EXISTS (SELECT 1 FROM variant_price q \
         WHERE q.shop_id = p.shop_id AND q.variant_id = p.variant_id AND q.since > p.since) LIMIT 10",
    ),
    (
        "a variant belongs to a listing",
        "SELECT v.shop_id, v.id FROM variant v LEFT JOIN listing l ON l.shop_id = v.shop_id AND l.id = v.listing_id \
         WHERE l.id IS NULL LIMIT 10",
    ),
];

/// A picture has its file.
pub fn check<'a>(tx: &'a mut Tx, files: &'a Files) -> Later<'a, Result<Vec<Fault>, DbError>> {
    Box::pin(async move {
        let pictures = "SELECT DISTINCT file FROM picture WHERE file <> ''";
        let all = tx.list(pictures, &[], |mut row| row.text()).await?;
        let gone = |name: &String| {
            let has = |width| files.path(name, &format!("-{width}.webp")).is_some_and(|path| path.exists());
            !WIDTHS.into_iter().any(has)
        };
        let fault = |name| Fault { invariant: "a picture has its file", example: name };
        Ok(all.into_iter().filter(gone).take(10).map(fault).collect())
    })
}
