//! Photos of a listing, for programs: the editor's own form.

use axum::{
    Json,
    extract::{DefaultBodyLimit, Multipart, multipart::MultipartRejection},
};
use people::{caller::Keeper, calls, wire::Answer};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    ListingId, PictureInput,
    desk::{MOST_PHOTO_BYTES, form_of, photo_key, put_photos},
    load,
    scopes::Write,
};
use crate::Goods;

pub fn routes() -> OpenApiRouter<Goods> {
    OpenApiRouter::new().routes(calls!(update)).layer(DefaultBodyLimit::max(MOST_PHOTO_BYTES))
}

/// What a form of photos holds. Each `photo` names one that stays, or is `new` for the next of `photos`; the `alt`
/// of the same place describes it.
#[derive(ToSchema)]
pub struct PhotosIn {
    /// Given, the `photo`s are all that stay, in their order. Left out, `photos` are only added.
    pub arranged: Option<bool>,
    pub photo: Option<Vec<String>>,
    pub alt: Option<Vec<String>>,
    #[schema(value_type = Option<Vec<String>>, format = Binary)]
    pub photos: Option<Vec<String>>,
}

#[derive(Serialize, ToSchema)]
pub struct PhotoOut {
    /// Shown at `/media/{file}-640.webp`, in the widths 320, 640 and 1280; or the address it was imported from.
    pub file: String,
    pub alt: String,
    pub width: i64,
    pub height: i64,
}

impl From<PictureInput> for PhotoOut {
    fn from(picture: PictureInput) -> Self {
        let file = photo_key(&picture).to_owned();
        Self { file, alt: picture.alt, width: picture.width, height: picture.height }
    }
}

#[derive(Serialize, ToSchema)]
pub struct RefusedPhotoOut {
    pub name: String,
    #[schema(example = "not-a-picture")]
    pub code: &'static str,
}

/// The photos of a listing in their order, and the files that were refused.
#[derive(Serialize, ToSchema)]
pub struct PhotosOut {
    pub photos: Vec<PhotoOut>,
    pub refused: Vec<RefusedPhotoOut>,
}

/// Add, order, describe and take away photos. Good ones are kept even if others are refused.
#[utoipa::path(post, path = "/listings/{id}/photos", tag = "catalog", params(("id" = String, Path)),
    request_body(content = PhotosIn, content_type = "multipart/form-data"),
    responses((status = 200, body = PhotosOut), (status = 404), (status = 413)))]
async fn update(
    Keeper { id, market, visit, .. }: Keeper<Write, ListingId>,
    parts: Result<Multipart, MultipartRejection>,
) -> Answer<PhotosOut> {
    let wrong = put_photos(&market, &visit, id, form_of(parts)?).await?;
    let listing = market.find(async move |tx| load(tx, id).await).await?;
    let refused = wrong.into_iter().map(|(name, code)| RefusedPhotoOut { name, code });
    let photos = listing.pictures.into_iter().map(PhotoOut::from);
    Ok(Json(PhotosOut { photos: photos.collect(), refused: refused.collect() }))
}
