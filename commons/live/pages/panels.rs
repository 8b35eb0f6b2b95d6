//! What live shows add to other pages: to home those that are on air, to a shop its own, to the operator what recordings take.

use askama::Template;
use kernel::days;
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
/// So long the operator is told of shows that were not recorded to their end.
const TOLD: u64 = 7;
/// A tenth of a gigabyte.
const TENTH: i64 = 100_000_000;

#[derive(Template)]
#[template(path = "live/views/_home.html")]
struct HomePanel<'a> {
    shell: &'a Shell,
    lang: Lang,
    now: Vec<Shown>,
}

/// Shows of a shop that its page has: what is on air first, then what can be seen again.
const OF_SHOP: i64 = 4;

#[derive(Template)]
#[template(path = "live/views/_of_shop.html")]
struct ShopPanel<'a> {
    shell: &'a Shell,
    lang: Lang,
    shows: Vec<Shown>,
}

pub fn of_shop<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let Some(shop) = looking.shop else { return Ok(Vec::new()) };
        let rooms = live::list_seen_of_shop(tx, shop, OF_SHOP).await?;
        if rooms.is_empty() {
            return Ok(Vec::new());
        }
        let shows = shown(tx, rooms).await?;
        let panel = ShopPanel { shell: &looking.shell, lang: looking.lang, shows };
        Ok(vec![("main", panel.render().map_err(DbError::draw)?)])
    })
}

/// On the page of a village the shows of its shops.
pub fn of_village<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let rooms = live::list_seen_of_village(tx, &looking.place, OF_SHOP).await?;
        if rooms.is_empty() {
            return Ok(Vec::new());
        }
        let shows = shown(tx, rooms).await?;
        let panel = ShopPanel { shell: &looking.shell, lang: looking.lang, shows };
        Ok(vec![("main", panel.render().map_err(DbError::draw)?)])
    })
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

#[derive(Template)]
#[template(path = "live/views/_unrecorded.html")]
struct Unrecorded<'a> {
    shell: &'a Shell,
    count: i64,
}

#[derive(Template)]
#[template(path = "live/views/_disk.html")]
struct Disk<'a> {
    shell: &'a Shell,
    used: String,
    free: String,
}

pub fn of_operator<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let (shell, mut drawn) = (&looking.shell, Vec::new());
        let count = live::count_unrecorded(tx, looking.now - days(TOLD)).await?;
        if count > 0 {
            drawn.push(("notices", Unrecorded { shell, count }.render().map_err(DbError::draw)?));
        }
        if let Some(found) = live::measured(tx).await? {
            let [used, free] =
                [found.used_bytes, found.free_bytes].map(|bytes| shell.tenths(&(bytes / TENTH)));
            drawn.push(("stats", Disk { shell, used, free }.render().map_err(DbError::draw)?));
        }
        Ok(drawn)
    })
}
