//! What the home page shows whoever looks: what the shops they follow have put out, and what they look for again and again.

use askama::Template;
use people::capability::{Drawn, Looking};
use platform::{
    Later,
    db::{DbError, Tx},
    i18n::Lang,
    views::Shell,
};

use super::near;
use crate::{
    catalog::{self, Card, pages::Marks},
    search::{asked::SearchRequest, point::Point, saved},
};

/// Things and searches that are shown.
const SHOWN: i64 = 8;

#[derive(Template)]
#[template(path = "search/views/_home.html")]
struct HomePanel<'a> {
    shell: &'a Shell,
    lang: Lang,
    marks: Marks,
    /// Of followed shops.
    news: Vec<Card>,
    /// Where each leads, and what it is called.
    searches: Vec<(String, String)>,
}

pub fn of_home<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let Some(holder) = looking.holder else { return Ok(Vec::new()) };
        let news = match looking.account {
            Some(account) => catalog::news_of_followed(tx, account, looking.now, SHOWN).await?,
            None => Vec::new(),
        };
        let searches = saved::list(tx, holder, i64::MAX, SHOWN).await?;
        if news.is_empty() && searches.is_empty() {
            return Ok(Vec::new());
        }
        let shell = &looking.shell;
        let named = |search: &saved::SavedSearch| {
            (search.newest(), search.name(shell, &looking.capabilities, looking.currency))
        };
        let searches = searches.iter().map(named).collect();
        let marks = Marks::within(tx, looking, &news).await?;
        let panel = HomePanel { shell, lang: looking.lang, marks, news, searches };
        Ok(vec![("mine", panel.render().map_err(DbError::draw)?)])
    })
}

#[derive(Template)]
#[template(path = "search/views/_save.html")]
struct SavePanel<'a> {
    shell: &'a Shell,
    essence: String,
    is_saved: bool,
}

#[derive(Template)]
#[template(path = "search/views/_near_home.html")]
struct HomePlace {
    value: String,
    name: String,
}

/// What whoever looks around may do with what they chose: save it, and look near their own home.
pub fn of_browse<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let mut drawn = Vec::new();
        let home = match looking.account {
            Some(account) => near::home_of(tx, account).await?,
            None => None,
        };
        if let Some((country, region)) = home
            && let Some(point) = Point::of_region(region)
        {
            let place = region.name_in(country, looking.lang);
            let name = looking.shell.say("search-near-home", &[("place", place)]);
            let place = HomePlace { value: point.to_string(), name };
            drawn.push(("home", place.render().map_err(DbError::draw)?));
        }
        let query = looking.shell.path.split_once('?').map(|(_, query)| query).unwrap_or_default();
        let essence = SearchRequest::read(query).essence();
        if !essence.is_empty() {
            let is_saved = match looking.holder {
                Some(holder) => saved::find_same(tx, holder, &essence).await?.is_some(),
                None => false,
            };
            let panel = SavePanel { shell: &looking.shell, essence, is_saved };
            drawn.push(("save", panel.render().map_err(DbError::draw)?));
        }
        Ok(drawn)
    })
}
