//! Home, browse and search, suggestions while typing, and what search engines read.

mod asked;
mod browse;
mod facets;
mod home;
mod sitemap;
mod suggest;

use kernel::minutes;
use platform::web::{Limit, Routes};

use crate::goods::Goods;

pub(super) use asked::SearchRequest;

/// Searches with words from one network address: a query may look at thousands of listings.
pub(in crate::search) const SEARCHES: Limit = Limit { name: "search", times: 120, per: minutes(1) };
/// Suggestions, of which there is one for each key that is pressed.
const SUGGESTIONS: Limit = Limit { name: "suggest", times: 600, per: minutes(1) };

pub fn routes() -> Routes<Goods> {
    Routes::default()
        .get("/", home::show)
        .get("/browse", browse::index)
        .get("/search", browse::index)
        .get("/search/suggest", suggest::index)
        .get("/robots.txt", sitemap::robots)
        .get("/sitemap.xml", sitemap::index)
        .get("/sitemap-pages.xml", sitemap::pages)
        .get("/shops/{shop}/sitemap.xml", sitemap::of_shop)
}
