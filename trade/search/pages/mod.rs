//! Home, browse and search, suggestions while typing, and what search engines read.

mod asked;
mod browse;
mod facets;
mod home;
mod sitemap;
mod suggest;

use platform::web::Routes;

use crate::market::Market;

pub(super) use asked::Asked;

pub fn routes() -> Routes<Market> {
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
