//! A place for whoever looks after it: what online trade does for it, and for the places within.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{Country, Day, Money};
use people::{choices, visit::Visit};
use platform::{
    db::Tx,
    plot::{self, Dot, Figure, Outlines, Scale, Series},
    views::{self, Shell},
    web::{Problem, Routes},
};

use super::{
    drawn::{by_month, split},
    words_of::percent,
};
use crate::{
    Commons,
    insights::{
        market::{self, Measure},
        places::{self, Dashboard, LookError, Placed},
    },
    villages::{DivisionCode, sales::COUNTED_IN},
};

pub fn routes() -> Routes<Commons> {
    Routes::default()
        .get("/mine/villages/{code}/dashboard", of_steward)
        .get("/operator/insights/countries/{country}", of_country)
}

/// What a place sold is split into.
const SPLITS: [Measure; 4] = [Measure::ByCraft, Measure::ByChannel, Measure::Buyers, Measure::Founders];

#[derive(Template)]
#[template(path = "insights/views/place.html")]
struct PlacePage {
    shell: Shell,
    /// Of a country; a place is named by its line.
    country: String,
    it: Dashboard,
    figures: Vec<Figure>,
    map: Option<Figure>,
}

impl PlacePage {
    fn new(shell: Shell, country: String, it: Dashboard, outlines: &Outlines) -> Self {
        let months = Some(by_month(&shell, COUNTED_IN, &it.months));
        let splits = SPLITS.map(|measure| split(&shell, COUNTED_IN, measure, &it.told, &Outlines::default()));
        let days = Some(by_day(&shell, &it)).filter(|_| !it.days.is_empty());
        let figures = [months, days].into_iter().chain(splits).flatten().collect();
        let map = map(&shell, &it, outlines);
        Self { shell, country, it, figures, map }
    }

    fn name(&self) -> &str {
        self.it.line.last().map_or(&self.country, |it| &it.name)
    }

    fn language(&self) -> &'static str {
        self.it.line.last().map_or("", |it| it.language())
    }

    fn is_of_country(&self) -> bool {
        self.it.line.is_empty()
    }

    /// Who may see it.
    fn looked(&self) -> &'static str {
        if self.is_of_country() { "insights-country-looked" } else { "village-looked" }
    }

    /// What is withheld even from them.
    fn withheld(&self) -> &'static str {
        if self.is_of_country() { "insights-country-small" } else { "insights-place-small" }
    }

    fn is_empty(&self) -> bool {
        self.it.told.is_empty() && self.it.months.iter().all(|(_, now, _)| now.is_none())
    }

    fn money(&self, minor: &i64) -> String {
        self.shell.money(&Money::new(*minor, COUNTED_IN))
    }

    /// The year in numbers: what it is, the number, and what is said of it.
    fn stats(&self) -> Vec<(String, String, String)> {
        let (it, shell) = (&self.it, &self.shell);
        let count = |measure: Measure| {
            let number = shell.number(it.whole(measure).unwrap_or_default());
            (shell.of("insights-measure", measure.name()), number, String::new())
        };
        let grown = |growth: Option<i64>, key: &str| {
            growth.map(|growth| shell.say(key, &[("growth", &percent(shell, growth))])).unwrap_or_default()
        };
        let mut sold = count(Measure::Sales);
        sold.1 = self.money(&it.whole(Measure::Sales).unwrap_or_default());
        sold.2 = [grown(it.growth(), "insights-against-year"), grown(it.like, "insights-like-for-like")]
            .into_iter()
            .filter(|words| !words.is_empty())
            .collect::<Vec<_>>()
            .join(" · ");
        let jobs = (shell.t("village-jobs").to_owned(), shell.number(it.jobs.0), String::new());
        let households = it.each_household().map(|each| {
            let words = match it.income.as_ref().and_then(|fact| Some((fact.money()?, fact))) {
                Some((income, fact)) => shell.say(
                    "insights-beside-income",
                    &[
                        ("income", shell.money(&income).as_str()),
                        ("year", fact.year.to_string().as_str()),
                        ("source", fact.source.as_str()),
                    ],
                ),
                None => String::new(),
            };
            (shell.t("insights-each-household").to_owned(), self.money(&each), words)
        });
        let counts =
            [Measure::Orders, Measure::Shops, Measure::ActiveShops, Measure::Households, Measure::Shows];
        [sold].into_iter().chain(counts.map(count)).chain([jobs]).chain(households).collect()
    }

    /// Both readings of what was published of jobs.
    fn jobs_words(&self) -> String {
        let (in_all, besides) = self.it.jobs;
        let numbers = [self.shell.number(in_all), self.shell.number(besides)];
        self.shell.say("insights-jobs-both", &[("all", &numbers[0]), ("besides", &numbers[1])])
    }

    /// The page of a place within, as far as the reader's right goes.
    fn path(&self, of: &Placed) -> Option<String> {
        (!self.it.line.is_empty()).then(|| format!("/mine/villages/{}/dashboard", of.code))
    }

    fn grown(&self, of: &Placed) -> String {
        of.year.growth().map_or(String::new(), |growth| percent(&self.shell, growth))
    }

    fn level(&self, of: &Placed) -> String {
        of.level.map_or(String::new(), |level| self.shell.of("village-level", level.name()))
    }
}

