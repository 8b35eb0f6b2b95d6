//! The address of a page to hand on: in letters, and as a code for somebody else's camera.

use std::fmt::Write as _;

use askama::Template;
use axum::{extract::State, response::Response};
use platform::{
    views::{self, Shell},
    web::{Paging, Problem, return_to},
};
use qrcodegen::{QrCode, QrCodeEcc};

use crate::{market::Market, visit::Visit};

/// Modules around a code that stay light.
const QUIET: i32 = 4;
/// Characters of a path; longer than any of ours, and a code of them can still be read from a screen.
const LONGEST: usize = 600;

#[derive(Template)]
#[template(path = "shops/views/share.html")]
struct SharePage {
    shell: Shell,
    page: String,
    address: String,
    code: Option<Code>,
}

/// A square code as one path of squares, a module each.
struct Code {
    side: i32,
    path: String,
}

impl Code {
    fn of(address: &str) -> Option<Self> {
        let code = QrCode::encode_text(address, QrCodeEcc::Medium).ok()?;
        let mut path = String::new();
        for y in 0..code.size() {
            for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
                write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET).ok()?;
            }
        }
        Some(Self { side: code.size() + 2 * QUIET, path })
    }
}

/// `GET /share?page=/shops/…`: of our own pages only.
pub async fn show(State(market): State<Market>, visit: Visit, paging: Paging) -> Result<Response, Problem> {
    let page = return_to(paging.asked.value("page"), "/");
    if page.len() > LONGEST {
        return Err(Problem::not_found());
    }
    let address = format!("{}{page}", market.config.public_url.trim_end_matches('/'));
    let code = Code::of(&address);
    views::page(&SharePage { shell: visit.shell("browse"), page, address, code })
}

/// The page that hands on one of ours.
pub fn share_path(page: impl AsRef<str>) -> String {
    let page = page.as_ref();
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("page", page).finish();
    format!("/share?{query}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_drawn_whole_with_its_margin() {
        let code = Code::of("https://market.example/shops/ana/bowl").unwrap();
        // 37 letters at level M: version 3, 29 modules, with three finders of 7.
        assert_eq!(code.side, 29 + 2 * QUIET);
        assert!(code.path.starts_with("M4 4h1v1h-1zM5 4"), "{}", &code.path[..40]);
        assert_eq!(share_path("/shops/ana/皮&x"), "/share?page=%2Fshops%2Fana%2F%E7%9A%AE%26x");
    }
}
