//! Photos that people show with their words. They lie beside the market's pictures under names of their own, and each
//! capability says who is given them.

use axum::{
    body::{Body, Bytes},
    extract::{FromRequest, Multipart, Request},
    http::{HeaderValue, StatusCode, header, header::CONTENT_TYPE},
    response::Response,
};
use kernel::hours;
use platform::{
    files::{
        Files,
        picture::{self, PictureError},
    },
    web::{Fields, Limit, Problem, Refusal},
};

use crate::{market::Market, visit::Visit};

const UPLOADS: Limit = Limit { name: "evidence", times: 60, per: hours(1) };
/// In a list, and looked at closely.
const SIZES: [(u32, &str); 2] = [(320, "-proof-320.webp"), (1280, "-proof-1280.webp")];
/// Letters of a file's name in the store.
const NAME: usize = 32;

/// Bytes of all photos of one form.
pub const MOST_BYTES: usize = 60 << 20;
const MOST_FILES: usize = 8;

/// A form with photos, or one without any, or JSON.
#[derive(Default)]
pub struct Upload {
    pub form: Fields,
    /// Names and contents.
    pub files: Vec<(String, Bytes)>,
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        if !kind.is_some_and(|kind| kind.starts_with("multipart/form-data")) {
            let form = Fields::from_request(request, state).await?;
            return Ok(Self { form, files: Vec::new() });
        }
        let parts = Multipart::from_request(request, state).await;
        let mut parts = parts.map_err(|error| Problem::malformed(error.body_text()))?;
        let (mut values, mut files) = (Vec::new(), Vec::new());
        while let Some(part) = parts.next_field().await.map_err(refused)? {
            let name = part.name().unwrap_or_default().to_owned();
            match part.file_name().map(str::to_owned) {
                Some(file) => {
                    let content = part.bytes().await.map_err(refused)?;
                    if !content.is_empty() && files.len() < MOST_FILES {
                        files.push((file, content));
                    }
                }
                None => values.push((name, part.text().await.map_err(refused)?)),
            }
        }
        Ok(Self { form: Fields::filled(values), files })
    }
}

fn refused(error: axum::extract::multipart::MultipartError) -> Problem {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::too_large(),
        _ => Problem::malformed(error.body_text()),
    }
}

/// Keep the good photos of a form; a bad one is blamed on its field, and then none counts.
pub async fn keep(
    market: &Market,
    visit: &Visit,
    form: &mut Fields,
    files: Vec<(String, Bytes)>,
) -> Result<Vec<String>, Problem> {
    let mut names = Vec::new();
    for (_, upload) in files {
        market.limits.take(UPLOADS, visit.account_id()?.to_string())?;
        match keep_one(market, upload).await? {
            Ok(name) => names.push(name),
            Err(_) => form.refuse("photos", Refusal::new("refused-photo")),
        }
    }
    names.dedup();
    Ok(names)
}

async fn keep_one(market: &Market, upload: Bytes) -> Result<Result<String, PictureError>, Problem> {
    let _turn = picture::turn(&upload).await;
    let files = market.files.clone();
    let work = move || {
        let made = match picture::prepare(&upload) {
            Ok(made) => made,
            Err(error) => return Ok(Err(error)),
        };
        let Some(large) = made.sizes.last() else { return Ok(Err(PictureError::Damaged)) };
        let name = Files::name_of(&large.webp);
        for (width, suffix) in SIZES {
            files.put(&name, suffix, &made.for_width(width).unwrap_or(large).webp)?;
        }
        Ok(Ok(name))
    };
    let kept: std::io::Result<_> = tokio::task::spawn_blocking(work).await.map_err(Problem::broken)?;
    Ok(kept?)
}

/// The name of a photo in the store and its size, from the last part of its address.
pub fn split(file: &str) -> Result<(&str, &str), Problem> {
    let parts =
        file.split_at_checked(NAME).filter(|(_, suffix)| SIZES.iter().any(|(_, ours)| ours == suffix));
    parts.ok_or_else(Problem::not_found)
}

/// A photo as an answer. `cached` says for whom a copy may be kept.
pub async fn answer(market: &Market, file: &str, cached: &'static str) -> Result<Response, Problem> {
    let (name, suffix) = split(file)?;
    let path = market.files.path(name, suffix).ok_or_else(Problem::not_found)?;
    let content = tokio::fs::read(path).await.map_err(|_| Problem::not_found())?;
    let mut response = Response::new(Body::from(content));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/webp"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cached));
    Ok(response)
}
