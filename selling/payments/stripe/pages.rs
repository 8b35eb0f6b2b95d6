//! The page on which the payer's browser pays a payment intent.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Money, PurchaseId};
use people::visit::Visit;
use platform::{
    db::Tx,
    views::{self, Shell},
    web::{Problem, Routes},
};

use super::is_id;
use crate::{Selling, payments};

pub fn routes() -> Routes<Selling> {
    Routes::default().get("/stripe/{reference}", show)
}

/// Stripe's own script and frames, on this page alone.
const POLICY: &str = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; \
    script-src 'self' https://js.stripe.com; frame-src https://js.stripe.com https://hooks.stripe.com; \
    connect-src 'self' https://api.stripe.com; object-src 'none'; base-uri 'none'; form-action 'self'; \
    frame-ancestors 'self'";

#[derive(Template)]
#[template(path = "payments/stripe/pay.html")]
pub struct StripePage {
    pub shell: Shell,
    pub amount: Money,
    pub publishable_key: String,
    pub secret: String,
    pub back: String,
}

/// `GET /stripe/{reference}`: for whoever pays it, and nobody else.
async fn show(
    State(market): State<Selling>,
    visit: Visit,
    Path(reference): Path<String>,
) -> Result<Response, Problem> {
    let payer = visit.account_id()?;
    let stripe = market.stripe().filter(|_| is_id(&reference)).ok_or_else(Problem::not_found)?;
    let find = reference.clone();
    let found = async move |tx: &mut Tx| payments::find_by_reference(tx, "stripe", &find).await;
    let payment = market.db.read(found).await?.filter(|payment| payment.payer == payer);
    let payment = payment.ok_or_else(Problem::not_found)?;
    let back = format!("/purchases/{}", PurchaseId::new(payment.purchase));
    let intent = stripe.intent(&reference).await.map_err(|error| {
        tracing::warn!(%error, "a payment intent could not be read");
        Problem::new(StatusCode::BAD_GATEWAY, "problem-provider")
    })?;
    if intent.is_paid {
        return Ok(Redirect::to(&format!("{back}?payment=confirming")).into_response());
    }
    let page = StripePage {
        shell: visit.shell("cart"),
        amount: payment.amount,
        publishable_key: stripe.publishable_key().to_owned(),
        secret: intent.secret,
        back,
    };
    let mut response = views::page(&page)?;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    Ok(response)
}
