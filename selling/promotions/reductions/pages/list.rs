use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use kernel::{ShopId, Timestamp, days};
use people::{
    choices::{self, Choice},
    market::Market,
    shops::Desk,
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    views::{self, Shell},
    web::{Fields, Paging, Problem},
};

use super::common::{act_of, terms, tone};
use crate::promotions::{
    MARKET,
    pages::Side,
    read::local,
    reductions::{
        KeptReduction, MakeError, ReductionAct, ReductionId, Sort, Thing, list, make,
        read::{blame, read_reduction},
        take_reduction_step, things,
    },
};

/// Rows of a form; those that are left empty are none.
const ROWS: usize = 4;

#[derive(Template)]
#[template(path = "promotions/reductions/views/index.html")]
struct ReductionsPage {
    shell: Shell,
    desk: Option<Desk>,
    current: &'static str,
    base: String,
    list: Vec<KeptReduction>,
    things: Vec<Thing>,
    older: String,
    may_change: bool,
    now: Timestamp,
}

impl ReductionsPage {
    fn tone(&self, kept: &KeptReduction) -> &'static str {
        tone(kept.standing(self.now))
    }

    fn terms(&self, kept: &KeptReduction) -> Vec<String> {
        terms(&self.shell, kept)
    }

    /// What it is about: the names of the listings, each once.
    fn about(&self, kept: &KeptReduction) -> Vec<&str> {
        let is_it = |thing: &&Thing| kept.listings.contains(&thing.listing.number());
        let mut names: Vec<&str> =
            self.things.iter().filter(is_it).map(|thing| thing.title.as_str()).collect();
        names.dedup();
        names
    }

    fn sorts(&self) -> &'static [Sort] {
        sorts(self.desk.is_some())
    }
}

/// What can be made: shops take off in every way, the market from an amount on.
fn sorts(is_shop: bool) -> &'static [Sort] {
    if is_shop { Sort::ALL } else { &[Sort::Threshold] }
}

/// Where these pages are below a desk.
const SECTION: &str = "reductions";

async fn things_of(tx: &mut Tx, owner: ShopId) -> Result<Vec<Thing>, DbError> {
    if owner == MARKET { Ok(Vec::new()) } else { things(tx, owner).await }
}

async fn index(market: &Market, visit: &Visit, side: Side, paging: Paging) -> Result<Response, Problem> {
    let (owner, limit) = (side.owner, paging.limit.and_one_more());
    let read = async move |tx: &mut Tx| {
        Ok::<_, DbError>((list(tx, owner, paging.before, limit).await?, things_of(tx, owner).await?))
    };
    let (found, things) = market.db.read(read).await?;
    let (list, older) = paging.cut(found, |last| last.id.number());
    let shell = side.shell(visit);
    let Side { desk, section: current, base, may_change, .. } = side;
    let now = visit.now;
    views::page(&ReductionsPage { shell, desk, current, base, list, things, older, may_change, now })
}

/// `GET /desk/{handle}/reductions`
pub async fn of_shop(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    paging: Paging,
) -> Result<Response, Problem> {
    let side = Side::of_shop(&market, &visit, &handle, SECTION).await?;
    index(&market, &visit, side, paging).await
}

/// `GET /operator/reductions`
pub async fn of_market(
    State(market): State<Market>,
    visit: Visit,
    paging: Paging,
) -> Result<Response, Problem> {
    let side = Side::of_market(&market, &visit, SECTION)?;
    index(&market, &visit, side, paging).await
}

#[derive(Template)]
#[template(path = "promotions/reductions/views/new.html")]
struct NewReductionPage {
    shell: Shell,
    desk: Option<Desk>,
    current: &'static str,
    base: String,
    form: Fields,
    sort: Sort,
    things: Vec<Thing>,
    currencies: Vec<Choice>,
    symbol: &'static str,
    zone: String,
}

impl NewReductionPage {
    fn rows(&self) -> std::ops::Range<usize> {
        0..ROWS
    }

    fn named(&self, list: &str, row: &usize, name: &str) -> String {
        format!("{list}.{row}.{name}")
    }

    /// What a quantity is counted in.
    fn units(&self, chosen: &str) -> Vec<Choice> {
        let choice = |unit: &str| Choice {
            value: unit.to_owned(),
            words: self.shell.of("reduction-unit", unit),
            chosen: unit == chosen,
        };
        ["pieces", "kilos"].map(choice).to_vec()
    }

    /// Variants to choose from, with what they cost.
    fn variants(&self, chosen: &str) -> Vec<Choice> {
        let words = |thing: &Thing| {
            let choices = thing.choices.join(" / ");
            let price = self.shell.money(&thing.price);
            [thing.title.as_str(), &choices, &price]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" · ")
        };
        let choice = |thing: &Thing| {
            let value = thing.variant.to_string();
            Choice { chosen: value == chosen, words: words(thing), value }
        };
        self.things.iter().map(choice).collect()
    }

    fn listings(&self, chosen: &str) -> Vec<Choice> {
        let mut all: Vec<Choice> = Vec::new();
        for thing in &self.things {
            let value = thing.listing.to_string();
            if all.last().is_none_or(|last| last.value != value) {
                all.push(Choice { chosen: value == chosen, words: thing.title.clone(), value });
            }
        }
        all
    }

    fn is_chosen(&self, kind: &str) -> bool {
        self.form.value("kind") == kind
    }

    fn kinds(&self) -> &'static [&'static str] {
        match self.sort {
            Sort::Tiers => &[],
            Sort::Campaign | Sort::Bundle => &["percent", "amount", "price"],
            Sort::Threshold => &["percent", "amount"],
        }
    }
}

