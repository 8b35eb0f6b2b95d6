use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::hours;
use people::{
    confirm,
    shops::{Desk, pages::seller},
    visit::{Visit, redirect},
};
use platform::{
    db::Tx,
    views::{self, Shell},
    web::{Fields, Problem},
};

use crate::{
    Commons,
    live::{
        numbers,
        uploads::{self, MOST_FORM, Upload, UploadId, UploadState},
    },
};

/// Films of one page; there may be fewer.
const SHELF: i64 = 100;

#[derive(Template)]
#[template(path = "live/uploads/views/desk.html")]
struct UploadsPage {
    shell: Shell,
    desk: Desk,
    form: Fields,
    uploads: Vec<Upload>,
    has_ffmpeg: bool,
    most_megabytes: u64,
    /// Without scripts.
    most_form_megabytes: u64,
    longest_hours: i64,
}

impl UploadsPage {
    fn is_under_way(&self) -> bool {
        self.uploads.iter().any(Upload::is_under_way)
    }

    fn is_receiving(&self, upload: &Upload) -> bool {
        matches!(upload.state, UploadState::Receiving)
    }
}

/// `GET /desk/{handle}/live/uploads`
pub async fn index(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    index_with(&market, &visit, &handle, Fields::default()).await
}

/// The page with a form that was refused.
pub async fn index_with(
    market: &Commons,
    visit: &Visit,
    handle: &str,
    form: Fields,
) -> Result<Response, Problem> {
    let (_, shop) = seller(market, visit, handle).await?;
    let id = shop.id;
    let uploads = market.read(async move |tx: &mut Tx| uploads::list_of_shop(tx, id, SHELF).await).await?;
    let most = market.studio().most_upload_bytes();
    let longest = market.rules().time(numbers::FILM).as_secs() / hours(1).as_secs();
    let page = UploadsPage {
        shell: visit.shell("desk"),
        desk: Desk::new(&shop, "live"),
        uploads,
        has_ffmpeg: market.studio().ffmpeg().is_some(),
        most_megabytes: most >> 20,
        most_form_megabytes: most.min(MOST_FORM as u64) >> 20,
        longest_hours: i64::try_from(longest).unwrap_or(i64::MAX),
        form,
    };
    views::show(&page, page.form.is_good())
}

/// An upload of this shop; one of another does not exist here.
pub async fn own(market: &Commons, visit: &Visit, handle: &str, id: UploadId) -> Result<Upload, Problem> {
    let (_, member) = visit.seller(handle)?;
    if member.shop != id.shop() {
        return Err(Problem::not_found());
    }
    market.find(async move |tx: &mut Tx| uploads::find(tx, id).await).await
}

/// `GET /desk/{handle}/live/uploads/{upload}/removal`
pub async fn confirm(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, UploadId)>,
) -> Result<Response, Problem> {
    let upload = own(&market, &visit, &handle, id).await?;
    confirm::ask(visit.shell("desk"), "upload-remove", upload.title, format!("/desk/{handle}/live/uploads"))
}

/// `POST /desk/{handle}/live/uploads/{upload}/removal`
pub async fn remove(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, UploadId)>,
) -> Result<Response, Problem> {
    let (by, _) = visit.seller(&handle)?;
    let removed = market.write(async move |tx: &mut Tx| uploads::remove(tx, &by, id).await).await?;
    removed.ok_or_else(Problem::not_found)?;
    market.studio().forget_upload(id).await;
    Ok(redirect(&format!("/desk/{handle}/live/uploads"), "done-upload-removed"))
}
