//! Styles, scripts and icons, built into the program under hashed names.

use std::{collections::HashMap, sync::LazyLock};

use axum::{
    body::Body,
    extract::Path,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;

use super::Problem;

#[derive(RustEmbed)]
#[folder = "../ui/dist"]
struct Built;

static MANIFEST: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    Built::get("manifest.json").and_then(|file| serde_json::from_slice(&file.data).ok()).unwrap_or_default()
});

/// The address of an asset by its plain name: `style.css` → `/assets/style-K3JX.css`.
pub fn asset(name: &str) -> &'static str {
    MANIFEST.get(name).map_or("", String::as_str)
}

/// `GET /push-worker.js`: under its own name and at the root, since its address is the pages it works for, and looked at
/// anew each time.
pub async fn worker(headers: HeaderMap) -> Response {
    let file = asset("push-worker.js").trim_start_matches("/assets/").to_owned();
    let mut response = show(Path(file), headers).await;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

/// `GET /assets/{file}`: kept by browsers for a year, since a changed file has another name.
pub async fn show(Path(file): Path<String>, headers: HeaderMap) -> Response {
    let accepted =
        headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let packed = [("br", ".br"), ("gzip", ".gz")]
        .into_iter()
        .filter(|(name, _)| accepted.contains(name))
        .find_map(|(name, suffix)| Some((Some(name), Built::get(&format!("{file}{suffix}"))?)));
    let Some((encoding, content)) = packed.or_else(|| Some((None, Built::get(&file)?))) else {
        return Problem::not_found().into_response();
    };
    let mut response = Response::new(Body::from(content.data.into_owned()));
    let kind = match file.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("txt") => "text/plain; charset=utf-8",
        Some("webp") => "image/webp",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}
