//! `GET /media/…`: pictures and models out of the file store, kept by browsers for a year.

use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use people::market::Market;
use platform::{
    files::picture::WIDTHS,
    web::{Problem, Routes},
};

use crate::Goods;

/// Letters of a file's name in the store.
const NAME: usize = 32;

pub fn routes() -> Routes<Goods> {
    Routes::default().get("/media/{file}", picture).get("/media/models/{file}", model)
}

/// `{name}-640.webp`. A name is the hash of what is in it, so an answer never changes.
async fn picture(State(market): State<Market>, Path(file): Path<String>) -> Result<Response, Problem> {
    let (name, suffix) = split(&file)?;
    let is_ours = WIDTHS.iter().any(|width| suffix == format!("-{width}.webp"));
    if !is_ours {
        return Err(Problem::not_found());
    }
    match send(&market, name, suffix, "image/webp").await {
        // A picture that came in one size only is shown in that size.
        Err(problem) if problem.status == StatusCode::NOT_FOUND => {
            send(&market, name, "-640.webp", "image/webp").await
        }
        answer => answer,
    }
}

async fn model(State(market): State<Market>, Path(file): Path<String>) -> Result<Response, Problem> {
    let (name, suffix) = split(&file)?;
    if suffix != ".glb" {
        return Err(Problem::not_found());
    }
    send(&market, name, suffix, "model/gltf-binary").await
}

fn split(file: &str) -> Result<(&str, &str), Problem> {
    file.split_at_checked(NAME).ok_or_else(Problem::not_found)
}

async fn send(market: &Market, name: &str, suffix: &str, kind: &'static str) -> Result<Response, Problem> {
    let path = market.files.path(name, suffix).ok_or_else(Problem::not_found)?;
    let content = match tokio::fs::read(path).await {
        Ok(content) => content,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(Problem::not_found()),
        Err(error) => return Err(Problem::broken(error)),
    };
    let mut response = Response::new(Body::from(content));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    Ok(response)
}
