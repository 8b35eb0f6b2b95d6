//! A ticket that is handed on, for whoever has its link.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use commons::Commons;
use people::visit::{Visit, redirect};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::Problem,
};

use crate::festivals::{
    pages::may_change,
    tickets::{self, Held, look_at},
};

#[derive(Template)]
#[template(path = "festivals/tickets/views/claim.html")]
struct ClaimPage {
    shell: Shell,
    lang: Lang,
    held: Held,
    token: String,
    is_guest: bool,
}

/// `GET /tickets/{token}`
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    let wanted = token.clone();
    let look = async move |tx: &mut Tx| match tickets::find_offered(tx, &wanted).await? {
        Some(ticket) => look_at(tx, ticket).await,
        None => Ok::<_, DbError>(None),
    };
    let held = market.find(look).await?;
    let (shell, is_guest) = (visit.shell("mine"), visit.account.is_none());
    views::page(&ClaimPage { shell, lang: visit.lang, held, token, is_guest })
}

/// `POST /tickets/{token}`
pub async fn create(
    State(market): State<Commons>,
    visit: Visit,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    may_change(&market, &visit)?;
    let act = async move |tx: &mut Tx| tickets::claim(tx, &by, now, &token).await;
    let ticket = market.write(act).await?;
    Ok(redirect(&ticket.path(), "done-ticket-claimed"))
}
