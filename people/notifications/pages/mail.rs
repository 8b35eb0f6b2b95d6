//! Mail to look at: the spool of a demo market, where nothing is sent.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use platform::{
    mail::{self, Message, Spool, Spooled},
    views::{self, Shell},
    web::{Paging, Problem, Routes},
};

use crate::{market::Market, visit::Visit};

pub fn routes() -> Routes<Market> {
    Routes::default()
        .get("/demo/mail", index)
        .get("/demo/mail/{name}", show)
        .get("/demo/mail/{name}/page", show_page)
}

#[derive(Template)]
#[template(path = "notifications/views/mails.html")]
struct IndexPage {
    shell: Shell,
    mails: Vec<(String, Spooled)>,
    older: String,
}

#[derive(Template)]
#[template(path = "notifications/views/mail.html")]
struct ShowPage {
    shell: Shell,
    at: String,
    message: Message,
    /// Where the mail is as a page of its own.
    page: String,
}

/// The spool, in a demo market only: elsewhere mail is its reader's alone.
fn spool(market: &Market) -> Result<&Spool, Problem> {
    market.mailer.spool().filter(|_| market.config.demo).ok_or_else(Problem::not_found)
}

async fn find(market: &Market, name: &str) -> Result<Spooled, Problem> {
    let found = spool(market)?.find(name).await.map_err(Problem::broken)?;
    found.ok_or_else(Problem::not_found)
}

/// `GET /demo/mail`
async fn index(State(market): State<Market>, visit: Visit, paging: Paging) -> Result<Response, Problem> {
    let (before, limit) = (paging.asked.value("before"), paging.limit.and_one_more());
    let mails = spool(&market)?.list(before, limit).await.map_err(Problem::broken)?;
    let (mails, older) = paging.cut(mails, |(name, _)| name.clone());
    views::page(&IndexPage { shell: visit.shell(""), mails, older })
}

/// `GET /demo/mail/{name}`
async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    let Spooled { at, message } = find(&market, &name).await?;
    let shell = visit.shell("");
    let at = shell.moment(&at);
    views::page(&ShowPage { shell, at, message, page: format!("/demo/mail/{name}/page") })
}

/// `GET /demo/mail/{name}/page`: the HTML of the mail, to be framed.
async fn show_page(State(market): State<Market>, Path(name): Path<String>) -> Result<Response, Problem> {
    Ok(mail::framed(find(&market, &name).await?.message.html))
}
