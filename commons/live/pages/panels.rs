//! What live shows add to the home page: those that are on air.

use askama::Template;
use people::capability::{Drawn, Looking};
use platform::{
    Later,
    db::{DbError, Tx},
    i18n::Lang,
    views::Shell,
};

use super::index::{Shown, shown};
use crate::live;

/// Shows that one sees at a glance.
const SHELF: i64 = 6;

#[derive(Template)]
#[template(path = "live/views/_home.html")]
struct HomePanel<'a> {
    shell: &'a Shell,
    lang: Lang,
    now: Vec<Shown>,
}

pub fn of_home<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let rooms = live::list_now(tx, SHELF).await?;
        if rooms.is_empty() {
            return Ok(Vec::new());
        }
        let now = shown(tx, rooms).await?;
        let panel = HomePanel { shell: &looking.shell, lang: looking.lang, now };
        Ok(vec![("live", panel.render().map_err(DbError::draw)?)])
    })
}
