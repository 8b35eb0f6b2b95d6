use platform::web::Routes;

use super::{browse, feed, home, lexicon, sitemap, suggest};
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
        .get("/operator/lexicon", lexicon::index)
        .post("/operator/lexicon", lexicon::create)
        .get("/operator/lexicon/new", lexicon::new)
        .get("/operator/lexicon/{code}", lexicon::edit)
        .post("/operator/lexicon/{code}", lexicon::update)
        .get("/operator/lexicon/{code}/{act}", lexicon::ask)
        .post("/operator/lexicon/{code}/{act}", lexicon::act)
        .get("/operator/lexicon.txt", lexicon::text)
        .get("/operator/lexicon-import", lexicon::new_import)
        .post("/operator/lexicon-import", lexicon::import)
}
