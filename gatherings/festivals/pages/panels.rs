//! What festivals add to other pages: to home those that run now, to a shop where it stands.

use askama::Template;
use people::capability::{Drawn, Looking};
use platform::{
    Later,
    db::{DbError, Tx},
    i18n::Lang,
    views::Shell,
};

use super::{
    common::days,
    index::{Shown, shown},
};
use crate::festivals::{self, Festival, Season, booths};

/// Festivals that one sees at a glance.
const SHELF: i64 = 6;

#[derive(Template)]
#[template(path = "festivals/views/_home.html")]
struct HomePanel<'a> {
    shell: &'a Shell,
    lang: Lang,
    now: Vec<Shown>,
}

pub fn of_home<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let mut all = festivals::list_to_come(tx, looking.now, SHELF).await?;
        all.retain(|festival| festival.season(looking.now) == Season::Now);
        if all.is_empty() {
            return Ok(Vec::new());
        }
        let now = shown(tx, looking.now, all).await?;
        let panel = HomePanel { shell: &looking.shell, lang: looking.lang, now };
        Ok(vec![("live", panel.render().map_err(DbError::draw)?)])
    })
}

/// A festival at which a shop has a booth.
struct Standing {
    festival: Festival,
    number: i64,
    days: String,
}

#[derive(Template)]
#[template(path = "festivals/views/_of_shop.html")]
struct ShopPanel<'a> {
    shell: &'a Shell,
    lang: Lang,
    all: Vec<Standing>,
}

pub fn of_shop<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let Some(shop) = looking.shop else { return Ok(Vec::new()) };
        let mut all = Vec::new();
        for (festival, number) in booths::standing(tx, shop, looking.now, SHELF).await? {
            let Some(festival) = festivals::find(tx, festival).await? else { continue };
            all.push(Standing { days: days(&looking.shell, &festival), festival, number });
        }
        if all.is_empty() {
            return Ok(Vec::new());
        }
        let panel = ShopPanel { shell: &looking.shell, lang: looking.lang, all };
        Ok(vec![("main", panel.render().map_err(DbError::draw)?)])
    })
}
