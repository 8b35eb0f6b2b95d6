//! The address of a page to hand on: in letters, and as a code for somebody else's camera.

use askama::Template;
use axum::{extract::State, response::Response};
use platform::{
    qr::SquareCode,
    views::{self, Shell},
    web::{Paging, Problem, return_to},
};

use crate::{market::Market, visit::Visit};

/// Characters of a path; longer than any of ours, and a code of them can still be read from a screen.
const LONGEST: usize = 600;

#[derive(Template)]
#[template(path = "shops/views/share.html")]
struct SharePage {
    shell: Shell,
    page: String,
    address: String,
    code: Option<SquareCode>,
}

/// `GET /share?page=/shops/…`: of our own pages only.
pub async fn show(State(market): State<Market>, visit: Visit, paging: Paging) -> Result<Response, Problem> {
    let page = return_to(paging.asked.value("page"), "/");
    if page.len() > LONGEST {
        return Err(Problem::not_found());
    }
    let address = format!("{}{page}", market.config.public_url.trim_end_matches('/'));
    let code = SquareCode::of(&address);
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
    fn the_page_that_is_handed_on_is_named_whole() {
        assert_eq!(share_path("/shops/ana/皮&x"), "/share?page=%2Fshops%2Fana%2F%E7%9A%AE%26x");
    }
}
