//! Tickets for programs of who comes to festivals: the same acts.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use commons::Commons;
use people::{
    caller::Buyer,
    calls,
    seek::Seek,
    visit::Visit,
    wire::{Answer, Done, List, Made},
};
use platform::{db::Tx, web::Problem};
use utoipa_axum::router::OpenApiRouter;

use super::{
    Held, KindId, TicketId, claim, give_back, kinds, list_of_holder, look_at, look_at_all, offer, take,
    wire::{HeldOut, TicketKindOut},
    withdraw,
};
use crate::festivals::{
    pages::{find_shown, may_change},
    scopes::Write,
};

pub fn routes() -> OpenApiRouter<Commons> {
    OpenApiRouter::new()
        .routes(calls!(list_ticket_kinds))
        .routes(calls!(take_ticket))
        .routes(calls!(list_my_tickets))
        .routes(calls!(show_ticket))
        .routes(calls!(offer_ticket, withdraw_ticket))
        .routes(calls!(return_ticket))
        .routes(calls!(claim_ticket))
}

/// The kinds of ticket of a festival. One that costs something is bought by its variant, like anything else.
#[utoipa::path(get, path = "/festivals/{festival}/tickets", tag = "festivals", params(("festival" = String, Path)),
    responses((status = 200, body = List<TicketKindOut>), (status = 404, description = "there is no such festival")))]
async fn list_ticket_kinds(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Answer<List<TicketKindOut>> {
    let id = find_shown(&market, &visit, &handle).await?.id;
    Ok(Json(List::all(market.read(async move |tx: &mut Tx| kinds(tx, id).await).await?)))
}

/// Take a free ticket, without an order.
#[utoipa::path(post, path = "/festivals/{festival}/tickets/{kind}", tag = "festivals",
    params(("festival" = String, Path), ("kind" = String, Path)),
    responses((status = 201, body = HeldOut), (status = 404, description = "there is no such kind of ticket"),
    (status = 409, description = "it is bought, not given out now, gone, or the caller has enough of them"), (status = 429)))]
async fn take_ticket(
    Buyer { by, now, visit, .. }: Buyer<Write>,
    State(market): State<Commons>,
    Path((handle, id)): Path<(String, KindId)>,
) -> Made<HeldOut> {
    let of = find_shown(&market, &visit, &handle).await?.id;
    may_change(&market, &visit)?;
    let ticket = market.write(async move |tx: &mut Tx| take(tx, &by, now, of, id).await).await?;
    Ok((StatusCode::CREATED, Json(show(&market, ticket).await?)))
}

async fn show(market: &Commons, ticket: super::Ticket) -> Result<HeldOut, Problem> {
    Ok(market.find(async move |tx: &mut Tx| look_at(tx, ticket.clone()).await).await?.into())
}

/// The tickets that the caller holds, the newest first, each with the text of its code.
#[utoipa::path(get, path = "/tickets", tag = "festivals", params(Seek),
    responses((status = 200, body = List<HeldOut>)))]
async fn list_my_tickets(
    Buyer { account, .. }: Buyer<Write>,
    State(market): State<Commons>,
    seek: Seek,
) -> Answer<List<HeldOut>> {
    let (before, limit) = (seek.before(), seek.limit.and_one_more());
    let look = async move |tx: &mut Tx| {
        let held = list_of_holder(tx, account, before, limit).await?;
        look_at_all(tx, held).await
    };
    let page = seek.page(market.read(look).await?, |last: &Held| last.ticket.id.number());
    Ok(Json(page.map(HeldOut::from)))
}

/// A ticket of the caller's, with the text of its code.
#[utoipa::path(get, path = "/tickets/{ticket}", tag = "festivals", params(("ticket" = String, Path)),
    responses((status = 200, body = HeldOut), (status = 404, description = "the caller holds no such ticket")))]
async fn show_ticket(
    Buyer { account, .. }: Buyer<Write>,
    State(market): State<Commons>,
    Path(id): Path<TicketId>,
) -> Answer<HeldOut> {
    let look = async move |tx: &mut Tx| super::find_held(tx, account, id).await;
    Ok(Json(show(&market, market.find(look).await?).await?))
}

/// Offer a ticket to somebody: `link` is what they open to have it. Until then it stays the caller's.
#[utoipa::path(put, path = "/tickets/{ticket}/offer", tag = "festivals", params(("ticket" = String, Path)),
    responses((status = 200, body = HeldOut), (status = 404, description = "the caller holds no such ticket"),
    (status = 409, description = "it is void, offered or used, or its festival is over"), (status = 429)))]
async fn offer_ticket(
    Buyer { by, now, visit, .. }: Buyer<Write>,
    State(market): State<Commons>,
    Path(id): Path<TicketId>,
) -> Answer<HeldOut> {
    may_change(&market, &visit)?;
    let ticket = market.write(async move |tx: &mut Tx| offer(tx, &by, now, id).await).await?;
    Ok(Json(show(&market, ticket).await?))
}

/// Take the offer of a ticket back: its link leads nowhere any more.
#[utoipa::path(delete, path = "/tickets/{ticket}/offer", tag = "festivals", params(("ticket" = String, Path)),
    responses((status = 204), (status = 404, description = "the caller holds no such ticket"),
    (status = 409, description = "it is not offered")))]
async fn withdraw_ticket(
    Buyer { by, now, .. }: Buyer<Write>,
    State(market): State<Commons>,
    Path(id): Path<TicketId>,
) -> Done {
    market.write(async move |tx: &mut Tx| withdraw(tx, &by, now, id).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Give a ticket back while its organiser takes it: what was paid for it goes back at once.
#[utoipa::path(post, path = "/tickets/{ticket}/return", tag = "festivals", params(("ticket" = String, Path)),
    responses((status = 200, body = HeldOut), (status = 404, description = "the caller holds no such ticket"),
    (status = 409, description = "it is void or used, was bought by somebody else, or it is too late"), (status = 429)))]
async fn return_ticket(
    Buyer { by, now, rules, visit, .. }: Buyer<Write>,
    State(market): State<Commons>,
    Path(id): Path<TicketId>,
) -> Answer<HeldOut> {
    may_change(&market, &visit)?;
    let act = async move |tx: &mut Tx| give_back(tx, &by, now, &rules, id).await;
    let ticket = market.write(act).await?;
    Ok(Json(show(&market, ticket).await?))
}

/// Claim a ticket by the last part of its link: it is the caller's from now on, with a new code.
#[utoipa::path(post, path = "/ticket-offers/{token}", tag = "festivals", params(("token" = String, Path)),
    responses((status = 200, body = HeldOut), (status = 404, description = "no ticket is offered by this link"),
    (status = 409, description = "it was used, or its festival is over"), (status = 429)))]
async fn claim_ticket(
    Buyer { by, now, visit, .. }: Buyer<Write>,
    State(market): State<Commons>,
    Path(token): Path<String>,
) -> Answer<HeldOut> {
    may_change(&market, &visit)?;
    let ticket = market.write(async move |tx: &mut Tx| claim(tx, &by, now, &token).await).await?;
    Ok(Json(show(&market, ticket).await?))
}
