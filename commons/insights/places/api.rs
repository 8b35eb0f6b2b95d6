//! Places for programs: the same looks.

use axum::{Json, extract::Path};
use kernel::{Country, Day, Money};
use people::{
    accounts::scopes::Operate,
    caller::{Buyer, Operator},
    calls,
    wire::{Amount, Answer},
};
use platform::{db::Tx, web::Problem};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{Dashboard, Placed, look, look_at_country};
use crate::{
    Commons,
    insights::{
        market::{FigureOut, Measure},
        pages::month,
        scopes::Read,
    },
    villages::{DivisionCode, sales::COUNTED_IN},
};

pub fn routes() -> OpenApiRouter<Commons> {
    OpenApiRouter::new().routes(calls!(show)).routes(calls!(show_country))
}

/// What was sold in one month.
#[derive(Serialize, ToSchema)]
pub struct PlaceMonthOut {
    #[schema(example = "2026-11")]
    month: String,
    sold: Option<Amount>,
    /// In the same month a year before.
    before: Option<Amount>,
}

/// A place in a ranking.
#[derive(Serialize, ToSchema)]
pub struct RankedOut {
    #[schema(example = "CN-371721110200")]
    code: String,
    name: String,
    sold: Amount,
    before: Amount,
    /// In percent, against the year before.
    growth: Option<i64>,
    shops: i64,
    active_shops: i64,
    households: i64,
    /// In the middle of its shops, degrees times a million.
    latitude_e6: Option<i64>,
    longitude_e6: Option<i64>,
}

impl From<Placed> for RankedOut {
    fn from(it: Placed) -> Self {
        let year = it.year;
        let amount = |minor: i64| Money::new(minor, COUNTED_IN).into();
        Self {
            code: it.code,
            name: it.name,
            sold: amount(year.revenue_minor),
            before: amount(year.before_minor),
            growth: year.growth(),
            shops: year.shops,
            active_shops: year.active_shops,
            households: year.households,
            latitude_e6: year.latitude_e6,
            longitude_e6: year.longitude_e6,
        }
    }
}

/// What online trade does for a place: the twelve months that are over.
#[derive(Serialize, ToSchema)]
pub struct DashboardOut {
    /// The first month that is not over.
    #[schema(example = "2026-12")]
    until: String,
    /// Amounts in fen; parts of which fewer than five shops make, and people below twenty, are withheld.
    figures: Vec<FigureOut>,
    /// In percent, of shops that were there in both years; none where fewer than five were.
    growth_like_for_like: Option<i64>,
    /// Estimated from active shops: in all, and besides those who run them.
    jobs: i64,
    jobs_besides: i64,
    sold_per_household: Option<Amount>,
    /// As the county has published it, a head and year.
    income: Option<Amount>,
    months: Vec<PlaceMonthOut>,
    /// Places right within, the one that sold most first: 300 at most.
    ranking: Vec<RankedOut>,
}

impl From<Dashboard> for DashboardOut {
    fn from(it: Dashboard) -> Self {
        let amount = |minor: i64| Amount::from(Money::new(minor, COUNTED_IN));
        let (jobs, jobs_besides) = it.jobs;
        let sold_per_household = it.each_household().map(amount);
        let within = [Measure::Like, Measure::LikeBefore, Measure::Latitude, Measure::Longitude];
        let is_shown =
            |told: &crate::insights::market::Told| within.iter().all(|it| it.name() != told.measure);
        Self {
            until: month(it.until),
            figures: it.told.into_iter().filter(is_shown).map(FigureOut::from).collect(),
            growth_like_for_like: it.like,
            jobs,
            jobs_besides,
            sold_per_household,
            income: it.income.and_then(|fact| fact.money()).map(Amount::from),
            months: it
                .months
                .into_iter()
                .map(|(of, now, before)| PlaceMonthOut {
                    month: month(of),
                    sold: now.map(amount),
                    before: before.map(amount),
                })
                .collect(),
            ranking: it.ranking.into_iter().map(RankedOut::from).collect(),
        }
    }
}

/// What online trade does for a place that the caller looks after. That it was looked at is noted.
#[utoipa::path(get, path = "/stewardships/{code}/dashboard", tag = "insights", params(("code" = String, Path)),
    responses((status = 200, body = DashboardOut), (status = 404, description = "the caller does not look after it")))]
async fn show(Buyer { by, now, market, .. }: Buyer<Read>, Path(code): Path<String>) -> Answer<DashboardOut> {
    let code = DivisionCode::parse(&code).ok_or_else(Problem::not_found)?;
    let today = Day::there(now, &market.config.zone);
    let act = async move |tx: &mut Tx| look(tx, &by, now, &code, today).await;
    Ok(Json(market.write(act).await?.into()))
}

/// The same of a country, by its two letters. That it was looked at is noted.
#[utoipa::path(get, path = "/operator/insights-countries/{country}", tag = "insights",
    params(("country" = String, Path)), responses((status = 200, body = DashboardOut), (status = 404)))]
async fn show_country(
    Operator { by, now, market, .. }: Operator<Operate>,
    Path(country): Path<String>,
) -> Answer<DashboardOut> {
    let country = Country::parse(&country).map_err(|_| Problem::not_found())?;
    let today = Day::there(now, &market.config.zone);
    let act = async move |tx: &mut Tx| look_at_country(tx, &by, now, country, today).await;
    Ok(Json(market.write(act).await?.into()))
}
