use platform::web::Routes;

use super::{media, show};
use crate::goods::Goods;

pub fn routes() -> Routes<Goods> {
    show::routes().merge(media::routes())
}
