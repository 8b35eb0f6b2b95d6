//! Reports that everybody may read, as a page and on paper; the operator's own, where they are published.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use kernel::{Currency, Money};
use people::{
    choices,
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    paper::{Column, Format, Paper, Part, Side},
    plot::{self, Dot, Figure, Outlines},
    views::{self, Shell},
    web::{Fields, Problem, Refusal, Routes, csv_file},
};

use super::{
    drawn::{by_month, split},
    file,
    words_of::{grown, named, period, where_is, written},
};
use crate::{
    Commons,
    insights::{
        market::{self, Cell, DrawError, Measure, Overview, Period, PublishError, Report, Told},
        places,
    },
};

pub fn routes() -> Routes<Commons> {
    Routes::default()
        .get("/insights", index)
        .get("/insights/{period}", show)
        .get("/insights/{period}/report.pdf", paper)
        .get("/insights/{period}/figures.csv", export)
        .get("/operator/insights", desk)
        .post("/operator/insights/outlines", put_outlines)
        .get("/operator/insights/{period}", preview)
        .post("/operator/insights/{period}/publication", publish)
}

/// What a report is split into, each as a table; the wholes stand above them.
const SPLITS: [Measure; 8] = [
    Measure::ByPlace,
    Measure::ByChannel,
    Measure::ByCraft,
    Measure::ShopsOpened,
    Measure::CompaniesOpened,
    Measure::Founders,
    Measure::WomenLed,
    Measure::Buyers,
];
/// The wholes, in their order.
const WHOLES: [Measure; 11] = [
    Measure::Sales,
    Measure::Orders,
    Measure::ShopsSelling,
    Measure::RuralSales,
    Measure::ProduceSales,
    Measure::OriginalSales,
    Measure::OriginalSearches,
    Measure::Shows,
    Measure::Villages,
    Measure::Recognised,
    Measure::Towns,
];
#[derive(Template)]
#[template(path = "insights/views/reports.html")]
struct ReportsPage {
    shell: Shell,
    list: Vec<(Period, String)>,
}

impl ReportsPage {
    fn period(&self, of: &Period) -> String {
        period(&self.shell, *of)
    }
}

#[derive(Template)]
#[template(path = "insights/views/report.html")]
struct ReportPage {
    shell: Shell,
    it: Report,
    title: String,
    figures: Vec<Figure>,
    /// Whether it can be published from here.
    can_publish: bool,
}

impl ReportPage {
    fn new(shell: Shell, it: Report, outlines: &Outlines, can_publish: bool) -> Self {
        let title = title(&shell, &it);
        let figures = figures(&shell, &it, outlines);
        Self { shell, it, title, figures, can_publish }
    }

    /// The wholes, each with its number and its growth.
    fn wholes(&self) -> Vec<(String, String, String)> {
        wholes(&self.shell, &self.it)
    }

    fn day(&self) -> String {
        self.it.published_at.map(|at| self.shell.day(&at)).unwrap_or_default()
    }
}

#[derive(Template)]
#[template(path = "insights/views/desk.html")]
struct DeskPage {
    shell: Shell,
    current: &'static str,
    /// Periods with whether they are published.
    list: Vec<(Period, bool)>,
    it: Overview,
    /// Countries in which there are villages with a shop.
    countries: Vec<String>,
    figures: Vec<Figure>,
    form: Fields,
}

impl DeskPage {
    fn period(&self, of: &Period) -> String {
        period(&self.shell, *of)
    }

    fn country(&self, code: &str) -> String {
        choices::country(&self.shell, code)
    }
}

fn title(shell: &Shell, it: &Report) -> String {
    shell.say("insights-report", &[("period", &period(shell, it.period))])
}

fn wholes(shell: &Shell, it: &Report) -> Vec<(String, String, String)> {
    let one = |measure: Measure| {
        let told = it.whole(measure)?;
        Some((named(shell, told), written(shell, measure, it.currency, told.value), grown(shell, told)))
    };
    let opened = it
        .sum(Measure::ShopsOpened)
        .map(|sum| (shell.of("insights-measure", "shops-opened"), shell.number(sum), String::new()));
    WHOLES.into_iter().filter_map(one).chain(opened).collect()
}

fn figures(shell: &Shell, it: &Report, outlines: &Outlines) -> Vec<Figure> {
    let of = |measure: &Measure| split(shell, it.currency, *measure, &it.figures, outlines);
    SPLITS.iter().filter_map(of).collect()
}

