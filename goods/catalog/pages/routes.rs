use platform::web::Routes;

use super::{following, media, shop, shops, show};
use crate::Goods;

pub fn routes() -> Routes<Goods> {
    show::routes()
        .get("/shops", shops::index)
        .get("/following", following::index)
        .get("/shops/{handle}", shop::show)
        .merge(media::routes())
}
