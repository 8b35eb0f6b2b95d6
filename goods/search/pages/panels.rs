//! What the home page shows whoever looks: what the shops they follow have put out, and what they look for again and again.

use askama::Template;
use people::capability::{Drawn, Looking};
use platform::{
    Later,
    db::{DbError, Tx},
    i18n::Lang,
    views::Shell,
};

use crate::{
    catalog::{self, Card, pages::Marks},
    search::saved,
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
        let panel = HomePanel { shell, lang: looking.lang, marks: Marks::default(), news, searches };
        Ok(vec![("mine", panel.render().map_err(DbError::draw)?)])
    })
}
