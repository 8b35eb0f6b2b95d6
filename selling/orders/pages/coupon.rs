//! The page of one coupon, with the orders that used it.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{Money, ShopId, Timestamp};
use people::{
    market::Market,
    shops::Desk,
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    views::{self, Shell},
    web::{Fields, Paging, Problem},
};

use crate::{
    orders::{self, OrderId, PurchaseId},
    promotions::{
        self, Coupon, CouponAct, CouponId, CouponStage, KeptCode, MARKET, MOST_AT_ONCE, Use,
        pages::{COUPONS, Side, terms, tone},
    },
};

/// Single-use codes that the page shows; the file has all.
const CODES: i64 = 12;

/// A use with the orders of its purchase that whoever looks may see.
struct Used {
    held: Use,
    orders: Vec<OrderId>,
}

async fn with_orders(tx: &mut Tx, owner: ShopId, uses: Vec<Use>) -> Result<Vec<Used>, DbError> {
    let mut all = Vec::with_capacity(uses.len());
    for held in uses {
        let orders = orders::list_of_purchase(tx, PurchaseId::new(held.purchase)).await?;
        let ids = orders.into_iter().map(|order| order.id);
        let orders = ids.filter(|id| owner == MARKET || id.shop() == owner).collect();
        all.push(Used { held, orders });
    }
    Ok(all)
}

#[derive(Template)]
#[template(path = "orders/views/coupon.html")]
struct CouponPage {
    shell: Shell,
    desk: Option<Desk>,
    current: &'static str,
    base: String,
    coupon: Coupon,
    /// What it has taken off altogether.
    taken_off: Money,
    uses: Vec<Used>,
    codes: Vec<KeptCode>,
    older: String,
    form: Fields,
    may_change: bool,
    zone: String,
    now: Timestamp,
}

impl CouponPage {
    fn tone(&self) -> &'static str {
        tone(self.coupon.standing(self.now))
    }

    /// Where an order is looked at.
    fn order(&self, id: &OrderId) -> String {
        match &self.desk {
            Some(desk) => format!("/desk/{}/orders/{id}", desk.handle),
            None => format!("/operator/orders/{id}"),
        }
    }

    fn terms(&self) -> String {
        terms(&self.shell, &self.coupon)
    }

    fn most(&self) -> i64 {
        MOST_AT_ONCE
    }

    /// How many uses there were, of how many.
    fn uses_of(&self) -> String {
        let used = self.shell.number(self.coupon.used);
        match self.coupon.uses_most {
            Some(most) => {
                self.shell.say("coupon-uses-of", &[("used", &used), ("most", &self.shell.number(most))])
            }
            None => used,
        }
    }
}

/// The page of one coupon; with a form that was refused, if one was.
async fn show_with(
    market: &Market,
    visit: &Visit,
    side: Side,
    id: CouponId,
    paging: Paging,
    form: Fields,
) -> Result<Response, Problem> {
    let (owner, limit) = (side.owner, paging.limit.and_one_more());
    let read = async move |tx: &mut Tx| {
        let Some(coupon) = promotions::find(tx, owner, id).await? else { return Ok(None) };
        let uses = promotions::list_uses(tx, id, paging.before, limit).await?;
        let uses = with_orders(tx, owner, uses).await?;
        let codes =
            if coupon.has_single_codes() { promotions::codes(tx, id, "", CODES).await? } else { Vec::new() };
        let taken_off = promotions::taken_off(tx, id, coupon.currency()).await?;
        Ok::<_, DbError>(Some((coupon, uses, codes, taken_off)))
    };
    let found = market.db.read(read).await?;
    let (coupon, uses, codes, taken_off) = found.ok_or_else(Problem::not_found)?;
    let (uses, older) = paging.cut(uses, |last| last.held.purchase);
    let shell = side.shell(visit);
    let Side { desk, base, may_change, zone, .. } = side;
    let page = CouponPage {
        shell,
        desk,
        current: COUPONS,
        base,
        coupon,
        taken_off,
        uses,
        codes,
        older,
        form,
        may_change,
        zone,
        now: visit.now,
    };
    views::show(&page, page.form.is_good())
}

async fn show(
    market: &Market,
    visit: &Visit,
    side: Side,
    id: CouponId,
    paging: Paging,
) -> Result<Response, Problem> {
    show_with(market, visit, side, id, paging, Fields::filled([("count", "50")])).await
}

/// `GET /desk/{handle}/coupons/{id}`
pub async fn of_shop(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, CouponId)>,
    paging: Paging,
) -> Result<Response, Problem> {
    let side = Side::of_shop(&market, &visit, &handle, COUPONS).await?;
    show(&market, &visit, side, id, paging).await
}

/// `GET /operator/coupons/{id}`
pub async fn of_market(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<CouponId>,
    paging: Paging,
) -> Result<Response, Problem> {
    let side = Side::of_market(&market, &visit, COUPONS)?;
    show(&market, &visit, side, id, paging).await
}

async fn make(
    market: &Market,
    visit: &Visit,
    side: Side,
    id: CouponId,
    mut form: Fields,
) -> Result<Response, Problem> {
    if !side.may_change {
        return Err(Problem::forbidden());
    }
    let count = form.whole("count", 1..=MOST_AT_ONCE);
    if !form.is_good() {
        let paging = Paging::first(format!("{}/{id}", side.base));
        return show_with(market, visit, side, id, paging, form).await;
    }
    let (by, now) = (side.by, visit.now);
    let act = async move |tx: &mut Tx| promotions::make_codes(tx, &by, now, id, count).await;
    market.db.write(act).await?;
    Ok(redirect(&format!("{}/{id}", side.base), "done-coupon-codes"))
}

/// `POST /desk/{handle}/coupons/{id}/codes`: `count` single-use codes.
pub async fn make_of_shop(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, CouponId)>,
    form: Fields,
) -> Result<Response, Problem> {
    let side = Side::of_shop(&market, &visit, &handle, COUPONS).await?;
    make(&market, &visit, side, id, form).await
}

/// `POST /operator/coupons/{id}/codes`
pub async fn make_of_market(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<CouponId>,
    form: Fields,
) -> Result<Response, Problem> {
    let side = Side::of_market(&market, &visit, COUPONS)?;
    make(&market, &visit, side, id, form).await
}
