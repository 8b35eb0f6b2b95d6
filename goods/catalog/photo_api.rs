//! Photos of a listing, for programs: the editor's own form.

use axum::{
    Json,
    extract::{DefaultBodyLimit, Multipart, Path, State, multipart::MultipartRejection},
};
use people::{market::Market, visit::Visit};
use platform::{db::Tx, web::Problem};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    ListingId, PictureInput,
    desk::{MOST_PHOTO_BYTES, form_of, photo_key, put_photos},
    write_api::own_shop,
};
use crate::{Goods, catalog};

pub fn routes() -> OpenApiRouter<Goods> {
    OpenApiRouter::new().routes(routes!(update)).layer(DefaultBodyLimit::max(MOST_PHOTO_BYTES))
}

/// What a form of photos holds. Each `photo` names one that stays, or is `new` for the next of `photos`; the `alt`
/// of the same place describes it.
#[derive(ToSchema)]
#[allow(dead_code, reason = "the shape for the description; the form is read part by part")]
pub struct PhotosBody {
    /// Given, the `photo`s are all that stay, in their order. Left out, `photos` are only added.
    arranged: Option<bool>,
    photo: Option<Vec<String>>,
    alt: Option<Vec<String>>,
    #[schema(value_type = Option<Vec<String>>, format = Binary)]
    photos: Option<Vec<String>>,
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
    request_body(content = PhotosBody, content_type = "multipart/form-data"),
    responses((status = 200, body = PhotosOut), (status = 404), (status = 413)))]
async fn update(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ListingId>,
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Json<PhotosOut>, Problem> {
    visit.allow(catalog::scopes::WRITE)?;
    own_shop(&market, &visit, id.shop()).await?;
    let wrong = put_photos(&market, &visit, id, form_of(parts)?).await?;
    let listing = market.db.read(async move |tx: &mut Tx| catalog::load(tx, id).await).await?;
    let photos = listing.ok_or_else(Problem::not_found)?.pictures.into_iter().map(PhotoOut::from);
    let refused = wrong.into_iter().map(|(name, code)| RefusedPhotoOut { name, code });
    Ok(Json(PhotosOut { photos: photos.collect(), refused: refused.collect() }))
}
