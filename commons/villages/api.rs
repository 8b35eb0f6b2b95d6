//! Villages for programs: the same acts.

use axum::{
    Json,
    extract::{Path, RawQuery, State},
    http::StatusCode,
};
use people::{
    accounts::scopes::Operate,
    caller::{Buyer, Operator, Seller},
    calls,
    one_of::word_of,
    wire::{Answer, Done, List, Made},
};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    FactKind, ask, declare, divisions, divisions_of, enter, facts, figures, find_for, find_now, leave,
    pages::{code_of, may_change, read_elsewhere, read_fact, read_rule, read_story, read_told, today},
    publication, recognition,
    scopes::Write,
    story, tell, tell_of,
    wire::{DivisionOut, MembershipOut, VillageDataOut, VillageFiguresOut, VillageOut},
};
use crate::Commons;

pub fn routes() -> OpenApiRouter<Commons> {
    OpenApiRouter::new()
        .routes(calls!(list))
        .routes(calls!(show))
        .routes(calls!(list_data))
        .routes(calls!(show_own, join, change, quit))
        .routes(calls!(declare_sales))
        .routes(calls!(list_mine))
        .routes(calls!(show_figures))
        .routes(calls!(tell_story))
        .routes(calls!(enter_fact))
        .routes(calls!(adopt_rule))
        .routes(calls!(publish_data))
}

/// Places whose name, its sound or its code begins with `words`: at most 30.
#[utoipa::path(get, path = "/villages", tag = "villages", params(("words" = Option<String>, Query)),
    responses((status = 200, body = List<DivisionOut>)))]
async fn list(State(market): State<Commons>, RawQuery(query): RawQuery) -> Answer<List<DivisionOut>> {
    let asked = Fields::from_query(&query.unwrap_or_default());
    let words: String = asked.value("words").chars().take(80).collect();
    let country = market.config.country.map_or("CN", kernel::Country::code);
    let look = async move |tx: &mut Tx| divisions::store::seek(tx, &words, country, 30).await;
    let found = market.read(look).await?;
    Ok(Json(List::all(found.into_iter().map(DivisionOut::from).collect())))
}

/// One place, with what is published of it.
#[utoipa::path(get, path = "/villages/{code}", tag = "villages", params(("code" = String, Path)),
    responses((status = 200, body = VillageOut), (status = 404, description = "there is no such place")))]
async fn show(State(market): State<Commons>, Path(code): Path<String>) -> Answer<VillageOut> {
    let code = code_of(&code)?;
    let look = async move |tx: &mut Tx| {
        let mut line = divisions::store::line(tx, &code).await?;
        let Some(division) = line.pop() else { return Ok(None) };
        let published = publication::store::list(tx).await?;
        let mut verdicts: Vec<recognition::Verdict> = Vec::new();
        for verdict in recognition::store::verdicts_of(tx, &code).await? {
            let is_newest = verdicts.iter().all(|it| it.period != verdict.period);
            let is_published = published.iter().any(|it| it.period == verdict.period);
            if is_newest && is_published && verdict.is_final() {
                verdicts.push(verdict);
            }
        }
        let (told, facts) = (story(tx, &code).await?, facts(tx, &code).await?);
        let sums = publication::store::sums_of(tx, code.as_str()).await?;
        Ok(Some(VillageOut::new(division, line, told, facts, verdicts, sums)))
    };
    Ok(Json(market.find(look).await?))
}

/// Everything that was published, the newest first.
#[utoipa::path(get, path = "/villages-data", tag = "villages", responses((status = 200, body = List<VillageDataOut>)))]
async fn list_data(State(market): State<Commons>) -> Answer<List<VillageDataOut>> {
    let all = market.read(async |tx: &mut Tx| publication::store::list(tx).await).await?;
    Ok(Json(List::all(all.into_iter().map(VillageDataOut::from).collect())))
}

/// Where a shop belongs, or what it has asked for.
#[utoipa::path(get, path = "/shops/{handle}/village", tag = "villages", params(("handle" = String, Path)),
    responses((status = 200, body = MembershipOut), (status = 404, description = "the shop belongs to no village")))]
async fn show_own(Seller { shop, market, .. }: Seller<Write>) -> Answer<MembershipOut> {
    let found = market.find(async move |tx: &mut Tx| find_now(tx, shop).await).await?;
    Ok(Json(found.into()))
}

/// To which village a shop wants to belong.
#[derive(ToSchema)]
pub struct JoinIn {
    #[schema(example = "CN-371721110200")]
    pub village: String,
    /// As the village knows it.
    #[schema(max_length = 60)]
    pub household: Option<String>,
    /// Whether the steward may see this shop's own figures.
    pub shows_figures: Option<bool>,
}

