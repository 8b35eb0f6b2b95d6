use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{Timestamp, days};
use people::{
    choices::{self, Choice},
    market::Market,
    shops::Desk,
    visit::{Visit, redirect},
};
use platform::{
    db::Tx,
    views::{self, Shell},
    web::{Fields, Paging, Problem},
};

use super::common::{COUPONS, Side, terms, tone};
use crate::promotions::{
    self, Coupon, CreateError,
    read::{blame, local, read_coupon},
};

#[derive(Template)]
#[template(path = "promotions/views/index.html")]
struct CouponsPage {
    shell: Shell,
    desk: Option<Desk>,
    current: &'static str,
    base: String,
    list: Vec<Coupon>,
    older: String,
    may_change: bool,
    now: Timestamp,
}

impl CouponsPage {
    fn tone(&self, coupon: &Coupon) -> &'static str {
        tone(coupon.standing(self.now))
    }

    fn terms(&self, coupon: &Coupon) -> String {
        terms(&self.shell, coupon)
    }
}

async fn index(market: &Market, visit: &Visit, side: Side, paging: Paging) -> Result<Response, Problem> {
    let (owner, limit) = (side.owner, paging.limit.and_one_more());
    let read = async move |tx: &mut Tx| promotions::list(tx, owner, paging.before, limit).await;
    let (list, older) = paging.cut(market.db.read(read).await?, |last| last.id.number());
    let shell = side.shell(visit);
    let Side { desk, base, may_change, .. } = side;
    views::page(&CouponsPage { shell, desk, current: COUPONS, base, list, older, may_change, now: visit.now })
}

/// `GET /desk/{handle}/coupons`
pub async fn of_shop(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    paging: Paging,
) -> Result<Response, Problem> {
    let side = Side::of_shop(&market, &visit, &handle, COUPONS).await?;
    index(&market, &visit, side, paging).await
}

/// `GET /operator/coupons`
pub async fn of_market(
    State(market): State<Market>,
    visit: Visit,
    paging: Paging,
) -> Result<Response, Problem> {
    let side = Side::of_market(&market, &visit, COUPONS)?;
    index(&market, &visit, side, paging).await
}

#[derive(Template)]
#[template(path = "promotions/views/new.html")]
struct NewCouponPage {
    shell: Shell,
    desk: Option<Desk>,
    current: &'static str,
    base: String,
    form: Fields,
    /// More than one: the market's coupons may be in any.
    currencies: Vec<Choice>,
    symbol: &'static str,
    zone: String,
}

fn form_page(visit: &Visit, side: Side, form: Fields) -> Result<Response, Problem> {
    let shell = side.shell(visit);
    let Side { desk, base, zone, currency, .. } = side;
    let symbol = currency.map_or("", |currency| shell.sign(&currency));
    let currencies = match currency {
        Some(_) => Vec::new(),
        None => choices::currencies(&shell, form.value("currency")),
    };
    let page = NewCouponPage { shell, desk, current: COUPONS, base, form, currencies, symbol, zone };
    views::show(&page, page.form.is_good())
}

fn new(market: &Market, visit: &Visit, side: Side) -> Result<Response, Problem> {
    if !side.may_change {
        return Err(Problem::forbidden());
    }
    let form = Fields::filled([
        ("kind", "amount".to_owned()),
        ("currency", market.config.currency.code().to_owned()),
        ("uses_per_buyer", "1".to_owned()),
        ("from", local(visit.now, &side.zone)),
        ("until", local(visit.now + days(30), &side.zone)),
    ]);
    form_page(visit, side, form)
}

/// `GET /desk/{handle}/coupons/new`
pub async fn new_of_shop(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    new(&market, &visit, Side::of_shop(&market, &visit, &handle, COUPONS).await?)
}

/// `GET /operator/coupons/new`
pub async fn new_of_market(State(market): State<Market>, visit: Visit) -> Result<Response, Problem> {
    new(&market, &visit, Side::of_market(&market, &visit, COUPONS)?)
}

async fn create(market: &Market, visit: &Visit, side: Side, mut form: Fields) -> Result<Response, Problem> {
    if !side.may_change {
        return Err(Problem::forbidden());
    }
    let currency = side.read_currency(&mut form);
    let new = read_coupon(&mut form, currency.unwrap_or(market.config.currency), &side.zone);
    let Some(new) = new.filter(|_| currency.is_some()) else { return form_page(visit, side, form) };
    let (by, now) = (side.by, visit.now);
    let act = async move |tx: &mut Tx| promotions::create(tx, &by, now, new.clone()).await;
    match market.db.write(act).await {
        Ok(coupon) => Ok(redirect(&format!("{}/{}", side.base, coupon.id), "done-coupon-made")),
        Err(error @ (CreateError::Forbidden(_) | CreateError::Store(_) | CreateError::TooMany)) => {
            Err(error.into())
        }
        Err(error) => {
            blame(&mut form, &error);
            form_page(visit, side, form)
        }
    }
}

/// `POST /desk/{handle}/coupons`
pub async fn create_of_shop(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    form: Fields,
) -> Result<Response, Problem> {
    let side = Side::of_shop(&market, &visit, &handle, COUPONS).await?;
    create(&market, &visit, side, form).await
}

/// `POST /operator/coupons`
pub async fn create_of_market(
    State(market): State<Market>,
    visit: Visit,
    form: Fields,
) -> Result<Response, Problem> {
    let side = Side::of_market(&market, &visit, COUPONS)?;
    create(&market, &visit, side, form).await
}
