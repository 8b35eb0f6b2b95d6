//! What a shop is told of itself, for programs.

use axum::{
    Json,
    extract::{FromRef, Path, State},
};
use goods::Goods;
use kernel::{Day, Money, Timestamp};
use people::{
    accounts::scopes::Operate,
    caller::{Operator, Seller},
    calls,
    one_of::word_of,
    shops,
    wire::{Amount, Answer, List, time},
};
use platform::{
    db::{DbError, Tx},
    web::{Fields, Problem, Refusal},
};
use selling::orders::Channel;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    DaySum, ShopInsight, Sum, Week, Word,
    market::{self, DrawError, FigureOut, Period, Report, SaidOfShop, find_said, say},
    of_shop,
    pages::{MOST_OUTLINE, read_said},
    places,
    scopes::{Read, Write},
    segments, words_for,
};
use crate::Commons;

pub fn routes() -> OpenApiRouter<Commons> {
    OpenApiRouter::new()
        .merge(places::api::routes())
        .merge(segments::api::routes())
        .routes(calls!(show))
        .routes(calls!(show_words))
        .routes(calls!(show_told, tell))
        .routes(calls!(list_reports))
        .routes(calls!(show_report))
        .routes(calls!(preview))
        .routes(calls!(publish))
        .routes(calls!(put_outlines))
}

/// Orders of some days.
#[derive(Serialize, ToSchema)]
pub struct SumOut {
    orders: i64,
    /// Of buyers who had bought from the shop before.
    again: i64,
    /// Given back whole.
    given_back: i64,
    /// Goods and shipping, as the shop sold them.
    sold: Amount,
    /// Of it, given back.
    back: Amount,
}

#[derive(Serialize, ToSchema)]
pub struct WeekOut {
    /// Its Monday.
    week: String,
    #[serde(flatten)]
    sum: SumOut,
}

#[derive(Serialize, ToSchema)]
pub struct ChannelOut {
    #[schema(schema_with = word_of::<Channel>)]
    channel: &'static str,
    #[serde(flatten)]
    sum: SumOut,
}

/// So many people at least, a multiple of twenty; none where they are fewer.
#[derive(Serialize, ToSchema)]
pub struct CrowdOut {
    /// Its Monday.
    week: String,
    /// Before whose eyes something of the shop stood.
    seen_at_least: Option<i64>,
    opened_at_least: Option<i64>,
    /// Of all, those with something in their cart, a conversation or an order.
    cart_or_chat_at_least: Option<i64>,
}

#[derive(Serialize, ToSchema)]
pub struct BuyersOut {
    country: String,
    /// As the buyers wrote it.
    region: String,
    orders: i64,
}

#[derive(Serialize, ToSchema)]
pub struct EndingOut {
    listing: String,
    variant: String,
    pieces_left: i64,
    /// As it sold in the last four weeks.
    days_left: i64,
}

/// What a shop is told of itself.
#[derive(Serialize, ToSchema)]
pub struct ShopInsightOut {
    /// The last day that is told.
    until: String,
    /// Weeks that are over, the oldest first; of twenty-six.
    weeks: Vec<WeekOut>,
    /// The last four weeks, the four before, and the same a year ago if the shop sold then.
    lately: SumOut,
    before: SumOut,
    year_ago: Option<SumOut>,
    /// Of twelve weeks.
    channels: Vec<ChannelOut>,
    /// In this month and the two before.
    buyers: Vec<BuyersOut>,
    /// What ends within three weeks.
    ending: Vec<EndingOut>,
    crowds: Vec<CrowdOut>,
}

impl ShopInsightOut {
    fn new(it: ShopInsight) -> Self {
        let day = |day: i64| Day::from_number(day).to_string();
        let sum = |of: Sum| SumOut {
            orders: of.orders,
            again: of.again,
            given_back: of.undone,
            sold: Money::new(of.minor, it.currency).into(),
            back: Money::new(of.back_minor, it.currency).into(),
        };
        let week = |of: &DaySum| WeekOut { week: day(of.day), sum: sum(of.sum) };
        let crowd = |of: &Week| CrowdOut {
            week: day(of.week),
            seen_at_least: of.seen.least(),
            opened_at_least: of.opened.least(),
            cart_or_chat_at_least: of.minded.least(),
        };
        Self {
            until: day(it.until - 1),
            weeks: it.weeks.iter().map(week).collect(),
            lately: sum(it.lately),
            before: sum(it.before),
            year_ago: it.year_ago.map(sum),
            channels: it
                .channels
                .iter()
                .map(|(channel, of)| ChannelOut { channel: channel.name(), sum: sum(*of) })
                .collect(),
            buyers: it
                .buyers
                .iter()
                .map(|of| BuyersOut {
                    country: of.country.clone(),
                    region: of.region.clone(),
                    orders: of.orders,
                })
                .collect(),
            ending: it
                .ending
                .iter()
                .map(|(of, left)| EndingOut {
                    listing: of.listing.to_string(),
                    variant: of.variant.to_string(),
                    pieces_left: of.available,
                    days_left: *left,
                })
                .collect(),
            crowds: it.crowds.iter().map(crowd).collect(),
        }
    }
}

