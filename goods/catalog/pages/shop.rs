//! A shop as its visitor sees it: its story, and what it sells.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use people::{
    market::Market,
    panels::{self, Panels},
    shops::pages::Story,
    visit::Visit,
};
use platform::{
    db::Tx,
    i18n::Lang,
    views::{self, Shell},
    web::{Paging, Problem},
};

use crate::catalog::{self, Card};

#[derive(Template)]
#[template(path = "catalog/views/shop.html")]
pub struct StoryPage {
    pub shell: Shell,
    pub lang: Lang,
    pub story: Story,
    /// What other capabilities add.
    pub panels: Panels,
    /// What the shop sells, the newest first.
    pub cards: Vec<Card>,
    pub older: String,
    pub origin: String,
    pub canonical: String,
}

impl StoryPage {
    /// What stands for the shop where its address is shared: its cover, or the first thing it sells.
    fn picture(&self) -> Option<String> {
        let covers = self.cards.iter().map(|card| &card.cover);
        let file = std::iter::once(&self.story.shop.cover).chain(covers).find(|file| !file.is_empty())?;
        Some(format!("{}/media/{file}-1280.webp", self.origin))
    }
}

/// `GET /shops/{handle}`
pub async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    paging: Paging,
) -> Result<Response, Problem> {
    let (before, limit) = (paging.before, paging.limit.and_one_more());
    let story = Story::find(&market, &visit, &handle).await?;
    let (shop, is_closed) = (story.shop.id, story.is_closed);
    let look = async move |tx: &mut Tx| {
        if is_closed { Ok(Vec::new()) } else { catalog::list_of_shop(tx, shop, before, limit).await }
    };
    let (cards, older) = paging.cut(market.db.read(look).await?, |last| last.id.number());
    let origin = market.config.public_url.trim_end_matches('/').to_owned();
    let canonical = format!("{origin}/shops/{handle}");
    let shell = visit.shell("browse");
    let panels = panels::draw(&visit, "shop", visit.looking(shell.clone(), Some(shop), 0)).await;
    views::page(&StoryPage { shell, lang: visit.lang, story, panels, cards, older, origin, canonical })
}