/// The last weeks of a village, day by day.
fn by_day(shell: &Shell, it: &Dashboard) -> Figure {
    let money = |value: i64| shell.money(&Money::new(value, COUNTED_IN));
    let (Some(first), Some(last)) = (it.days.keys().next(), it.days.keys().last()) else {
        return Figure::default();
    };
    let days: Vec<Day> = (first.number()..=last.number()).map(Day::from_number).collect();
    let net = |day: &Day| it.days.get(day).map_or(0, |sums| sums.net());
    let scale = Scale::fit(days.iter().map(net), money);
    let at: Vec<String> = days.iter().map(|day| shell.calendar_day(day)).collect();
    let values = days.iter().map(|day| Some(net(day))).collect();
    let title = shell.t("insights-by-day").to_owned();
    let row = |(day, sums): (&Day, &crate::villages::sales::Sums)| {
        vec![shell.calendar_day(day), money(sums.net()), shell.number(sums.orders)]
    };
    Figure {
        svg: plot::columns(&title, &scale, &at, &[Series { name: String::new(), values }]),
        title,
        about: String::new(),
        keys: Vec::new(),
        head: ["village-day", "insights-sold", "insights-orders"].map(|key| shell.t(key).to_owned()).to_vec(),
        rows: it.days.iter().rev().map(row).collect(),
    }
}

/// The places within on a map, where any says where it is; the table beside it is the ranking.
fn map(shell: &Shell, it: &Dashboard, outlines: &Outlines) -> Option<Figure> {
    let dot = |of: &Placed| {
        let degrees = |e6: i64| f64::from(i32::try_from(e6).unwrap_or_default()) / 1_000_000.0;
        let value = of.year.revenue_minor;
        let words = format!("{}: {}", of.name, shell.money(&Money::new(value, COUNTED_IN)));
        Some(Dot {
            longitude: degrees(of.year.longitude_e6?),
            latitude: degrees(of.year.latitude_e6?),
            value,
            words,
            is_marked: false,
        })
    };
    let dots: Vec<Dot> = it.ranking.iter().filter_map(dot).collect();
    let title = shell.of("insights-measure", "by-place");
    let svg = plot::map(&title, outlines, &dots);
    // One dot on nothing says nothing.
    (dots.len() > 1).then(|| Figure { title, svg, ..Figure::default() })
}

/// `GET /mine/villages/{code}/dashboard`
async fn of_steward(
    State(market): State<Commons>,
    visit: Visit,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let code = DivisionCode::parse(&code).ok_or_else(Problem::not_found)?;
    let (by, now) = (visit.buyer()?, visit.now);
    let today = Day::there(now, &market.config.zone);
    let look = async move |tx: &mut Tx| {
        let it = places::look(tx, &by, now, &code, today).await?;
        Ok::<_, LookError>((it, market::outlines(tx).await?))
    };
    let (it, outlines) = market.write(look).await?;
    views::page(&PlacePage::new(visit.shell("mine"), String::new(), it, &outlines))
}

/// `GET /operator/insights/countries/{country}`
async fn of_country(
    State(market): State<Commons>,
    visit: Visit,
    Path(country): Path<String>,
) -> Result<Response, Problem> {
    let (by, now) = (visit.operator()?, visit.now);
    let country = Country::parse(&country).map_err(|_| Problem::not_found())?;
    let today = Day::there(now, &market.config.zone);
    let look = async move |tx: &mut Tx| {
        let it = places::look_at_country(tx, &by, now, country, today).await?;
        Ok::<_, LookError>((it, market::outlines(tx).await?))
    };
    let (it, outlines) = market.write(look).await?;
    let shell = visit.shell("operator");
    let name = choices::country(&shell, country.code());
    views::page(&PlacePage::new(shell, name, it, &outlines))
}

impl From<LookError> for Problem {
    fn from(error: LookError) -> Self {
        match error {
            LookError::Place(error) => error.into(),
            LookError::Forbidden(error) => error.into(),
            LookError::Store(error) => error.into(),
        }
    }
}