/// What a crowd looks for.
#[derive(Serialize, ToSchema)]
pub struct WordOut {
    words: String,
    /// The language that the pages were read in.
    language: String,
    /// In the busiest of the last four weeks; a multiple of twenty.
    people_at_least: i64,
    /// In the busiest of the four weeks before; none where they were fewer than twenty.
    before_at_least: Option<i64>,
    /// How many listings of the market they found at most.
    found: i64,
    /// Whether it shares a thing, a craft or a place with what the shop makes.
    near: Option<bool>,
}

impl WordOut {
    fn new(word: Word, near: Option<bool>) -> Self {
        Self {
            words: word.text,
            language: word.lang,
            people_at_least: word.people.get(),
            before_at_least: word.before.least(),
            found: word.found,
            near,
        }
    }
}

/// What a shop could make next.
#[derive(Serialize, ToSchema)]
pub struct ShopWordsOut {
    /// What crowds look for and find nothing of, or hardly anything: what is near first.
    next: Vec<WordOut>,
    rising: Vec<WordOut>,
}

/// What a shop is told of itself: its own sums exactly, other people as crowds of twenty.
#[utoipa::path(get, path = "/shops/{handle}/insights", tag = "insights", params(("handle" = String, Path)),
    responses((status = 200, body = ShopInsightOut)))]
async fn show(Seller { shop, now, market, .. }: Seller<Read>) -> Answer<ShopInsightOut> {
    let read = async move |tx: &mut Tx| match shops::find(tx, shop).await? {
        Some(shop) => of_shop(tx, now, &shop).await.map(Some),
        None => Ok::<_, DbError>(None),
    };
    Ok(Json(ShopInsightOut::new(market.find(read).await?)))
}

/// What crowds look for and do not find, ranked for a shop; 40 at most.
#[utoipa::path(get, path = "/shops/{handle}/insights/words", tag = "insights", params(("handle" = String, Path)),
    responses((status = 200, body = ShopWordsOut)))]
async fn show_words(
    Seller { shop, market, .. }: Seller<Read>,
    State(commons): State<Commons>,
) -> Answer<ShopWordsOut> {
    let goods = Goods::from_ref(&commons);
    let read = async move |tx: &mut Tx| match shops::find(tx, shop).await? {
        Some(shop) => words_for(tx, &goods.index, &shop).await.map(Some),
        None => Ok::<_, DbError>(None),
    };
    let found = market.find(read).await?;
    let next = found.next.into_iter().map(|(word, near)| WordOut::new(word, Some(near))).collect();
    let rising = found.rising.into_iter().map(|word| WordOut::new(word, None)).collect();
    Ok(Json(ShopWordsOut { next, rising }))
}

/// What a shop tells of itself for the figures of the market: `yes`, `no`, or empty where it says nothing.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct SaidIo {
    /// Whether women lead it.
    pub women_led: Option<String>,
    /// Whether it sold before it sold here.
    pub was_before: Option<String>,
}

impl From<[SaidOfShop; 2]> for SaidIo {
    fn from([women_led, was_before]: [SaidOfShop; 2]) -> Self {
        let told = |said: SaidOfShop| Some(said.name().to_owned());
        Self { women_led: told(women_led), was_before: told(was_before) }
    }
}

/// What the shop has told.
#[utoipa::path(get, path = "/shops/{handle}/insights/told", tag = "insights", params(("handle" = String, Path)),
    responses((status = 200, body = SaidIo)))]
async fn show_told(Seller { shop, market, .. }: Seller<Read>) -> Answer<SaidIo> {
    Ok(Json(market.db.read(async move |tx: &mut Tx| find_said(tx, shop).await).await?.into()))
}

/// Tell it, or take it back.
#[utoipa::path(put, path = "/shops/{handle}/insights/told", tag = "insights", params(("handle" = String, Path)),
    request_body = SaidIo, responses((status = 200, body = SaidIo)))]
