//! Photos of a dispute. They lie beside the market's pictures under names of their own, and only those whom the
//! request concerns are given them.

use axum::{
    body::{Body, Bytes},
    extract::{Path, State},
    http::{HeaderValue, header},
    response::Response,
};
use kernel::{Actor, hours};
use platform::{
    db::{DbError, Tx},
    files::{
        Files,
        picture::{self, PictureError},
    },
    web::{Fields, Limit, Problem, Refusal},
};
use tokio::sync::Semaphore;

use crate::{
    market::Market,
    orders::refunds::{self, RequestId},
    visit::Visit,
};

const UPLOADS: Limit = Limit { name: "evidence", times: 60, per: hours(1) };
/// In a list, and looked at closely.
const SIZES: [&str; 2] = ["-proof-320.webp", "-proof-1280.webp"];
/// Letters of a file's name in the store.
const NAME: usize = 32;

/// A decoded photo takes up to 256 MB, so one is decoded at a time.
static DECODING: Semaphore = Semaphore::const_new(1);

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
    let _turn = DECODING.acquire().await.map_err(Problem::broken)?;
    let files = market.files.clone();
    let work = move || {
        let made = match picture::prepare(&upload) {
            Ok(made) => made,
            Err(error) => return Ok(Err(error)),
        };
        let (Some(small), Some(large)) = (made.sizes.first(), made.sizes.last()) else {
            return Ok(Err(PictureError::Damaged));
        };
        let name = Files::name_of(&large.webp);
        for (suffix, size) in SIZES.iter().zip([small, large]) {
            files.put(&name, suffix, &size.webp)?;
        }
        Ok(Ok(name))
    };
    let kept: std::io::Result<_> = tokio::task::spawn_blocking(work).await.map_err(Problem::broken)?;
    kept.map_err(Problem::broken)
}

/// In whose name somebody may look at a request: their own, their shop's, the market's.
fn eyes(visit: &Visit, id: RequestId) -> Result<Vec<Actor>, Problem> {
    let mut actors = vec![visit.buyer()?, visit.for_shop(id.shop())?];
    actors.extend(visit.moderator());
    Ok(actors)
}

/// `GET /refunds/{id}/photos/{file}`
pub async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path((id, file)): Path<(RequestId, String)>,
) -> Result<Response, Problem> {
    let actors = eyes(&visit, id)?;
    let (name, suffix) = file.split_at_checked(NAME).ok_or_else(Problem::not_found)?;
    let wanted = name.to_owned();
    let read = async move |tx: &mut Tx| {
        for by in &actors {
            if refunds::find_for(tx, by, id).await?.is_some() {
                let shown = refunds::evidence(tx, id).await?;
                return Ok(shown.iter().any(|one| one.said.photos.contains(&wanted)));
            }
        }
        Ok::<_, DbError>(false)
    };
    if !SIZES.contains(&suffix) || !market.db.read(read).await? {
        return Err(Problem::not_found());
    }
    let path = market.files.path(name, suffix).ok_or_else(Problem::not_found)?;
    let content = tokio::fs::read(path).await.map_err(Problem::broken)?;
    let mut response = Response::new(Body::from(content));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/webp"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=86400"));
    Ok(response)
}
