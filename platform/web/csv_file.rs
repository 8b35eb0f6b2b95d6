use axum::{
    body::Body,
    http::header,
    response::{IntoResponse, Response},
};

/// A file for a spreadsheet, to be kept under a name that ends in `.csv`.
pub fn csv_file(name: &str, body: impl Into<Body>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, body.into()).into_response()
}
