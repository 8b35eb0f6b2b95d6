//! Villages, for everybody: what is published, and nothing exact that is not.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use goods::catalog::{self, Card, pages::Marks};
use kernel::ShopId;
use people::{
    accounts,
    capability::Looking,
    panels::{self, Panels},
    shops::{self, Shop},
    visit::Visit,
};
use platform::{
    db::Tx,
    i18n::Lang,
    views::{self, Shell},
    web::{Paging, Problem},
};

use super::common::code_of;
use crate::{
    Commons,
    villages::{
        Division, DivisionCode, Fact, FactKind, PlaceStory, divisions,
        divisions::{DivisionChange, Level},
        facts, open_members,
        publication::{self, Publication, PublishedSum},
        recognition::{self, Period, Verdict},
        stewards_of, story,
    },
};

/// Results of a search, recognised places, children and things that one page shows.
const FOUND: i64 = 30;
const CHILDREN: i64 = 300;

const THINGS: usize = 12;

#[derive(Template)]
#[template(path = "villages/views/index.html")]
struct VillagesPage {
    shell: Shell,
    words: String,
    found: Vec<Vec<Division>>,
    newest: Option<Publication>,
    recognised: Vec<(Division, Verdict)>,
    /// The address of the next page of them, if there is one.
    further: String,
    top: Vec<Division>,
}

/// `GET /villages`: `words` are looked for.
pub async fn index(State(market): State<Commons>, visit: Visit, paging: Paging) -> Result<Response, Problem> {
    let words: String = paging.asked.value("words").chars().take(80).collect();
    let country = market.config.country.map_or("CN", kernel::Country::code).to_owned();
    let (asked, after) = (words.clone(), paging.asked.value("after").to_owned());
    let limit = paging.limit.and_one_more();
    let look = async move |tx: &mut Tx| {
        let mut found = Vec::new();
        for division in divisions::store::seek(tx, &asked, &country, FOUND).await? {
            found.push(divisions::store::line(tx, &division.code).await?);
        }
        let newest = publication::store::list(tx).await?.into_iter().next();
        let recognised = match &newest {
            Some(newest) => recognition::store::recognised(tx, newest.period, &after, limit).await?,
            None => Vec::new(),
        };
        let codes: Vec<DivisionCode> = recognised.iter().map(|it| it.division.clone()).collect();
        let named = divisions::store::find_several(tx, &codes).await?;
        let top = divisions::store::children(tx, None, "", CHILDREN).await?;
        Ok((found, newest, (recognised, named), top))
    };
    let (found, newest, (recognised, named), top) = market.read(look).await?;
    let (recognised, further) = paging.cut_by(recognised, |last| [("after", last.division.to_string())]);
    let with_name = |it: Verdict| {
        let division = named.iter().find(|division| division.code == it.division)?.clone();
        Some((division, it))
    };
    let recognised = recognised.into_iter().filter_map(with_name).collect();
    let shell = visit.shell("villages");
    views::page(&VillagesPage { shell, words, found, newest, recognised, further, top })
}

#[derive(Template)]
#[template(path = "villages/views/show.html")]
struct VillagePage {
    shell: Shell,
    lang: Lang,
    line: Vec<Division>,
    division: Division,
    children: Vec<Division>,
    changes: Vec<DivisionChange>,
    told: PlaceStory,
    facts: Vec<Fact>,
    shops: Vec<Shop>,
    /// The address of the next page of shops, if there is one.
    older: String,
    cards: Vec<Card>,
    marks: Marks,
    panels: Panels,
    /// The names of those who look after it.
    stewards: Vec<String>,
    /// Of the published periods, the newest first.
    verdicts: Vec<Verdict>,
    sums: Vec<(Period, PublishedSum)>,
}

impl VillagePage {
    fn story(&self) -> Vec<&str> {
        let own = self.lang == Lang::Chinese || self.told.story_en.is_empty();
        let story = if own { &self.told.story } else { &self.told.story_en };
        story.split("\n\n").map(str::trim).filter(|words| !words.is_empty()).collect()
    }

