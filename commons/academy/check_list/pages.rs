use askama::Template;
use axum::{extract::State, response::Response};
use people::visit::Visit;
use platform::{
    db::Tx,
    views::{self, Shell},
    web::{Problem, Routes},
};

use crate::{
    Commons,
    academy::check_list::{CheckList, Line, first_listing, first_show},
};

pub fn routes() -> Routes<Commons> {
    Routes::default().get("/mine/academy/first-listing", listing).get("/mine/academy/first-show", show)
}

#[derive(Template)]
#[template(path = "academy/check_list/views/check_list.html")]
struct CheckListPage {
    shell: Shell,
    /// `listing` or `show`.
    kind: &'static str,
    list: CheckList,
}

impl CheckListPage {
    fn is_next(&self, line: &Line) -> bool {
        self.list.is_next(line)
    }
}

/// `GET /mine/academy/first-listing`
async fn listing(State(market): State<Commons>, visit: Visit) -> Result<Response, Problem> {
    let account = visit.account_id()?;
    let list = market.read(async move |tx: &mut Tx| first_listing(tx, account).await).await?;
    views::page(&CheckListPage { shell: visit.shell("mine"), kind: "listing", list })
}

/// `GET /mine/academy/first-show`
async fn show(State(market): State<Commons>, visit: Visit) -> Result<Response, Problem> {
    let account = visit.account_id()?;
    let list = market.read(async move |tx: &mut Tx| first_show(tx, account).await).await?;
    views::page(&CheckListPage { shell: visit.shell("mine"), kind: "show", list })
}
