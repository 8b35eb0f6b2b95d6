//! A coupon code tried before anything is bought, for programs.

use axum::Json;
use kernel::{Currency, Money};
use people::{
    caller::Buyer,
    calls,
    one_of::CurrencyCode,
    shops,
    wire::{Amount, Answer, time},
};
use platform::{db::Tx, web::Fields};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::scopes::Read;
use crate::{
    Selling, prices,
    promotions::{
        CheckError, CodeCheck, Coupon, MARKET, check,
        pages::{count_guess, may_try_or_wait},
    },
};

pub fn routes() -> OpenApiRouter<Selling> {
    OpenApiRouter::new().routes(calls!(try_code))
}

/// A code, and the goods that it is for.
#[derive(ToSchema)]
pub struct CheckIn {
    pub code: String,
    /// The handle of the shop whose code it is; none for the market's.
    pub shop: Option<String>,
    /// What the goods cost before anything is taken off.
    #[schema(example = "128.00")]
    pub goods: String,
    #[schema(value_type = CurrencyCode)]
    pub currency: String,
}

/// What a code would take off.
#[derive(Serialize, ToSchema)]
pub struct CheckOut {
    name: String,
    name_en: String,
    amount: Amount,
    until: String,
}

impl CheckOut {
    fn new(coupon: Coupon, amount: Money) -> Self {
        Self { name: coupon.name, name_en: coupon.name_en, amount: amount.into(), until: time(coupon.until) }
    }
}

/// Whether a code applies to goods of this much, and what it takes off; 422 says why it does not.
#[utoipa::path(post, path = "/coupon-checks", tag = "promotions", request_body = CheckIn,
    responses((status = 200, body = CheckOut), (status = 404), (status = 422), (status = 429)))]
async fn try_code(
    Buyer { account: buyer, now, rules, market, visit, .. }: Buyer<Read>,
    mut body: Fields,
) -> Answer<CheckOut> {
    let (code, handle) = (body.line("code", 60), body.maybe_line("shop", 60));
    let currency = body.parsed("currency", |code| Currency::parse(code).ok());
    let goods = body.money("goods", currency.unwrap_or(market.config.currency));
    body.check()?;
    may_try_or_wait(&market, &visit.from, false)?;
    let owner = async move |tx: &mut Tx| match handle.as_str() {
        "" => Ok(Some(MARKET)),
        handle => Ok(shops::find_by_handle(tx, handle).await?.map(|shop| shop.id)),
    };
    let owner = market.find(owner).await?;
    let read = async move |tx: &mut Tx| {
        let asked = CodeCheck { owner, code: &code, goods, buyer: Some(buyer), now };
        check(tx, asked).await
    };
    let found = market.db.read(read).await.inspect_err(|error| {
        if let CheckError::Refused(refusal) = error {
            count_guess(&market, &visit.from, *refusal);
        }
    })?;
    let line = prices::Line { shop: owner, listing: 0, variant: 0, unit: goods, quantity: 1, grams: 0 };
    let priced = prices::price(goods.currency(), &[line], &[found.coupon.reduction()], &rules);
    let taken = priced.and_then(|priced| priced.taken()).map_err(CheckError::from)?;
    let amount = taken.first().map_or(Money::zero(goods.currency()), |one| one.amount);
    Ok(Json(CheckOut::new(found.coupon, amount)))
}