    fn is_village(&self) -> bool {
        self.division.level == Level::Village
    }

    /// The newest figure of each kind.
    fn newest_facts(&self) -> Vec<&Fact> {
        let mut newest: Vec<&Fact> = Vec::new();
        for fact in &self.facts {
            if newest.iter().all(|it| it.kind != fact.kind) {
                newest.push(fact);
            }
        }
        newest
    }

    fn figure(&self, fact: &Fact) -> String {
        figure(&self.shell, fact)
    }

    fn is_recognised(&self) -> bool {
        self.verdicts.first().is_some_and(|it| it.outcome.is_recognised())
    }
}

/// What is said of a figure.
pub fn figure(shell: &Shell, fact: &Fact) -> String {
    match fact.money() {
        Some(money) if fact.kind == FactKind::Income => shell.money(&money),
        _ => shell.number(fact.value),
    }
}

/// `GET /villages/{code}`
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path(code): Path<String>,
    paging: Paging,
) -> Result<Response, Problem> {
    let code = code_of(&code)?;
    let (before, limit) = (paging.before, paging.limit.and_one_more());
    let looking = Looking { place: code.to_string(), ..visit.looking(visit.shell("villages"), None, 0) };
    let look = async move |tx: &mut Tx| {
        let line = divisions::store::line(tx, &code).await?;
        let Some(division) = line.last().cloned() else { return Ok(None) };
        let children = divisions::store::children(tx, Some(&code), "", CHILDREN).await?;
        let changes = divisions::store::changes_of(tx, &code).await?;
        let mut known = facts(tx, &code).await?;
        // The income is the county's.
        if let Some(county) = line.iter().find(|it| it.level == Level::County && it.code != code) {
            known.extend(facts(tx, &county.code).await?);
        }
        let ids = open_members(tx, &code, before, limit).await?;
        let shops = shops::find_several(tx, &ids).await?;
        let mut cards = Vec::new();
        for shop in shops.iter().take(THINGS) {
            cards.extend(catalog::list_of_shop(tx, shop.id, i64::MAX, 2).await?);
        }
        cards.truncate(THINGS);
        let published: Vec<Period> = publication::store::list(tx).await?.iter().map(|it| it.period).collect();
        let mut verdicts: Vec<Verdict> = Vec::new();
        for verdict in recognition::store::verdicts_of(tx, &code).await? {
            let is_newest = verdicts.iter().all(|it| it.period != verdict.period);
            if is_newest && published.contains(&verdict.period) && verdict.is_final() {
                verdicts.push(verdict);
            }
        }
        let sums = publication::store::sums_of(tx, code.as_str()).await?;
        let told = story(tx, &code).await?;
        let mut stewards = Vec::new();
        for account in stewards_of(tx, &code).await? {
            let found = accounts::find(tx, account).await?;
            stewards.extend(found.filter(|it| it.closed_at.is_none()).map(|it| it.name));
        }
        let (told, shops) = ((told, stewards), (ids, shops));
        Ok(Some((line, division, children, changes, known, shops, cards, verdicts, sums, told)))
    };
    let (line, division, children, changes, facts, (ids, shops), cards, verdicts, sums, (told, stewards)) =
        market.find(look).await?;
    let (ids, older) = paging.cut(ids, |last| last.get());
    let named = |id: &ShopId| shops.iter().find(|shop| shop.id == *id).cloned();
    let shops = ids.iter().filter_map(named).collect();
    let marks = Marks::draw(&visit, &cards).await;
    let panels = panels::draw(&visit, "village", looking).await;
    let (shell, lang) = (visit.shell("villages"), visit.lang);
    views::page(&VillagePage {
        shell,
        lang,
        line,
        division,
        children,
        changes,
        told,
        facts,
        shops,
        older,
        cards,
        marks,
        panels,
        stewards,
        verdicts,
        sums,
    })
}
