//! The open data: what was published, version by version.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use people::visit::Visit;
use platform::{
    db::Tx,
    views::{self, Shell},
    web::Problem,
};

use crate::{
    Commons,
    villages::{
        publication::{self, Publication},
        recognition::Period,
    },
};

#[derive(Template)]
#[template(path = "villages/views/data.html")]
struct DataPage {
    shell: Shell,
    all: Vec<Publication>,
}

/// `GET /villages/data`
pub async fn index(State(market): State<Commons>, visit: Visit) -> Result<Response, Problem> {
    let all = market.read(async |tx: &mut Tx| publication::store::list(tx).await).await?;
    views::page(&DataPage { shell: visit.shell("villages"), all })
}

#[derive(Template)]
#[template(path = "villages/views/publication.html")]
struct PublicationPage {
    shell: Shell,
    publication: Publication,
    /// Name, kind, SHA-256.
    files: Vec<(String, String, String)>,
}

async fn find(market: &Commons, period: &str, version: i64) -> Result<Publication, Problem> {
    let period = Period::parse(period).ok_or_else(Problem::not_found)?;
    let look = async move |tx: &mut Tx| {
        let all = publication::store::list(tx).await?;
        Ok(all.into_iter().find(|it| it.period == period && it.version == version))
    };
    market.find(look).await
}

/// `GET /villages/data/{period}/{version}`
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path((period, version)): Path<(String, i64)>,
) -> Result<Response, Problem> {
    let publication = find(&market, &period, version).await?;
    let period = publication.period;
    let files = market.read(async move |tx: &mut Tx| publication::store::files(tx, period, version).await);
    let files = files.await?;
    views::page(&PublicationPage { shell: visit.shell("villages"), publication, files })
}

/// A version never changes: whoever has a file may keep it for ever.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// `GET /villages/data/{period}/{version}/{file}`
pub async fn file(
    State(market): State<Commons>,
    Path((period, version, name)): Path<(String, i64, String)>,
) -> Result<Response, Problem> {
    let period = Period::parse(&period).ok_or_else(Problem::not_found)?;
    let look = async move |tx: &mut Tx| publication::store::file(tx, period, version, &name).await;
    let file = market.find(look).await?;
    let headers = [
        (header::CONTENT_TYPE, file.kind),
        (header::CONTENT_DISPOSITION, format!("inline; filename=\"{}\"", file.name)),
        (header::CACHE_CONTROL, FOR_EVER.to_owned()),
        (header::ETAG, format!("\"{}\"", file.sha256)),
    ];
    Ok((headers, file.content).into_response())
}
