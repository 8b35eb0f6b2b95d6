//! `GET /media/…`: pictures and models out of the file store, kept by browsers for a year.

use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderValue, header},
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
    let width = WIDTHS.into_iter().find(|width| suffix == format!("-{width}.webp"));
    let width = width.ok_or_else(Problem::not_found)?;
    let content = market.files.picture(name, width).await.map_err(Problem::broken)?;
    Ok(sent(content.ok_or_else(Problem::not_found)?, "image/webp"))
}

async fn model(State(market): State<Market>, Path(file): Path<String>) -> Result<Response, Problem> {
    let (name, suffix) = split(&file)?;
    if suffix != ".glb" {
        return Err(Problem::not_found());
    }
    let path = market.files.path(name, suffix).ok_or_else(Problem::not_found)?;
    match tokio::fs::read(path).await {
        Ok(content) => Ok(sent(content, "model/gltf-binary")),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(Problem::not_found()),
        Err(error) => Err(Problem::broken(error)),
    }
}

fn split(file: &str) -> Result<(&str, &str), Problem> {
    file.split_at_checked(NAME).ok_or_else(Problem::not_found)
}

fn sent(content: Vec<u8>, kind: &'static str) -> Response {
    let mut response = Response::new(Body::from(content));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    response
}
