//! The gateway's own page, where the payer decides what shall happen.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Timestamp, days, minutes, words};
use people::visit::Visit;
use platform::{
    db::{DbError, Tx},
    jobs,
    views::{self, Shell},
    web::{Fields, Problem, Routes},
};

use super::{
    DeliverNotice,
    charge::{self, Charge, ChargeState},
};
use crate::Selling;

words! {
    /// What the payer wants to try.
    Trial {
        Paid = "paid", PaidTwice = "paid_twice", Late = "late", TooLate = "too_late", Declined = "declined",
    }
}

pub fn routes() -> Routes<Selling> {
    Routes::default().get("/sandbox/{reference}", show).post("/sandbox/{reference}", decide)
}

#[derive(Template)]
#[template(path = "payments/sandbox/pay.html")]
pub struct PayPage {
    pub shell: Shell,
    pub charge: Charge,
    pub is_open: bool,
}

/// `GET /sandbox/{reference}`. Whoever has the address may pay, as with a real gateway.
pub async fn show(
    State(market): State<Selling>,
    visit: Visit,
    Path(reference): Path<String>,
) -> Result<Response, Problem> {
    let charge = market.db.read(async move |tx: &mut Tx| charge::find(tx, &reference).await).await?;
    let charge = charge.ok_or_else(Problem::not_found)?;
    let is_open = matches!(charge.state, ChargeState::Open | ChargeState::Declined);
    views::page(&PayPage { shell: visit.shell("cart"), charge, is_open })
}

/// `POST /sandbox/{reference}`: book it, tell the market by webhook, and send the payer back.
pub async fn decide(
    State(market): State<Selling>,
    visit: Visit,
    Path(reference): Path<String>,
    mut form: Fields,
) -> Result<Response, Problem> {
    // Where real money is taken, nobody pays with the other kind.
    if market.stripe().is_some() {
        return Err(Problem::not_found());
    }
    let trial = form.parsed("outcome", Trial::parse).ok_or_else(Problem::not_found)?;
    let now = visit.now;
    let find = reference.clone();
    let charge = market.db.read(async move |tx: &mut Tx| charge::find(tx, &find).await).await?;
    let charge = charge.ok_or_else(Problem::not_found)?;
    market.db.write(async move |tx: &mut Tx| settle(tx, now, &reference, trial).await).await?;
    Ok(Redirect::to(&format!("{}?payment=confirming", charge.return_url)).into_response())
}

async fn settle(tx: &mut Tx, now: Timestamp, reference: &str, trial: Trial) -> Result<(), DbError> {
    let state = if trial == Trial::Declined { ChargeState::Declined } else { ChargeState::Paid };
    if !charge::decide(tx, reference, state).await? {
        return Ok(());
    }
    let (kind, at) = match trial {
        Trial::Paid | Trial::PaidTwice => ("payment.succeeded", now),
        Trial::Late => ("payment.succeeded", now + minutes(1)),
        Trial::TooLate => ("payment.succeeded", now + days(1)),
        Trial::Declined => ("payment.failed", now),
    };
    let event = format!("evt_{}", tx.chance().token());
    let copies = if trial == Trial::PaidTwice { 2 } else { 1 };
    for _ in 0..copies {
        let notice =
            DeliverNotice { event: event.clone(), reference: reference.to_owned(), r#type: kind.to_owned() };
        jobs::enqueue(tx, now, at, &notice).await?;
    }
    Ok(())
}
