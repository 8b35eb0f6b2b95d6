//! The picture with which a show is announced.

use axum::body::Bytes;
use kernel::hours;
use people::{market::Market, visit::Visit};
use platform::{
    files::picture::PictureError,
    web::{Fields, Limit, Problem, Refusal},
};

/// A photo of a telephone, and the fields beside it.
pub const MOST_BYTES: usize = 30 << 20;
const UPLOADS: Limit = Limit { name: "live-covers", times: 60, per: hours(1) };

/// Keep the picture of a form, if it brings one; a bad one is blamed on its field.
pub async fn keep(
    market: &Market,
    visit: &Visit,
    form: &mut Fields,
    files: Vec<(String, Bytes)>,
) -> Result<Option<String>, Problem> {
    let Some((_, file)) = files.into_iter().next() else { return Ok(None) };
    market.limits.take(UPLOADS, visit.account_id()?.to_string())?;
    match market.files.keep_picture(file, None).await? {
        Ok(picture) => Ok(Some(picture.file)),
        Err(error) => {
            form.refuse("cover", Refusal::new(refusal(&error)));
            Ok(None)
        }
    }
}

fn refusal(error: &PictureError) -> &'static str {
    match error {
        PictureError::NotAPicture => "refused-cover-not-a-picture",
        PictureError::TooManyBytes { .. } => "refused-cover-too-many-bytes",
        PictureError::TooManyPixels { .. } => "refused-cover-too-many-pixels",
        PictureError::Damaged => "refused-cover-damaged",
        PictureError::Unsupported { .. } => "refused-cover-unsupported",
    }
}
