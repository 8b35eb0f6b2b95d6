//! Files as answers.

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

/// A cell that no spreadsheet calculates with: one that begins like a formula gets an apostrophe before it.
pub fn csv_cell(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    if is_formula { format!("'{text}") } else { text.to_owned() }
}

/// A paper, shown in the browser and named for when it is kept. `kept_for` says for whom a copy may be kept, and how long.
pub fn pdf_file(name: &str, kept_for: &'static str, body: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, format!("inline; filename=\"{name}\"")),
        (header::CACHE_CONTROL, kept_for.to_owned()),
    ];
    (headers, body).into_response()
}

/// A paper for whoever asked for it, for five minutes.
pub const FIVE_MINUTES: &str = "private, max-age=300";

#[cfg(test)]
mod tests {
    use super::csv_cell;

    #[test]
    fn no_cell_is_a_formula() {
        for text in ["=1+1", "+86 138", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1"] {
            assert_eq!(csv_cell(text), format!("'{text}"));
        }
        for text in ["", "林晓雨", "12 = 12", "Ana-Maria"] {
            assert_eq!(csv_cell(text), text);
        }
    }
}
