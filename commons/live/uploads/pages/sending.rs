//! How a film comes: in pieces by a script, which go on where they broke off, or as one form.

use std::path::PathBuf;

use axum::{
    Json,
    body::Bytes,
    extract::{Multipart, Path, RawQuery, State, multipart::MultipartRejection},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use goods::catalog::ListingId;
use kernel::{Timestamp, hours};
use people::{
    shops::pages::seller,
    visit::{Visit, redirect},
};
use platform::{
    db::Tx,
    web::{Fields, Limit, Problem, Refusal},
};
use serde_json::json;

use super::{
    desk::{index_with, own},
    problems::refusal,
};
use crate::{
    Commons,
    live::{
        numbers,
        uploads::{
            self, KeepError, MOST_FORM, MOST_PIECE, MOST_SHORT_BYTES, NewUpload, SendError, Upload, UploadId,
            UploadPurpose,
        },
    },
};

/// Characters of what a show is called, and of a file's name.
const MOST_TITLE: usize = 80;
const MOST_NAME: usize = 200;
/// Bytes of a form that are written at once.
const BATCH: usize = 1 << 20;
const UPLOADS: Limit = Limit { name: "live-uploads", times: 60, per: hours(1) };

fn read(form: &mut Fields) -> (String, String) {
    (form.line("title", MOST_TITLE), form.maybe_line("name", MOST_NAME))
}

/// What a film is sent for, and what it shows.
fn read_purpose(form: &mut Fields) -> (UploadPurpose, Option<ListingId>) {
    let is_short = form.value("purpose") == UploadPurpose::Short.name();
    let listing = form.value("listing").parse().ok();
    (if is_short { UploadPurpose::Short } else { UploadPurpose::Show }, listing)
}

/// `POST /desk/{handle}/live/uploads/announcements`: a script says what it is about to send. It is told where the pieces go.
pub async fn announce(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
    form: Fields,
) -> Result<Response, Problem> {
    let told = announced(&market, &visit, &handle, form).await;
    in_json(&market, &visit, told)
}

async fn announced(
    market: &Commons,
    visit: &Visit,
    handle: &str,
    mut form: Fields,
) -> Result<Response, Problem> {
    seller(market, visit, handle).await?;
    let (title, file_name) = read(&mut form);
    let size_bytes = form.whole("size", 1..=i64::MAX);
    let (purpose, listing) = read_purpose(&mut form);
    if !form.is_good() {
        return Err(Problem::invalid(&form));
    }
    let new = NewUpload { title, file_name, size_bytes, purpose, listing };
    let upload = begin(market, visit, handle, &mut form, new).await?;
    let upload = upload.ok_or_else(|| Problem::invalid(&form))?;
    let path = format!("/desk/{handle}/live/uploads/{}/pieces", upload.id);
    Ok(Json(json!({ "pieces": path, "most": MOST_PIECE })).into_response())
}

/// Whoever must sign in first is sent there, and what is not there is a page for everybody.
fn is_page(status: StatusCode) -> bool {
    matches!(status, StatusCode::UNAUTHORIZED | StatusCode::NOT_FOUND)
}

/// A script reads what is wrong as programs do.
fn in_json(market: &Commons, visit: &Visit, told: Result<Response, Problem>) -> Result<Response, Problem> {
    match told {
        Err(problem) if !is_page(problem.status) => Ok(problem.as_json(&market.texts.of(visit.lang))),
        told => told,
    }
}

/// Begin an upload; nothing if the form says why not.
async fn begin(
    market: &Commons,
    visit: &Visit,
    handle: &str,
    form: &mut Fields,
    new: NewUpload,
) -> Result<Option<Upload>, Problem> {
    let ((by, shop), now) = (seller(market, visit, handle).await?, visit.now);
    if market.studio().ffmpeg().is_none() && new.purpose == UploadPurpose::Show {
        form.refuse("file", Refusal::new("upload-failed-absent"));
        return Ok(None);
    }
    market.limits.take(UPLOADS, shop.id.to_string())?;
    let most = market.studio().most_upload_bytes();
    let most = if new.purpose == UploadPurpose::Short { most.min(MOST_SHORT_BYTES) } else { most };
    let act = async move |tx: &mut Tx| uploads::send(tx, &by, now, most, new.clone()).await;
    match market.db.write(act).await {
        Ok(upload) => Ok(Some(upload)),
        Err(SendError::TooLarge) => {
            form.refuse("file", too_large(most));
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

fn file_of(market: &Commons, id: UploadId) -> Result<PathBuf, Problem> {
    market.studio().upload_file(id).ok_or_else(|| Problem::conflict("problem-live-off"))
}

/// `POST /desk/{handle}/live/uploads/{upload}/pieces?from=0`: the bytes that follow those that are there. Whoever asks with
/// none is told how many there are. With the last piece the film is looked at.
pub async fn piece(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, UploadId)>,
    RawQuery(query): RawQuery,
    piece: Bytes,
) -> Result<Response, Problem> {
    let asked = Fields::from_query(query.as_deref().unwrap_or_default());
    let told = received(&market, &visit, (&handle, id), asked, &piece).await;
    in_json(&market, &visit, told)
}

async fn received(
    market: &Commons,
    visit: &Visit,
    (handle, id): (&str, UploadId),
    mut asked: Fields,
    piece: &[u8],
) -> Result<Response, Problem> {
    let upload = own(market, visit, handle, id).await?;
    let from = asked.whole("from", 0..=i64::MAX);
    asked.check()?;
    if piece.is_empty() {
        return Ok(told(&upload));
    }
    if from != upload.received_bytes {
        return Err(Problem::conflict("problem-upload-piece"));
    }
    let file = file_of(market, id)?;
    let upload = uploads::receive(&market.db, visit.now, &file, upload, piece).await?;
    if !upload.is_whole() {
        return Ok(told(&upload));
    }
    Ok(told(&keep(market, visit.now, upload).await?))
}

fn told(upload: &Upload) -> Response {
    Json(json!({ "received": upload.received_bytes, "state": upload.state.name() })).into_response()
}

/// Look at a film that has come whole.
async fn keep(market: &Commons, now: Timestamp, upload: Upload) -> Result<Upload, KeepError> {
    let Some(file) = market.studio().upload_file(upload.id) else { return Err(KeepError::NotWhole) };
    let longest = market.rules().time(numbers::FILM);
    uploads::keep(&market.db, now, (market.studio().ffmpeg(), longest), &file, upload).await
}

/// `POST /desk/{handle}/live/uploads`: a title and a film in one form.
pub async fn create(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Response, Problem> {
    seller(&market, &visit, &handle).await?;
    let mut form = Fields::default();
    let kept = take(&market, &visit, &handle, parts.map_err(Problem::from)?, &mut form).await?;
    if kept.is_none() {
        return index_with(&market, &visit, &handle, form).await;
    }
    Ok(redirect(&format!("/desk/{handle}/live/uploads"), "done-upload"))
}

/// Take the parts of a form as they come; nothing if the form says why not.
async fn take(
    market: &Commons,
    visit: &Visit,
    handle: &str,
    mut parts: Multipart,
    form: &mut Fields,
) -> Result<Option<Upload>, Problem> {
    while let Some(mut part) = parts.next_field().await.map_err(Problem::of_multipart)? {
        match part.name() {
            Some(name @ ("title" | "purpose" | "listing")) => {
                let name = name.to_owned();
                form.set(&name, part.text().await.map_err(Problem::of_multipart)?);
            }
            Some("file") => {
                form.set("name", part.file_name().unwrap_or_default());
                let (title, file_name) = read(form);
                if file_name.is_empty() {
                    form.refuse("file", Refusal::new("refused-empty"));
                }
                if !form.is_good() {
                    return Ok(None);
                }
                // How large it is, is known when it is there.
                let most = market.studio().most_upload_bytes().min(MOST_FORM as u64);
                let size_bytes = i64::try_from(most).unwrap_or(i64::MAX);
                let (purpose, listing) = read_purpose(form);
                let size_bytes = match purpose {
                    UploadPurpose::Short => {
                        size_bytes.min(i64::try_from(MOST_SHORT_BYTES).unwrap_or(i64::MAX))
                    }
                    UploadPurpose::Show => size_bytes,
                };
                let new = NewUpload { title, file_name, size_bytes, purpose, listing };
                let Some(mut upload) = begin(market, visit, handle, form, new).await? else {
                    return Ok(None);
                };
                let id = upload.id;
                let file = file_of(market, id)?;
                let receiving = async {
                    let mut written = Vec::with_capacity(BATCH);
                    while let Some(piece) = part.chunk().await.map_err(Problem::of_multipart)? {
                        written.extend_from_slice(&piece);
                        if !has_room(&upload, written.len()) {
                            return Err(Problem::too_large());
                        }
                        if written.len() >= BATCH {
                            upload = uploads::receive(&market.db, visit.now, &file, upload, &written).await?;
                            written.clear();
                        }
                    }
                    upload = uploads::receive(&market.db, visit.now, &file, upload, &written).await?;
                    Ok::<_, Problem>(uploads::whole(&market.db, visit.now, upload).await?)
                };
                let kept = match receiving.await {
                    Ok(whole) => keep(market, visit.now, whole).await,
                    Err(problem) => {
                        give_up(market, visit, handle, id).await;
                        if problem.status == StatusCode::PAYLOAD_TOO_LARGE {
                            form.refuse("file", too_large(most));
                            return Ok(None);
                        }
                        return Err(problem);
                    }
                };
                return match kept {
                    Ok(upload) => Ok(Some(upload)),
                    Err(KeepError::NotTaken(why)) => {
                        form.refuse("file", refusal(why));
                        Ok(None)
                    }
                    Err(error) => {
                        give_up(market, visit, handle, id).await;
                        Err(error.into())
                    }
                };
            }
            _ => {}
        }
    }
    read(form);
    form.refuse("file", Refusal::new("refused-empty"));
    Ok(None)
}

fn too_large(most: u64) -> Refusal {
    Refusal::new("refused-film-size").with("megabytes", most >> 20)
}

/// Whether so many bytes more are no more than was said.
fn has_room(upload: &Upload, more: usize) -> bool {
    i64::try_from(more).is_ok_and(|more| upload.received_bytes.saturating_add(more) <= upload.size_bytes)
}

/// Nothing of a film that broke off stays.
async fn give_up(market: &Commons, visit: &Visit, handle: &str, id: UploadId) {
    let Ok((by, _)) = visit.seller(handle) else { return };
    let removed = market.db.write(async move |tx: &mut Tx| uploads::remove(tx, &by, id).await).await;
    if let Err(error) = removed {
        tracing::warn!(%error, upload = %id, "an upload that broke off is still there");
    }
    market.studio().forget_upload(id).await;
}
