use askama::Template;
use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use kernel::Currency;
use people::{
    panels::{self, Panels},
    visit::Visit,
};
use platform::{
    db::Tx,
    i18n::Lang,
    views::{self, Shell},
    web::Problem,
};

use super::{
    common::SEARCHES,
    explained::Explained,
    facets::{FacetGroup, groups, perks},
    near::Near,
};
use crate::{
    Goods,
    catalog::{CRAFTS, pages::Marks},
    search::{
        PageStart, SearchResult, Sort,
        asked::SearchRequest,
        chips::{Chip, chips},
        demand,
    },
};

/// `/browse` and `/search`: the same list, with words or without.
pub async fn index(
    State(market): State<Goods>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let mut asked = SearchRequest::read(query.as_deref().unwrap_or_default());
    asked.explains &= visit.operator().is_ok();
    if !asked.words.is_empty() {
        market.limits.take(SEARCHES, visit.from.clone())?;
    }
    let found = market.index.find(&market, &asked.query(market.config.currency)).await?;
    if asked.place == PageStart::Start && !asked.words.is_empty() {
        tell(&market, &visit, &asked, found.total);
    }
    let shell = visit.shell("browse");
    let away = found.distances.iter().map(|(id, km)| (*id, away(&shell, *km)));
    let marks = Marks::with_prices(&visit, &found.hits, found.prices.clone()).await;
    let marks = marks.with_away(away.collect());
    let panels = panels::draw(&visit, "browse", visit.looking(visit.shell("browse"), None, 0)).await;
    let near = Near::of(&shell, visit.lang, asked.near);
    views::page(&BrowsePage { panels, ..BrowsePage::new(&market, &visit, asked, found, marks, near) })
}

/// How far a shop is, in words: the further, the rounder.
fn away(shell: &Shell, km: i64) -> String {
    let round = |to: i64| (km + to / 2) / to * to;
    match km {
        ..10 => shell.n("search-away-near", 10),
        10..100 => shell.n("search-away", round(10)),
        100..1_000 => shell.n("search-away", round(50)),
        _ => shell.n("search-away", round(100)),
    }
}

/// Count the query of a person; whoever asked does not wait for it.
fn tell(market: &Goods, visit: &Visit, asked: &SearchRequest, found: i64) {
    if !visit.is_person {
        return;
    }
    let (market, words, now) = (market.clone(), asked.words.clone(), market.now());
    let (account, from, lang) = (visit.account_id().ok(), visit.from.clone(), visit.lang);
    tokio::spawn(async move {
        let count =
            async move |tx: &mut Tx| demand::asked(tx, now, account, &from, lang, (&words, found)).await;
        if let Err(error) = market.db.write(count).await {
            tracing::warn!(%error, "a query was not counted");
        }
    });
}

#[derive(Template)]
#[template(path = "search/views/browse.html")]
struct BrowsePage {
    shell: Shell,
    lang: Lang,
    asked: SearchRequest,
    found: SearchResult,
    marks: Marks,
    near: Near,
    groups: Vec<FacetGroup>,
    chips: Vec<Chip>,
    title: String,
    sorts: Vec<Sort>,
    newer: String,
    older: String,
    crafts: Vec<(String, String)>,
    canonical: String,
    /// How each thing came to its place, for operators who ask.
    explained: Option<Explained>,
    /// In which currency a range of prices is asked for.
    sign: &'static str,
    panels: Panels,
}

impl BrowsePage {
    fn new(
        market: &Goods,
        visit: &Visit,
        asked: SearchRequest,
        found: SearchResult,
        marks: Marks,
        near: Near,
    ) -> Self {
        let shell = visit.shell("browse");
        let home = market.config.currency;
        let currency = Currency::parse(&asked.filter.currency).unwrap_or(home);
        let way = |place: &'static str, cursor: Option<kernel::Cursor>| {
            cursor.map(|cursor| asked.page(place, &cursor.to_string())).unwrap_or_default()
        };
        let title = if !asked.words.is_empty() {
            shell.say("search-title", &[("words", &asked.words)])
        } else {
            let craft = asked.filter.craft.only().map(|craft| shell.of("craft", craft));
            craft.unwrap_or_else(|| shell.t("nav-browse").to_owned())
        };
        let mut sorts = if asked.words.is_empty() {
            vec![Sort::Newest, Sort::Cheapest, Sort::Dearest]
        } else {
            vec![Sort::Fitting, Sort::Newest, Sort::Cheapest, Sort::Dearest]
        };
        sorts.extend(asked.near.map(|_| Sort::Near));
        let origin = market.config.public_url.trim_end_matches('/');
        Self {
            near,
            lang: visit.lang,
            groups: groups(&shell, &asked, &found.facets, currency)
                .into_iter()
                .chain(perks(&shell, &asked, &found.facets, &market.capabilities))
                .collect(),
            chips: chips(&shell, &asked, &found.facets, &market.capabilities, currency),
            newer: way("before", found.newer),
            older: way("after", found.older),
            crafts: CRAFTS.iter().map(|it| (it.code.to_owned(), shell.of("craft", it.code))).collect(),
            canonical: format!("{origin}{}", asked.first()),
            explained: Explained::of(&shell, visit.lang, asked.explains, &found),
            sign: shell.sign(&currency),
            panels: Panels::default(),
            title,
            sorts,
            asked,
            found,
            marks,
            shell,
        }
    }

    fn count(&self) -> String {
        let key = if self.found.is_capped { "search-count-capped" } else { "search-count" };
        self.shell.n(key, self.found.total)
    }

    fn description(&self) -> String {
        let count = self.count();
        if self.asked.filter.craft.only().is_none() {
            return self.shell.say("search-meta", &[("count", &count)]);
        }
        self.shell.say("search-meta-craft", &[("craft", &self.title), ("count", &count)])
    }

    fn chosen(&self) -> usize {
        self.chips.len()
    }

    fn is_filtered(&self) -> bool {
        self.asked.is_filtered()
    }

    /// What the button says that shows what was chosen.
    fn show(&self) -> String {
        self.shell.say("search-show", &[("count", &self.count())])
    }

    fn path(&self) -> &'static str {
        if self.asked.words.is_empty() { "/browse" } else { "/search" }
    }

    fn without_filter(&self) -> String {
        self.asked.unfiltered()
    }
}