/// Ask to belong to a village; its steward answers. Only the owner may.
#[utoipa::path(post, path = "/shops/{handle}/village", tag = "villages", params(("handle" = String, Path)),
    request_body = JoinIn, responses((status = 201, body = MembershipOut),
    (status = 404, description = "there is no such village"),
    (status = 409, description = "it is no village, or the shop has asked or belongs to one")))]
async fn join(Seller { by, now, market, visit, .. }: Seller<Write>, mut body: Fields) -> Made<MembershipOut> {
    may_change(&market, &visit)?;
    let village = body.parsed("village", divisions::DivisionCode::parse);
    let (Some(village), Some(told)) = (village, read_told(&mut body)) else {
        return Err(Problem::invalid(&body));
    };
    let act = async move |tx: &mut Tx| ask(tx, &by, now, &village, told.clone()).await;
    Ok((StatusCode::CREATED, Json(market.write(act).await?.into())))
}

/// What a shop says of itself to its village.
#[derive(ToSchema)]
pub struct MembershipIn {
    #[schema(max_length = 60)]
    pub household: Option<String>,
    pub shows_figures: Option<bool>,
}

/// Say whose household a shop is, and whether the steward sees its figures, from now on.
#[utoipa::path(put, path = "/shops/{handle}/village", tag = "villages", params(("handle" = String, Path)),
    request_body = MembershipIn,
    responses((status = 200, body = MembershipOut), (status = 404, description = "the shop belongs to no village")))]
async fn change(Seller { by, market, visit, .. }: Seller<Write>, mut body: Fields) -> Answer<MembershipOut> {
    may_change(&market, &visit)?;
    let told = read_told(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    Ok(Json(market.write(async move |tx: &mut Tx| tell(tx, &by, told.clone()).await).await?.into()))
}

/// Leave the village, or take back what was asked.
#[utoipa::path(delete, path = "/shops/{handle}/village", tag = "villages", params(("handle" = String, Path)),
    responses((status = 204), (status = 404, description = "the shop belongs to no village")))]
async fn quit(Seller { by, now, market, visit, .. }: Seller<Write>) -> Done {
    may_change(&market, &visit)?;
    market.write(async move |tx: &mut Tx| leave(tx, &by, now).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a shop sold on another platform, as it says.
#[derive(ToSchema)]
pub struct DeclarationIn {
    #[schema(example = "2025-26")]
    pub period: String,
    #[schema(max_length = 60)]
    pub platform: String,
    /// CNY.
    #[schema(example = "12000.00")]
    pub amount: String,
    #[schema(max_length = 200)]
    pub evidence: String,
}

/// Declare sales on another platform, with what shows them. They stand apart from what is counted here.
#[utoipa::path(post, path = "/shops/{handle}/village-declarations", tag = "villages",
    params(("handle" = String, Path)), request_body = DeclarationIn, responses((status = 204)))]
async fn declare_sales(Seller { by, now, market, visit, .. }: Seller<Write>, mut body: Fields) -> Done {
    may_change(&market, &visit)?;
    let said = read_elsewhere(&mut body, today(&market, now)).ok_or_else(|| Problem::invalid(&body))?;
    market.write(async move |tx: &mut Tx| declare(tx, &by, now, &said).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The places that the caller looks after, as they were appointed.
#[utoipa::path(get, path = "/stewardships", tag = "villages", responses((status = 200, body = List<DivisionOut>)))]
async fn list_mine(Buyer { account, market, .. }: Buyer<Write>) -> Answer<List<DivisionOut>> {
    let look = async move |tx: &mut Tx| {
        let codes = divisions_of(tx, account).await?;
        divisions::store::find_several(tx, &codes).await
    };
    let all = market.read(look).await?;
    Ok(Json(List::all(all.into_iter().map(DivisionOut::from).collect())))
}

/// Every number of a village, for its steward. That it was looked at is noted.
#[utoipa::path(get, path = "/stewardships/{code}/figures", tag = "villages", params(("code" = String, Path)),
    responses((status = 200, body = VillageFiguresOut), (status = 404, description = "the caller does not look after it")))]
async fn show_figures(
    Buyer { by, now, market, .. }: Buyer<Write>,
    Path(code): Path<String>,
) -> Answer<VillageFiguresOut> {
    let (code, today) = (code_of(&code)?, today(&market, now));
    let act = async move |tx: &mut Tx| figures(tx, &by, now, &code, today).await;
    Ok(Json(market.write(act).await?.into()))
}

/// What is told of a village.
#[derive(ToSchema)]
pub struct VillageStoryIn {
    #[schema(max_length = 6000)]
    pub story: Option<String>,
    #[schema(max_length = 6000)]
    pub story_en: Option<String>,
    #[schema(max_length = 200)]
    pub crafts: Option<String>,
}

