use axum::{
    body::Bytes,
    extract::{FromRequest, Multipart, Request},
    http::{StatusCode, header::CONTENT_TYPE},
};
use platform::web::{Fields, Problem};

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