async fn tell(Seller { by, now, market, .. }: Seller<Write>, mut body: Fields) -> Answer<SaidIo> {
    // Empty takes a word back; nothing said is a mistake.
    for name in ["women_led", "was_before"] {
        if !body.has(name) {
            return Err(body.refused(name, "refused-empty"));
        }
    }
    let said = read_said(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    market.write(async move |tx: &mut Tx| say(tx, &by, now, said).await).await?;
    Ok(Json(said.into()))
}

/// The figures of a quarter or a year.
#[derive(Serialize, ToSchema)]
pub struct ReportOut {
    #[schema(example = "2026-q3")]
    period: String,
    currency: String,
    /// RFC 3339; none while it is not published.
    published_at: Option<String>,
    figures: Vec<FigureOut>,
}

impl From<Report> for ReportOut {
    fn from(it: Report) -> Self {
        Self {
            period: it.period.to_string(),
            currency: it.currency.code().to_owned(),
            published_at: it.published_at.map(time),
            figures: it.figures.into_iter().map(FigureOut::from).collect(),
        }
    }
}

/// A report that everybody may read.
#[derive(Serialize, ToSchema)]
pub struct ReportSummaryOut {
    period: String,
    published_at: String,
}

/// Reports that were published, the newest first.
#[utoipa::path(get, path = "/insights", tag = "insights", responses((status = 200, body = List<ReportSummaryOut>)))]
async fn list_reports(State(market): State<Commons>) -> Answer<List<ReportSummaryOut>> {
    let list = market.db.read(async move |tx: &mut Tx| market::reports(tx).await).await?;
    let out = |(period, at): (Period, Timestamp)| ReportSummaryOut {
        period: period.to_string(),
        published_at: time(at),
    };
    Ok(Json(List { items: list.into_iter().map(out).collect(), next: None }))
}

fn read_period(text: &str) -> Result<Period, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

/// A report that was published, as it was on that day: small numbers are withheld.
#[utoipa::path(get, path = "/insights/{period}", tag = "insights", params(("period" = String, Path)),
    responses((status = 200, body = ReportOut), (status = 404)))]
async fn show_report(State(market): State<Commons>, Path(period): Path<String>) -> Answer<ReportOut> {
    let period = read_period(&period)?;
    let read = async move |tx: &mut Tx| market::published(tx, period).await;
    Ok(Json(market.find(read).await?.into()))
}

/// The figures of a period as they are now, none withheld; it is noted that they were asked for.
#[utoipa::path(get, path = "/operator/insights/{period}", tag = "insights", params(("period" = String, Path)),
    responses((status = 200, body = ReportOut), (status = 404)))]
async fn preview(
    Operator { by, now, market, .. }: Operator<Operate>,
    Path(period): Path<String>,
) -> Answer<ReportOut> {
    let (period, home, account) = (read_period(&period)?, market.config.currency, by.account().ok());
    let look = async move |tx: &mut Tx| market::look(tx, now, account, home, period).await;
    let it = market.db.write(look).await?;
    if it.figures.is_empty() { Err(Problem::not_found()) } else { Ok(Json(it.into())) }
}

/// Publish the figures of a period that is over, for good.
#[utoipa::path(post, path = "/operator/insights/{period}/publication", tag = "insights", params(("period" = String, Path)),
    responses((status = 200, body = ReportOut), (status = 404), (status = 409)))]
async fn publish(
    Operator { by, now, market, .. }: Operator<Operate>,
    Path(period): Path<String>,
) -> Answer<ReportOut> {
    let (period, home) = (read_period(&period)?, market.config.currency);
    let act = async move |tx: &mut Tx| market::publish(tx, &by, now, home, period).await;
    Ok(Json(market.write(act).await?.into()))
}

/// The borders that maps of the market are drawn on.
#[derive(Deserialize, ToSchema)]
pub struct OutlinesIn {
    /// A GeoJSON document (RFC 7946) as text; empty for no borders.
    pub outlines: String,
}

#[derive(Serialize, ToSchema)]
pub struct OutlinesOut {
    /// How many places have borders now.
    outlines: usize,
}

/// Draw maps of the market on these borders from now on.
#[utoipa::path(put, path = "/operator/insights-outlines", tag = "insights", request_body = OutlinesIn,
    responses((status = 200, body = OutlinesOut), (status = 409)))]
async fn put_outlines(
    Operator { by, now, market, .. }: Operator<Operate>,
    mut body: Fields,
) -> Answer<OutlinesOut> {
    let geojson = body.maybe_paragraphs("outlines", MOST_OUTLINE);
    if !body.has("outlines") {
        body.refuse("outlines", Refusal::new("refused-empty"));
    }
    body.check()?;
    let act = async move |tx: &mut Tx| {
        market::draw_on(tx, &by, now, &geojson).await?;
        Ok::<_, DrawError>(market::outlines(tx).await?.0.len())
    };
    Ok(Json(OutlinesOut { outlines: market.write(act).await? }))
}
