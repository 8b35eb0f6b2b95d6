use platform::web::Routes;

use super::{feeds, following, media, poster, shop, shops, show};
use crate::Goods;

pub fn routes() -> Routes<Goods> {
    show::routes()
        .get("/shops", shops::index)
        .get("/following", following::index)
        .get("/shops/{handle}", shop::show)
        .get("/shops/{handle}/feed.atom", feeds::news)
        .get("/shops/{handle}/merchant.xml", feeds::of_shop)
        .get("/merchant.xml", feeds::of_market)
        .get("/listings/{listing}/poster.jpg", poster::show)
        .merge(media::routes())
}
