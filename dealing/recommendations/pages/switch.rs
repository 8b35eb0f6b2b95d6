use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use goods::catalog::{self, ListingId};
use kernel::hours;
use people::{
    market::Market,
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    web::{Fields, Limit, Problem},
};

use crate::recommendations::{Switch, see, turn};

const CHANGES: Limit = Limit { name: "recommendations", times: 600, per: hours(1) };

/// Count a change of what is known of somebody, or refuse it.
pub fn may_change(market: &Market, visit: &Visit) -> Result<(), Problem> {
    let who = visit.account_id().map_or_else(|_| visit.from.clone(), |account| account.to_string());
    market.limits.take(CHANGES, who)
}

/// `POST /recommendations`: `on`, `yes` or `no`.
pub async fn update(
    State(market): State<Market>,
    visit: Visit,
    mut form: Fields,
) -> Result<Response, Problem> {
    let switch = if form.given_yes_or_no("on") { Switch::On } else { Switch::Off };
    form.check()?;
    may_change(&market, &visit)?;
    let ((holder, cookie), now) = (visit.ensure_holder().await?, visit.now);
    market.db.write(async move |tx: &mut Tx| turn(tx, now, holder, switch).await).await?;
    let done = if switch == Switch::On { "done-recommendations-on" } else { "done-recommendations-off" };
    Ok((cookie, redirect("/recommendations", done)).into_response())
}

/// `POST /recommendations/viewed`: a guest without a session looks at a `listing`. Their browser says so, so that the
/// page itself is the same for everybody.
pub async fn note(State(market): State<Market>, visit: Visit, mut form: Fields) -> Result<Response, Problem> {
    let listing: Option<ListingId> = form.parsed("listing", |text| text.parse().ok());
    let Some(listing) = listing else { return Err(Problem::invalid(&form)) };
    may_change(&market, &visit)?;
    let look = async move |tx: &mut Tx| catalog::card(tx, listing).await;
    if market.db.read(look).await?.is_none() {
        return Err(Problem::not_found());
    }
    let ((holder, cookie), now) = (visit.ensure_holder().await?, visit.now);
    let act = async move |tx: &mut Tx| see(tx, now, holder, listing).await;
    market.db.write(act).await.map_err(|error: DbError| Problem::from(error))?;
    Ok((cookie, StatusCode::NO_CONTENT).into_response())
}
