//! The picture at the head of a shop's page.

use askama::Template;
use axum::{
    body::Bytes,
    extract::{Multipart, Path, State, multipart::MultipartRejection},
    response::Response,
};
use kernel::{Actor, hours};
use platform::{
    db::Tx,
    files::picture::{PictureError, Side},
    views::{self, Shell},
    web::{Fields, Limit, Problem, Refusal},
};

use super::common::seller;
use crate::{
    choices::{self, Choice},
    market::Market,
    shops::{self, CoverError, Desk, Shop},
    visit::{Visit, redirect},
};

/// Bytes of a form with its file.
pub(in crate::shops) const MOST_BYTES: usize = 30 << 20;
const UPLOADS: Limit = Limit { name: "covers", times: 30, per: hours(1) };

#[derive(Template)]
#[template(path = "shops/views/cover.html")]
struct CoverPage {
    shell: Shell,
    desk: Desk,
    form: Fields,
    cover: String,
    sides: Vec<Choice>,
}

impl CoverPage {
    fn new(visit: &Visit, shop: &Shop, form: Fields) -> Self {
        let shell = visit.shell("desk");
        let chosen = Side::parse(form.value("side")).unwrap_or(Side::Middle);
        let names = Side::ALL.iter().map(|side| side.name());
        let sides = choices::words(names, chosen.name(), |name| shell.of("cover-side", name));
        Self { desk: Desk::new(shop, "settings"), form, cover: shop.cover.clone(), sides, shell }
    }
}

/// `GET /desk/{handle}/cover`
pub async fn edit(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    let (_, shop) = seller(&market, &visit, &handle).await?;
    let form = Fields::filled([("alt", shop.cover_alt.as_str())]);
    views::page(&CoverPage::new(&visit, &shop, form))
}

/// The fields of a form and the file that came with it.
pub(in crate::shops) async fn read(mut parts: Multipart) -> Result<(Fields, Option<Bytes>), Problem> {
    let (mut form, mut file) = (Fields::default(), None);
    while let Some(part) = parts.next_field().await.map_err(Problem::of_multipart)? {
        match part.name().unwrap_or_default() {
            "cover" => {
                file =
                    Some(part.bytes().await.map_err(Problem::of_multipart)?).filter(|file| !file.is_empty());
            }
            name @ ("alt" | "side" | "act") => {
                let name = name.to_owned();
                form.set(&name, part.text().await.map_err(Problem::of_multipart)?);
            }
            _ => {}
        }
    }
    Ok((form, file))
}

/// Keep what a form says of the cover. What is wrong is left in the form.
pub(in crate::shops) async fn keep(
    market: &Market,
    visit: &Visit,
    by: &Actor,
    form: &mut Fields,
    file: Option<Bytes>,
) -> Result<bool, Problem> {
    let alt = form.maybe_line("alt", 300);
    let side = if form.has("side") { form.parsed("side", Side::parse) } else { Some(Side::Middle) };
    let (Some(side), true) = (side, form.is_good()) else { return Ok(false) };
    let by = *by;
    let Some(upload) = file else {
        market.db.write(async move |tx: &mut Tx| shops::describe_cover(tx, &by, &alt).await).await?;
        return Ok(true);
    };
    market.limits.take(UPLOADS, visit.account_id()?.to_string())?;
    let kept = market.files.keep_picture(upload, Some(shops::cover_cut(side))).await;
    match kept? {
        Ok(picture) => {
            let act = async move |tx: &mut Tx| shops::set_cover(tx, &by, &picture.file, &alt).await;
            market.db.write(act).await?;
            Ok(true)
        }
        Err(error) => {
            form.refuse("cover", Refusal::new(refusal(error)));
            Ok(false)
        }
    }
}

fn refusal(error: PictureError) -> &'static str {
    match error {
        PictureError::NotAPicture => "refused-cover-not-a-picture",
        PictureError::TooManyBytes { .. } => "refused-cover-too-many-bytes",
        PictureError::TooManyPixels { .. } => "refused-cover-too-many-pixels",
        PictureError::Damaged => "refused-cover-damaged",
        PictureError::Unsupported { .. } => "refused-cover-unsupported",
    }
}

/// `POST /desk/{handle}/cover`: a new picture, another description, or (`act=remove`) none any more.
pub async fn update(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Response, Problem> {
    let (by, shop) = seller(&market, &visit, &handle).await?;
    let (mut form, file) = read(parts?).await?;
    if form.value("act") == "remove" {
        market.db.write(async move |tx: &mut Tx| shops::set_cover(tx, &by, "", "").await).await?;
        return Ok(redirect(&format!("/desk/{handle}/cover"), "done-cover-removed"));
    }
    if keep(&market, &visit, &by, &mut form, file).await? {
        return Ok(redirect(&format!("/desk/{handle}/cover"), "done-cover"));
    }
    views::refused(&CoverPage::new(&visit, &shop, form))
}

impl From<CoverError> for Problem {
    fn from(error: CoverError) -> Self {
        match error {
            CoverError::Forbidden(error) => error.into(),
            CoverError::Store(error) => error.into(),
        }
    }
}
