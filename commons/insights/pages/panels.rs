//! What insights add to the desk of a steward: the way to what online trade does for the place.

use askama::Template;
use people::capability::{Drawn, Looking};
use platform::{Later, db::DbError, db::Tx, views::Shell};

#[derive(Template)]
#[template(path = "insights/views/_place_way.html")]
struct WayPanel<'a> {
    shell: &'a Shell,
    place: &'a str,
}

pub fn of_stewardship<'a>(_: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let panel = WayPanel { shell: &looking.shell, place: &looking.place };
        Ok(vec![("head", panel.render().map_err(DbError::draw)?)])
    })
}