/// `GET /insights`
async fn index(State(market): State<Commons>, visit: Visit) -> Result<Response, Problem> {
    let list = market.db.read(async move |tx: &mut Tx| market::reports(tx).await).await?;
    let shell = visit.shell("insights");
    let list = list.into_iter().map(|(period, at)| (period, shell.day(&at))).collect();
    views::page(&ReportsPage { shell, list })
}

async fn find(market: &Commons, of: &str) -> Result<Report, Problem> {
    let period: Period = of.parse().map_err(|_| Problem::not_found())?;
    market.find(async move |tx: &mut Tx| market::published(tx, period).await).await
}

/// `GET /insights/{period}`
async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path(of): Path<String>,
) -> Result<Response, Problem> {
    let it = find(&market, &of).await?;
    let outlines = market.db.read(async move |tx: &mut Tx| market::outlines(tx).await).await?;
    views::page(&ReportPage::new(visit.shell("insights"), it, &outlines, false))
}

/// `GET /insights/{period}/figures.csv`
async fn export(
    State(market): State<Commons>,
    _: Visit,
    Path(of): Path<String>,
) -> Result<Response, Problem> {
    let it = find(&market, &of).await?;
    Ok(csv_file(&format!("{}.csv", it.period), file::of_report(&it).map_err(Problem::broken)?))
}

/// `GET /insights/{period}/report.pdf`
async fn paper(
    State(market): State<Commons>,
    visit: Visit,
    Path(of): Path<String>,
) -> Result<Response, Problem> {
    let it = find(&market, &of).await?;
    let paper = on_paper(&visit.shell("insights"), visit.lang.code(), &it);
    let name = format!("inline; filename=\"{}.pdf\"", it.period);
    let body = market.printer.print(paper).await?;
    let headers = [(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, body).into_response())
}

/// `GET /operator/insights`
async fn desk(State(market): State<Commons>, visit: Visit) -> Result<Response, Problem> {
    visit.operator()?;
    desk_page(&market, &visit, Fields::default()).await
}

async fn desk_page(market: &Commons, visit: &Visit, form: Fields) -> Result<Response, Problem> {
    let now = visit.now;
    let read = async move |tx: &mut Tx| {
        let published = market::reports(tx).await?;
        let periods = market::periods(tx).await?;
        let is = |of: &Period| published.iter().any(|(period, _)| period == of);
        let list: Vec<(Period, bool)> = periods.into_iter().map(|of| (of, is(&of))).collect();
        let countries = places::countries(tx).await?;
        Ok::<_, DbError>((list, countries, market::overview(tx, now).await?, market::outlines(tx).await?))
    };
    let (list, countries, it, outlines) = market.db.read(read).await?;
    let shell = visit.shell("operator");
    let figures = glance(&shell, &it, market.config.currency, &outlines);
    let page = DeskPage { shell, current: "insights", list, it, countries, figures, form };
    views::show(&page, page.form.is_good())
}

/// The lines and the map of the market at a glance.
fn glance(shell: &Shell, it: &Overview, home: Currency, outlines: &Outlines) -> Vec<Figure> {
    let money = |value: i64| shell.money(&Money::new(value, home));
    let named = |cell: &Cell| {
        let (measure, key) = (cell.measure.name().to_owned(), cell.key.clone());
        named(shell, &Told { measure, key, value: Some(cell.value), before: None })
    };
    let dot = |cell: &Cell| {
        let (latitude, longitude) = where_is(&cell.key)?;
        let words = format!("{}: {}", named(cell), money(cell.value));
        Some(Dot { longitude, latitude, value: cell.value, words, is_marked: false })
    };
    let dots: Vec<Dot> = it.places.iter().filter_map(dot).collect();
    let title = shell.of("insights-measure", "by-place");
    let map = Figure {
        svg: plot::map(&title, outlines, &dots),
        title,
        about: String::new(),
        keys: Vec::new(),
        head: ["insights-place", "insights-sold", "insights-shops"]
            .map(|key| shell.t(key).to_owned())
            .to_vec(),
        rows: it
            .places
            .iter()
            .map(|cell| vec![named(cell), money(cell.value), shell.number(cell.behind)])
            .collect(),
    };
    let map = Some(map).filter(|_| !it.places.is_empty());
    [Some(by_month(shell, home, &it.months)), map].into_iter().flatten().collect()
}

/// Letters of a document with borders.
pub const MOST_OUTLINE: usize = 900_000;

