use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::ShopId;
use people::{market::Market, visit::Visit};
use platform::{
    db::{DbError, Tx},
    web::{Problem, csv_file},
};

use super::common::{COUPONS, Side};
use crate::promotions::{self, Coupon, CouponId, KeptCode};

/// Codes that are read at once.
const AT_ONCE: i64 = 1_000;

/// All single-use codes of a coupon of this owner, as CSV.
async fn codes_csv(market: &Market, owner: ShopId, id: CouponId) -> Result<Response, Problem> {
    let read = async move |tx: &mut Tx| {
        let Some(coupon) = promotions::find(tx, owner, id).await? else { return Ok(None) };
        let (mut all, mut after) = (Vec::new(), String::new());
        loop {
            let found = promotions::codes(tx, id, &after, AT_ONCE).await?;
            let Some(last) = found.last() else { break };
            after.clone_from(&last.code);
            all.extend(found);
        }
        Ok::<_, DbError>(Some((coupon, all)))
    };
    let (coupon, codes) = market.db.report(read).await?.ok_or_else(Problem::not_found)?;
    file(&coupon, &codes)
}

fn file(coupon: &Coupon, codes: &[KeptCode]) -> Result<Response, Problem> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    let mut write = |record: [&str; 3]| csv.write_record(record).map_err(Problem::broken);
    write(["code", "used", "made"])?;
    for code in codes {
        write([&code.code, if code.is_used { "yes" } else { "no" }, &code.created_at.rfc3339()])?;
    }
    let body = csv.into_inner().map_err(Problem::broken)?;
    Ok(csv_file(&format!("coupon-{}.csv", coupon.id), body))
}

/// `GET /desk/{handle}/coupons/{id}/codes.csv`
pub async fn csv_of_shop(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, CouponId)>,
) -> Result<Response, Problem> {
    let side = Side::of_shop(&market, &visit, &handle, COUPONS).await?;
    codes_csv(&market, side.owner, id).await
}

/// `GET /operator/coupons/{id}/codes.csv`
pub async fn csv_of_market(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<CouponId>,
) -> Result<Response, Problem> {
    let side = Side::of_market(&market, &visit, COUPONS)?;
    codes_csv(&market, side.owner, id).await
}
