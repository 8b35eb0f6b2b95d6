use platform::web::Routes;

use super::{media, shop, show};
use crate::Goods;

pub fn routes() -> Routes<Goods> {
    show::routes().get("/shops/{handle}", shop::show).merge(media::routes())
}