/// `POST /operator/insights/outlines`
async fn put_outlines(
    State(market): State<Commons>,
    visit: Visit,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.operator()?, visit.now);
    let geojson = form.value("outlines").to_owned();
    if geojson.len() > MOST_OUTLINE {
        form.refuse("outlines", Refusal::new("refused-insights-outlines"));
        return desk_page(&market, &visit, form).await;
    }
    let act = async move |tx: &mut Tx| market::draw_on(tx, &by, now, &geojson).await;
    match market.db.write(act).await {
        Ok(()) => Ok(redirect("/operator/insights", "done-insights-outlines")),
        Err(DrawError::Outline(_)) => {
            form.refuse("outlines", Refusal::new("refused-insights-outlines"));
            desk_page(&market, &visit, form).await
        }
        Err(error) => Err(error.into()),
    }
}

impl From<DrawError> for Problem {
    fn from(error: DrawError) -> Self {
        match error {
            DrawError::Outline(_) => Self::conflict("problem-insights-outlines"),
            DrawError::Forbidden(error) => error.into(),
            DrawError::Store(error) => error.into(),
        }
    }
}

/// `GET /operator/insights/{period}`: the figures as they are, which is noted.
async fn preview(
    State(market): State<Commons>,
    visit: Visit,
    Path(of): Path<String>,
) -> Result<Response, Problem> {
    let by = visit.operator()?;
    let period: Period = of.parse().map_err(|_| Problem::not_found())?;
    let (now, home, account) = (visit.now, market.config.currency, by.account().ok());
    let look = async move |tx: &mut Tx| {
        let it = market::look(tx, now, account, home, period).await?;
        let outlines = market::outlines(tx).await?;
        Ok::<_, DbError>((it, outlines, market::published(tx, period).await?.is_some()))
    };
    let (it, outlines, is_published) = market.db.write(look).await?;
    if it.figures.is_empty() {
        return Err(Problem::not_found());
    }
    views::page(&ReportPage::new(visit.shell("operator"), it, &outlines, !is_published))
}

/// `POST /operator/insights/{period}/publication`
async fn publish(
    State(market): State<Commons>,
    visit: Visit,
    Path(of): Path<String>,
) -> Result<Response, Problem> {
    let by = visit.operator()?;
    let period: Period = of.parse().map_err(|_| Problem::not_found())?;
    let (now, home) = (visit.now, market.config.currency);
    market.db.write(async move |tx: &mut Tx| market::publish(tx, &by, now, home, period).await).await?;
    Ok(redirect("/operator/insights", "done-insights-published"))
}

impl From<PublishError> for Problem {
    fn from(error: PublishError) -> Self {
        match error {
            PublishError::NotOver => Self::conflict("problem-insights-not-over"),
            PublishError::Nothing => Self::not_found(),
            PublishError::Already => Self::conflict("problem-insights-already"),
            PublishError::Forbidden(error) => error.into(),
            PublishError::Store(error) => error.into(),
        }
    }
}

/// The report as a newspaper would print it.
fn on_paper(shell: &Shell, lang: &'static str, it: &Report) -> Paper {
    let title = title(shell, it);
    let whole = |(name, number, grown): (String, String, String)| vec![name, number, grown];
    let columns = |names: &[&str]| {
        let column = |(at, name): (usize, &&str)| match at {
            0 => Column::new(shell.t(name), 3.0, Side::Start),
            _ => Column::new(shell.t(name), 1.6, Side::End),
        };
        names.iter().enumerate().map(column).collect::<Vec<_>>()
    };
    let mut parts = vec![
        Part::Small(shell.market.clone()),
        Part::Title(title.clone()),
        Part::Words(shell.t("insights-report-words").to_owned()),
        Part::Table {
            columns: columns(&["insights-figure", "insights-number", "insights-growth"]),
            rows: wholes(shell, it).into_iter().map(whole).collect(),
        },
    ];
    for figure in figures(shell, it, &Outlines::default()) {
        parts.push(Part::Heading(figure.title));
        if !figure.rows.is_empty() {
            let names = ["insights-part", "insights-number", "insights-before", "insights-growth"];
            parts.push(Part::Table { columns: columns(&names), rows: figure.rows });
        }
        if !figure.about.is_empty() {
            parts.push(Part::Small(figure.about));
        }
    }
    parts.push(Part::Heading(shell.t("insights-method").to_owned()));
    for key in METHOD {
        parts.push(Part::Small(shell.t(key).to_owned()));
    }
    Paper {
        format: Format::A4,
        foot: format!("{} · {title}", shell.market),
        title,
        lang,
        without_font: shell.t("paper-without-font").to_owned(),
        parts,
    }
}

/// How the figures are made, in words.
pub const METHOD: [&str; 6] = [
    "insights-method-sales",
    "insights-method-rural",
    "insights-method-original",
    "insights-method-founders",
    "insights-method-small",
    "insights-method-frozen",
];
