//! Check-lists for programs.

use axum::Json;
use people::{caller::Buyer, calls, one_of::word_of, wire::Answer};
use platform::db::Tx;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{Check, CheckList, first_listing, first_show};
use crate::{Commons, academy::scopes::Learn};

pub fn routes() -> OpenApiRouter<Commons> {
    OpenApiRouter::new().routes(calls!(show_first_listing)).routes(calls!(show_first_show))
}

/// A line of a check-list, read from what is there.
#[derive(Serialize, ToSchema)]
pub struct CheckLineOut {
    #[schema(schema_with = word_of::<Check>)]
    check: &'static str,
    is_done: bool,
    /// The page on which it is done; empty while a line before it must be done first.
    path: String,
}

/// What stands between somebody and the real thing, in its order.
#[derive(Serialize, ToSchema)]
pub struct CheckListOut {
    is_done: bool,
    lines: Vec<CheckLineOut>,
}

impl From<CheckList> for CheckListOut {
    fn from(it: CheckList) -> Self {
        let is_done = it.is_done();
        let line = |line: super::Line| CheckLineOut {
            check: line.check.name(),
            is_done: line.is_done,
            path: line.path,
        };
        Self { is_done, lines: it.lines.into_iter().map(line).collect() }
    }
}

/// What stands between the caller and their first listing and sale.
#[utoipa::path(get, path = "/learning/first-listing", tag = "academy", responses((status = 200, body = CheckListOut)))]
async fn show_first_listing(Buyer { account, market, .. }: Buyer<Learn>) -> Answer<CheckListOut> {
    Ok(Json(market.read(async move |tx: &mut Tx| first_listing(tx, account).await).await?.into()))
}

/// What stands between the caller and their first live show.
#[utoipa::path(get, path = "/learning/first-show", tag = "academy", responses((status = 200, body = CheckListOut)))]
async fn show_first_show(Buyer { account, market, .. }: Buyer<Learn>) -> Answer<CheckListOut> {
    Ok(Json(market.read(async move |tx: &mut Tx| first_show(tx, account).await).await?.into()))
}
