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
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Paging, Problem},
};

use super::Marks;
use crate::catalog::{self, Card, Craft, Look, Section, structured::of_shop};

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
    pub marks: Marks,
    pub asked: Look,
    pub parts: Vec<Part>,
    /// The address of all its things.
    pub all: String,
    /// Whether there is enough to look for something in it.
    pub is_large: bool,
    pub older: String,
    pub origin: String,
    pub canonical: String,
    /// Schema.org's Organization, as JSON.
    pub about: String,
}

impl StoryPage {
    fn path(&self) -> String {
        format!("/shops/{}", self.story.shop.handle)
    }

    /// A sentence on the shop, for those who find it elsewhere.
    fn description(&self) -> String {
        match (self.story.tagline(), self.story.place()) {
            ("", place) if place.is_empty() => self.shell.t("meta-market").to_owned(),
            ("", place) => self.shell.say("shop-meta", &[("shop", self.story.name()), ("place", &place)]),
            (tagline, _) => tagline.to_owned(),
        }
    }

    /// What stands for the shop where its address is shared: its cover, or the first thing it sells.
    fn picture(&self) -> Option<String> {
        let covers = self.cards.iter().map(|card| &card.cover);
        let file = std::iter::once(&self.story.shop.cover).chain(covers).find(|file| !file.is_empty())?;
        Some(format!("{}/media/{file}-1280.webp", self.origin))
    }
}

/// A part of the shop, and the way to it.
pub struct Part {
    pub words: String,
    pub href: String,
    pub listings: i64,
    pub is_chosen: bool,
}

/// Things from which on a shop is searched.
const MANY: i64 = 9;

/// `GET /shops/{handle}`
pub async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    paging: Paging,
) -> Result<Response, Problem> {
    let (before, limit) = (paging.before, paging.limit.and_one_more());
    let asked = Look::read(paging.asked.value("q"), paging.asked.value("section"));
    let story = Story::find(&market, &visit, &handle).await?;
    let (shop, is_closed, wanted) = (story.shop.id, story.is_closed, asked.clone());
    let look = async move |tx: &mut Tx| {
        if is_closed {
            return Ok((Vec::new(), Vec::new()));
        }
        Ok::<_, DbError>((
            catalog::look(tx, shop, &wanted, before, limit).await?,
            catalog::sections(tx, shop).await?,
        ))
    };
    let (cards, sections) = market.db.read(look).await?;
    let (cards, older) = paging.cut(cards, |last| last.id.number());
    let origin = market.config.public_url.trim_end_matches('/').to_owned();
    let canonical = format!("{origin}/shops/{handle}");
    let shell = visit.shell("browse");
    let panels = panels::draw(&visit, "shop", visit.looking(shell.clone(), Some(shop), 0)).await;
    let marks = Marks::draw(&visit, &cards).await;
    let is_large = sections.iter().map(|section| section.listings).sum::<i64>() >= MANY;
    let parts = parts(&shell, &paging, &asked, sections);
    let all = paging.address(&[("q", ""), ("section", "")]);
    let lang = visit.lang;
    let mut page = StoryPage {
        shell,
        lang,
        story,
        panels,
        cards,
        marks,
        asked,
        parts,
        all,
        is_large,
        older,
        origin,
        canonical,
        about: String::new(),
    };
    page.about = of_shop(
        &page.origin,
        lang,
        &page.story.shop,
        page.picture().as_deref(),
        page.panels.each("organization"),
    );
    views::page(&page)
}

/// The parts of a shop that has more than one.
fn parts(shell: &Shell, paging: &Paging, asked: &Look, sections: Vec<Section>) -> Vec<Part> {
    if sections.len() < 2 {
        return Vec::new();
    }
    let part = |section: Section| Part {
        words: match Craft::parse(&section.name) {
            Some(craft) => shell.of("craft", craft.code),
            None => section.name.clone(),
        },
        href: paging.address(&[("section", &section.name)]),
        listings: section.listings,
        is_chosen: section.name == asked.section,
    };
    sections.into_iter().map(part).collect()
}
