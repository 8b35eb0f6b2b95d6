use platform::web::Routes;

use super::{browse, feed, home, sitemap, suggest};
use crate::Goods;

pub fn routes() -> Routes<Goods> {
    Routes::default()
        .get("/", home::show)
        .get("/browse", browse::index)
        .get("/browse/feed.atom", feed::news)
        .get("/search", browse::index)
        .get("/search/suggest", suggest::index)
        .get("/robots.txt", sitemap::robots)
        .get("/sitemap.xml", sitemap::index)
        .get("/sitemap-pages.xml", sitemap::pages)
        .get("/shops/{shop}/sitemap.xml", sitemap::of_shop)
}