/// Whoever looks after nothing finds nothing, whatever they send.
async fn own(
    market: &people::market::Market,
    account: kernel::AccountId,
    code: &str,
) -> Result<divisions::DivisionCode, Problem> {
    let code = code_of(code)?;
    let asked = code.clone();
    market.find(async move |tx: &mut Tx| find_for(tx, account, &asked).await).await?;
    Ok(code)
}

/// Tell of a village that the caller looks after.
#[utoipa::path(put, path = "/stewardships/{code}/story", tag = "villages", params(("code" = String, Path)),
    request_body = VillageStoryIn,
    responses((status = 204), (status = 404, description = "the caller does not look after it")))]
async fn tell_story(
    Buyer { by, account, now, market, .. }: Buyer<Write>,
    Path(code): Path<String>,
    mut body: Fields,
) -> Done {
    let code = own(&market, account, &code).await?;
    let told = read_story(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    market.write(async move |tx: &mut Tx| tell_of(tx, &by, now, &code, &told).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A figure that somebody has published.
#[derive(ToSchema)]
pub struct VillageFactIn {
    #[schema(schema_with = word_of::<FactKind>)]
    pub kind: String,
    #[schema(minimum = 1949, maximum = 2200)]
    pub year: i64,
    /// A whole number; of an income, an amount in the market's currency.
    #[schema(example = "512")]
    pub value: String,
    #[schema(max_length = 200)]
    pub source: String,
}

/// Enter a figure of a place that the caller looks after, in place of another of the same year.
#[utoipa::path(post, path = "/stewardships/{code}/facts", tag = "villages", params(("code" = String, Path)),
    request_body = VillageFactIn, responses((status = 204),
    (status = 404, description = "the caller does not look after it"),
    (status = 409, description = "an income is of a county, everything else of a village")))]
async fn enter_fact(
    Buyer { by, account, now, market, .. }: Buyer<Write>,
    Path(code): Path<String>,
    mut body: Fields,
) -> Done {
    let code = own(&market, account, &code).await?;
    let fact = read_fact(&mut body, market.config.currency).ok_or_else(|| Problem::invalid(&body))?;
    market.write(async move |tx: &mut Tx| enter(tx, &by, now, &code, &fact).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Thresholds by which places are recognised.
#[derive(ToSchema)]
pub struct RecognitionRuleIn {
    /// CNY.
    #[schema(example = "10000000")]
    pub revenue: String,
    #[schema(minimum = 1, maximum = 1_000_000)]
    pub active_shops: i64,
    #[schema(minimum = 1, maximum = 10_000)]
    pub household_basis_points: i64,
    #[schema(minimum = 0, maximum = 3_650)]
    pub open_days: i64,
    #[schema(minimum = 1, maximum = 12)]
    pub months: i64,
    #[schema(minimum = 1, maximum = 1_000)]
    pub orders_a_month: i64,
    #[schema(minimum = 1, maximum = 1_000)]
    pub town_villages: i64,
    pub counts_declared: Option<bool>,
    #[schema(minimum = 0, maximum = 1_000)]
    pub jobs_tenths: i64,
    #[schema(minimum = 1, maximum = 100)]
    pub near_percent: i64,
    #[schema(max_length = 200)]
    pub reason: String,
}

/// Adopt a rule of the market's own, for verdicts from now on.
#[utoipa::path(post, path = "/operator/village-rules", tag = "villages", request_body = RecognitionRuleIn,
    responses((status = 204), (status = 409, description = "the numbers make no sense together")))]
async fn adopt_rule(Operator { by, now, market, .. }: Operator<Operate>, mut body: Fields) -> Done {
    let (rule, reason) = read_rule(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    market.write(async move |tx: &mut Tx| recognition::adopt(tx, &by, now, &rule, &reason).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Which period is published, and why again.
#[derive(ToSchema)]
pub struct VillagePublicationIn {
    #[schema(example = "2025-26")]
    pub period: String,
    #[schema(max_length = 200)]
    pub why: Option<String>,
}

/// Publish a period whose verdicts are final, as a version that never changes.
#[utoipa::path(post, path = "/operator/village-publications", tag = "villages", request_body = VillagePublicationIn,
    responses((status = 201, body = VillageDataOut),
    (status = 409, description = "the verdicts are not final, nothing is new, or a shop could be reckoned from it")))]
async fn publish_data(
    Operator { by, now, market, .. }: Operator<Operate>,
    mut body: Fields,
) -> Made<VillageDataOut> {
    let period = body.parsed("period", recognition::Period::parse);
    let reason = body.maybe_line("why", 200);
    let Some(period) = period.filter(|_| body.is_good()) else { return Err(Problem::invalid(&body)) };
    let described = publication::Described::of(&market);
    let act = async move |tx: &mut Tx| publication::publish(tx, &by, now, period, &described, &reason).await;
    Ok((StatusCode::CREATED, Json(market.write(act).await?.into())))
}
