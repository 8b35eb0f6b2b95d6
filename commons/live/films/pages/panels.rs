use askama::Template;
use people::capability::{Drawn, Looking};
use platform::{
    Later,
    db::{DbError, Tx},
    views::Shell,
};

use crate::live::films::{self, Film};

/// Films beside a listing.
const OF_LISTING: i64 = 4;

#[derive(Template)]
#[template(path = "live/films/views/_of_listing.html")]
struct ListingPanel<'a> {
    shell: &'a Shell,
    films: Vec<Film>,
}

/// The films of a listing on its page.
pub fn of_listing<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let Some(shop) = looking.shop else { return Ok(Vec::new()) };
        let films = films::list_of_listing(tx, shop, looking.id, OF_LISTING).await?;
        if films.is_empty() {
            return Ok(Vec::new());
        }
        let panel = ListingPanel { shell: &looking.shell, films };
        Ok(vec![("main", panel.render().map_err(DbError::draw)?)])
    })
}
