//! A place as whoever looks after it sees it.

use kernel::{Actor, Country, Day, Forbidden, Timestamp};
use platform::{
    audit,
    db::{DbError, Tx},
};
use serde_json::json;

use super::{
    store,
    year::{Placed, percent},
};
use crate::{
    insights::{
        market::{Measure, SHOPS, To, Told, cells, figures_of},
        span::month,
    },
    villages::{
        self, Division, DivisionCode, Fact, FactKind, PlaceError,
        divisions::Level,
        recognition,
        sales::{self, Days},
    },
};

/// Places of a ranking.
const RANKED: i64 = 300;
/// Days of a village that are told one by one.
const DAYS: i64 = 56;

/// A place as whoever looks after it sees it.
pub struct Dashboard {
    /// The place with all in which it lies, the largest first; nothing of a country.
    pub line: Vec<Division>,
    /// Months since the year 0, before which the year is over.
    pub until: i64,
    /// The last twelve months that are over and this one, the oldest first: what was sold, and a year before.
    pub months: Vec<(i64, Option<i64>, Option<i64>)>,
    /// The year's figures, and those of the year before.
    pub told: Vec<Told>,
    /// Growth of shops that were there in both years, in percent; none where fewer than five were.
    pub like: Option<i64>,
    /// At the end of the last month, by the rule in force: with the shop itself, and besides it.
    pub jobs: (i64, i64),
    /// What the county has published of its income a head.
    pub income: Option<Fact>,
    /// The places within, the one that sold most first.
    pub ranking: Vec<Placed>,
    /// Of a village its last days.
    pub days: Days,
}

impl Dashboard {
    /// A figure of the whole place.
    pub fn whole(&self, measure: Measure) -> Option<i64> {
        let is = |told: &&Told| told.measure == measure.name() && told.key.is_empty();
        self.told.iter().find(is).and_then(|told| told.value)
    }

    /// By how many percent more was sold than in the year before.
    pub fn growth(&self) -> Option<i64> {
        let is = |told: &&Told| told.measure == Measure::Sales.name() && told.key.is_empty();
        self.told.iter().find(is).and_then(Told::growth)
    }

    /// What was sold for each household with a shop, as far as shops have named theirs.
    pub fn each_household(&self) -> Option<i64> {
        self.whole(Measure::Sales)?.checked_div(self.whole(Measure::Households)?)
    }
}

#[derive(Debug, thiserror::Error)]
pub enum LookError {
    #[error(transparent)]
    Place(#[from] PlaceError),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("it could not be read")]
    Store(#[from] DbError),
}

/// A place for its steward; that they looked is noted.
pub async fn look(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    code: &DivisionCode,
    today: Day,
) -> Result<Dashboard, LookError> {
    let line = villages::look(tx, by, now, code).await?;
    Ok(dashboard(tx, code.as_str(), line, today).await?)
}

/// A country, for whoever runs the market; that they looked is noted.
pub async fn look_at_country(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    country: Country,
    today: Day,
) -> Result<Dashboard, LookError> {
    by.operator()?;
    audit::record(tx, now, by.account().ok(), "insights.look", country.code(), &json!({})).await?;
    Ok(dashboard(tx, country.code(), Vec::new(), today).await?)
}

/// Cost: two years of months of one place, and a line for each place in it.
async fn dashboard(tx: &mut Tx, place: &str, line: Vec<Division>, today: Day) -> Result<Dashboard, DbError> {
    let this = month(today.number());
    let mut cells = cells(tx, place, this - 24, this + 1).await?;
    let sold = |of: i64| {
        let found = cells.iter().find(|it| it.month == of && it.measure == Measure::Sales);
        found.map(|it| it.value)
    };
    let months = (this - 12..=this).map(|of| (of, sold(of), sold(of - 12))).collect();
    // What there is at the end of the year is nothing where the last month has none of it.
    cells.retain(|it| {
        it.month < this && (!it.measure.is_stock() || it.month == this - 1 || it.month == this - 13)
    });
    let year = this - 12..this;
    let within = |measure: Measure| {
        let all = cells.iter().filter(move |it| it.measure == measure);
        all.filter(|it| year.contains(&it.month))
            .fold((0_i64, 0_i64), |sum, it| (sum.0.saturating_add(it.value), sum.1.max(it.behind)))
    };
    let (like, like_before) = (within(Measure::Like), within(Measure::LikeBefore));
    let like = percent(like.0, like_before.0).filter(|_| like.1.min(like_before.1) >= SHOPS);
    let told = figures_of(To::Steward, year.clone(), &cells);
    let active = cells.iter().find(|it| it.month == this - 1 && it.measure == Measure::ActiveShops);
    let active = active.map_or(0, |it| it.value);
    let (_, rule) = recognition::store::newest_rule(tx).await?;
    let jobs = rule.jobs(active);
    let mut income = None;
    if let Some(county) = line.iter().find(|it| it.level == Level::County) {
        let facts = villages::facts(tx, &county.code).await?;
        income = facts.into_iter().find(|fact| fact.kind == FactKind::Income);
    }
    let mut days = Days::new();
    if line.last().is_some_and(|it| it.level == Level::Village) {
        let first = Day::from_number(today.number() - DAYS + 1);
        days = sales::store::village_days(tx, place, first, today).await?;
    }
    let ranking = store::ranking(tx, place, RANKED).await?;
    let jobs = (jobs, jobs.saturating_add(active));
    Ok(Dashboard { line, until: this, months, told, like, jobs, income, ranking, days })
}
