//! The tickets that somebody holds.

use askama::Template;
use axum::{extract::State, response::Response};
use commons::Commons;
use people::visit::Visit;
use platform::{
    db::Tx,
    i18n::Lang,
    qr::SquareCode,
    views::{self, Shell},
    web::{Paging, Problem},
};

use crate::festivals::tickets::{self, Held, look_at_all};

#[derive(Template)]
#[template(path = "festivals/tickets/views/mine.html")]
struct MinePage {
    shell: Shell,
    lang: Lang,
    held: Vec<Held>,
    older: String,
}

impl MinePage {
    fn code(&self, held: &Held) -> Option<SquareCode> {
        SquareCode::sturdy(&held.code)
    }
}

/// `GET /mine/tickets`
pub async fn index(State(market): State<Commons>, visit: Visit, paging: Paging) -> Result<Response, Problem> {
    let account = visit.account_id()?;
    let (before, limit) = (paging.before, paging.limit.and_one_more());
    let look = async move |tx: &mut Tx| {
        let held = tickets::list_of_holder(tx, account, before, limit).await?;
        look_at_all(tx, held).await
    };
    let (held, older) = paging.cut(market.read(look).await?, |last| last.ticket.id.number());
    views::page(&MinePage { shell: visit.shell("mine"), lang: visit.lang, held, older })
}
