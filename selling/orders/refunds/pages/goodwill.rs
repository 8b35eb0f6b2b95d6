//! What a shop gives back by itself: the sum is typed, then looked at with what it comes to, then given.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{Actor, Money};
use people::{
    market::Market,
    shops::Desk,
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    views::{self, Shell},
    web::{Fields, Problem},
};

use super::{common::read_sum, problems::blame_amount};
use crate::orders::{
    self, OrderAmount, OrderId,
    pages::{ShownOrder, load},
    refunds::{self, GiveError, Goodwill, RefundRequest, give, most, weigh},
};

#[derive(Template)]
#[template(path = "orders/refunds/views/give.html")]
pub struct GivePage {
    pub shell: Shell,
    pub desk: Desk,
    pub shown: ShownOrder,
    pub most: Money,
    /// What it comes to, once a sum was typed that can be given.
    pub sums: Option<Sums>,
    pub form: Fields,
}

/// Both sides' shares of an order, before and after something is given back.
pub struct Sums {
    pub amount: Money,
    pub left: Money,
    pub payout: Money,
    pub payout_then: Money,
}

impl Sums {
    fn of(amount: Money, goodwill: &Goodwill) -> Result<Self, Problem> {
        let Goodwill { before, after, .. } = goodwill;
        Ok(Self {
            amount,
            left: after.left().and_then(OrderAmount::total).map_err(Problem::broken)?,
            payout: before.payout().map_err(Problem::broken)?,
            payout_then: after.payout().map_err(Problem::broken)?,
        })
    }
}

/// The order with its requests, if it is this shop's.
async fn find(market: &Market, by: Actor, id: OrderId) -> Result<(ShownOrder, Vec<RefundRequest>), Problem> {
    let shop = by.shop()?;
    let read = async move |tx: &mut Tx| {
        let Some(order) = orders::find_for_seller(tx, shop, id).await? else { return Ok(None) };
        let requests = refunds::list_of_order(tx, id).await?;
        Ok::<_, DbError>(load(tx, order).await?.map(|shown| (shown, requests)))
    };
    market.db.read(read).await?.ok_or_else(Problem::not_found)
}

async fn show(
    market: &Market,
    visit: &Visit,
    (handle, id): (&str, OrderId),
    mut form: Fields,
    sums: Option<Sums>,
) -> Result<Response, Problem> {
    let (by, _) = visit.seller(handle)?;
    let (shown, requests) = find(market, by, id).await?;
    let most = most(&shown.order, &requests)?;
    if !form.has("key") {
        form.set("key", market.chance.token());
    }
    let (shell, desk) = (visit.shell("desk"), Desk::new(&shown.shop, "orders"));
    let page = GivePage { shell, desk, shown, most, sums, form };
    views::show(&page, page.form.is_good())
}

/// `GET /desk/{handle}/orders/{id}/repayments/new`
pub async fn new(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, OrderId)>,
) -> Result<Response, Problem> {
    show(&market, &visit, (&handle, id), Fields::default(), None).await
}

/// `POST /desk/{handle}/orders/{id}/repayments`: first what it comes to, and once that is confirmed the money.
pub async fn create(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, OrderId)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, _) = visit.seller(&handle)?;
    let (shown, _) = find(&market, by, id).await?;
    let (amount, words) = read_sum(&mut form, "words", shown.order.total.currency());
    let key = form.line("key", 100);
    if !form.is_good() {
        return show(&market, &visit, (&handle, id), form, None).await;
    }
    let answer = if form.flag("confirmed") {
        let now = visit.now;
        let act = async move |tx: &mut Tx| give(tx, &by, now, &key, id, amount, words.clone()).await;
        market.db.write(act).await.map(|request| Err(request.id))
    } else {
        let look = async move |tx: &mut Tx| weigh(tx, &by, id, amount).await;
        market.db.read(look).await.map(Ok)
    };
    match answer {
        Ok(Err(given)) => Ok(redirect(&format!("/desk/{handle}/refunds/{given}"), "done-refund-given")),
        Ok(Ok(goodwill)) => {
            let sums = Sums::of(amount, &goodwill)?;
            show(&market, &visit, (&handle, id), form, Some(sums)).await
        }
        Err(error) if blame_amount(&mut form, &error) => {
            show(&market, &visit, (&handle, id), form, None).await
        }
        Err(error) => Err(GiveError::into(error)),
    }
}