async fn form_page(market: &Market, visit: &Visit, side: Side, form: Fields) -> Result<Response, Problem> {
    let shell = side.shell(visit);
    let owner = side.owner;
    let things = market.db.read(async move |tx: &mut Tx| things_of(tx, owner).await).await?;
    let Side { desk, section: current, base, zone, currency, .. } = side;
    let sort = Sort::parse(form.value("sort")).filter(|sort| sorts(desk.is_some()).contains(sort));
    let sort = sort.unwrap_or(Sort::Threshold);
    let symbol = currency.map_or("", |currency| shell.sign(&currency));
    let currencies = match currency {
        Some(_) => Vec::new(),
        None => choices::currencies(&shell, form.value("currency")),
    };
    let page = NewReductionPage { shell, desk, current, base, form, sort, things, currencies, symbol, zone };
    views::show(&page, page.form.is_good())
}

async fn new(market: &Market, visit: &Visit, side: Side, query: Option<String>) -> Result<Response, Problem> {
    if !side.may_change {
        return Err(Problem::forbidden());
    }
    let mut form = Fields::from_query(query.as_deref().unwrap_or_default());
    let sort = Sort::parse(form.value("sort")).unwrap_or(Sort::Threshold);
    form.set("sort", sort.name());
    form.set("kind", "percent");
    form.set("currency", market.config.currency.code());
    form.set("from", local(visit.now, &side.zone));
    if sort != Sort::Tiers {
        form.set("until", local(visit.now + days(30), &side.zone));
    }
    form_page(market, visit, side, form).await
}

/// `GET /desk/{handle}/reductions/new`: of a `sort`, of a `listing` or a `variant` if it is known already.
pub async fn new_of_shop(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let side = Side::of_shop(&market, &visit, &handle, SECTION).await?;
    new(&market, &visit, side, query).await
}

/// `GET /operator/reductions/new`
pub async fn new_of_market(
    State(market): State<Market>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let side = Side::of_market(&market, &visit, SECTION)?;
    new(&market, &visit, side, query).await
}

async fn create(market: &Market, visit: &Visit, side: Side, mut form: Fields) -> Result<Response, Problem> {
    if !side.may_change {
        return Err(Problem::forbidden());
    }
    let currency = side.read_currency(&mut form);
    let new = read_reduction(&mut form, currency.unwrap_or(market.config.currency), &side.zone);
    let Some(new) = new.filter(|_| currency.is_some()) else {
        return form_page(market, visit, side, form).await;
    };
    let (by, now, sort) = (side.by, visit.now, new.sort);
    let act = async move |tx: &mut Tx| make(tx, &by, now, new.clone()).await;
    match market.db.write(act).await {
        Ok(_) => Ok(redirect(&side.base, "done-reduction-made")),
        Err(error @ (MakeError::Forbidden(_) | MakeError::Store(_) | MakeError::TooMany)) => {
            Err(error.into())
        }
        Err(error) => {
            blame(&mut form, Some(sort), &error);
            form_page(market, visit, side, form).await
        }
    }
}

/// `POST /desk/{handle}/reductions`
pub async fn create_of_shop(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    form: Fields,
) -> Result<Response, Problem> {
    let side = Side::of_shop(&market, &visit, &handle, SECTION).await?;
    create(&market, &visit, side, form).await
}

/// `POST /operator/reductions`
pub async fn create_of_market(
    State(market): State<Market>,
    visit: Visit,
    form: Fields,
) -> Result<Response, Problem> {
    let side = Side::of_market(&market, &visit, SECTION)?;
    create(&market, &visit, side, form).await
}

async fn take(
    market: &Market,
    visit: &Visit,
    side: Side,
    id: ReductionId,
    noun: &str,
) -> Result<Response, Problem> {
    let (act, done) = act_of(noun).ok_or_else(Problem::not_found)?;
    let (by, now) = (side.by, visit.now);
    market.db.write(async move |tx: &mut Tx| take_reduction_step(tx, &by, now, id, act).await).await?;
    Ok(redirect(&side.base, done))
}

/// `POST /desk/{handle}/reductions/{id}/{step}`: `pause`, `resumption` or `end`.
pub async fn step_of_shop(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id, noun)): Path<(String, ReductionId, String)>,
) -> Result<Response, Problem> {
    let side = Side::of_shop(&market, &visit, &handle, SECTION).await?;
    take(&market, &visit, side, id, &noun).await
}

/// `POST /operator/reductions/{id}/{step}`
pub async fn step_of_market(
    State(market): State<Market>,
    visit: Visit,
    Path((id, noun)): Path<(ReductionId, String)>,
) -> Result<Response, Problem> {
    let side = Side::of_market(&market, &visit, SECTION)?;
    take(&market, &visit, side, id, &noun).await
}
