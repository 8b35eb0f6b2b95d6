//! Leading a drive, for programs: the same acts.

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use kernel::{AccountId, Actor};
use people::{
    accounts::{self, read_account},
    caller::Buyer,
    calls,
    seek::Seek,
    visit::Visit,
    wire::{Answer, Done, List, Made},
};
use platform::{
    db::{DbError, Tx},
    web::{Fields, Problem, Refusal},
};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    CostId, Counts, Drive, DriveAct, DriveId, add_course, costs, counted, counts, dismiss, find_led, funnel,
    funnel_of_helpers, helpers, list_made, list_of_places, list_sign_ups, make, name_helper,
    pages::{may_change, read_cost, read_place, read_plan, speaker, today},
    plan, remove_course,
    scopes::Write,
    spend, step, strike,
    wire::{DriveCostOut, DriveOut, DriveReportOut, HelperOut, SignUpOut},
};
use crate::{Commons, academy::CourseId, villages};

pub fn routes() -> OpenApiRouter<Commons> {
    OpenApiRouter::new()
        .routes(calls!(list_led, begin))
        .routes(calls!(plan_anew))
        .routes(calls!(open))
        .routes(calls!(call_off))
        .routes(calls!(show_report))
        .routes(calls!(list_came))
        .routes(calls!(list_helpers, add_helper))
        .routes(calls!(dismiss_helper))
        .routes(calls!(list_costs, enter_cost))
        .routes(calls!(strike_cost))
        .routes(calls!(join_course, take_course_out))
}

/// What is said of a drive, and what it wants.
#[derive(ToSchema)]
pub struct DriveIn {
    /// Code of a place that the caller looks after; none for the whole market. It never changes.
    #[schema(example = "CN-371721")]
    pub place: Option<String>,
    /// BCP 47, of its own texts.
    #[schema(example = "zh-CN")]
    pub language: String,
    #[schema(max_length = 120)]
    pub name: String,
    #[schema(max_length = 120)]
    pub name_en: Option<String>,
    #[schema(max_length = 4000)]
    pub words: Option<String>,
    #[schema(max_length = 4000)]
    pub words_en: Option<String>,
    #[schema(example = "2026-03-01")]
    pub begins_on: String,
    /// The last day on which somebody comes into it, at most two years after the first.
    #[schema(example = "2026-06-30")]
    pub ends_on: String,
    /// How many it wants to bring on; 0 when it wants none of them.
    #[schema(minimum = 0, maximum = 10_000_000)]
    pub retailers: i64,
    #[schema(minimum = 0, maximum = 10_000_000)]
    pub companies: i64,
}

/// Drives of one answer.
const MOST_LED: i64 = 200;

/// Drives that the caller leads, drafts too, the newest first: at most 200.
#[utoipa::path(get, path = "/led-drives", tag = "drives", responses((status = 200, body = List<DriveOut>)))]
async fn list_led(Buyer { account, now, market, visit, .. }: Buyer<Write>) -> Answer<List<DriveOut>> {
    let (by, today) = (speaker(&visit)?, today(&market, now));
    let look = async move |tx: &mut Tx| {
        let found = match by.operator() {
            Ok(()) => list_made(tx, i64::MAX, MOST_LED).await?,
            Err(_) => {
                let places = villages::divisions_of(tx, account).await?;
                list_of_places(tx, &places).await?
            }
        };
        counted(tx, found).await
    };
    let shown = |(drive, counts): (Drive, Counts)| DriveOut::new(drive, &counts, today);
    Ok(Json(List::all(market.read(look).await?.into_iter().map(shown).collect())))
}

async fn shown(market: &Commons, visit: &Visit, drive: Drive) -> Result<DriveOut, Problem> {
    let id = drive.id;
    let counts = market.read(async move |tx: &mut Tx| counts(tx, id).await).await?;
    Ok(DriveOut::new(drive, &counts, today(market, visit.now)))
}

/// Begin a drive. It is a draft until it is opened.
#[utoipa::path(post, path = "/led-drives", tag = "drives", request_body = DriveIn, responses((status = 201, body = DriveOut),
    (status = 404, description = "the caller does not look after the place"),
    (status = 409, description = "one person begins 20 drives a day"), (status = 429)))]
async fn begin(
    Buyer { now, visit, .. }: Buyer<Write>,
    State(market): State<Commons>,
    mut body: Fields,
) -> Made<DriveOut> {
    let by = speaker(&visit)?;
    may_change(&market, &visit)?;
    let (Some(place), Some(plan)) = (read_place(&mut body), read_plan(&mut body)) else {
        return Err(Problem::invalid(&body));
    };
    let act = async move |tx: &mut Tx| make(tx, &by, now, place.clone(), plan.clone()).await;
    let drive = market.write(act).await?;
    Ok((StatusCode::CREATED, Json(shown(&market, &visit, drive).await?)))
}

async fn led(market: &Commons, by: Actor, id: DriveId) -> Result<Drive, Problem> {
    Ok(market.db.read(async move |tx: &mut Tx| find_led(tx, &by, id).await).await?)
}

/// Plan a drive anew. Whoever has come into it stays in it.
#[utoipa::path(put, path = "/led-drives/{drive}", tag = "drives", params(("drive" = String, Path)), request_body = DriveIn,
    responses((status = 200, body = DriveOut), (status = 404, description = "the caller does not lead it"),
    (status = 409, description = "it was called off"), (status = 429)))]
async fn plan_anew(
    Buyer { now, visit, .. }: Buyer<Write>,
    State(market): State<Commons>,
    Path(id): Path<DriveId>,
    mut body: Fields,
) -> Answer<DriveOut> {
    let by = speaker(&visit)?;
    let before = led(&market, by, id).await?;
    may_change(&market, &visit)?;
    if read_place(&mut body).flatten().is_some_and(|place| Some(place) != before.place) {
        body.refuse("place", Refusal::new("refused-not-a-choice"));
    }
    let said = read_plan(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    let drive = market.write(async move |tx: &mut Tx| plan(tx, &by, now, id, said.clone()).await).await?;
    Ok(Json(shown(&market, &visit, drive).await?))
}

async fn take_step(market: &Commons, visit: &Visit, id: DriveId, act: DriveAct) -> Answer<DriveOut> {
    let (by, now) = (speaker(visit)?, visit.now);
    let drive = market.write(async move |tx: &mut Tx| step(tx, &by, now, id, act).await).await?;
    Ok(Json(shown(market, visit, drive).await?))
}

/// Open a drive to everybody.
#[utoipa::path(post, path = "/led-drives/{drive}/opening", tag = "drives", params(("drive" = String, Path)),
    responses((status = 200, body = DriveOut), (status = 404, description = "the caller does not lead it"),
    (status = 409, description = "it is open already, or was called off")))]
async fn open(
    Buyer { visit, .. }: Buyer<Write>,
    State(market): State<Commons>,
    Path(id): Path<DriveId>,
) -> Answer<DriveOut> {
    take_step(&market, &visit, id, DriveAct::Open).await
}

/// Call a drive off. Who has come by it is followed to the end.
#[utoipa::path(post, path = "/led-drives/{drive}/calling-off", tag = "drives", params(("drive" = String, Path)),
    responses((status = 200, body = DriveOut), (status = 404, description = "the caller does not lead it"),
    (status = 409, description = "it was called off before")))]
async fn call_off(
    Buyer { visit, .. }: Buyer<Write>,
    State(market): State<Commons>,
    Path(id): Path<DriveId>,
) -> Answer<DriveOut> {
    take_step(&market, &visit, id, DriveAct::CallOff).await
}

/// What became of a drive, and what it cost.
#[utoipa::path(get, path = "/led-drives/{drive}/report", tag = "drives", params(("drive" = String, Path)),
    responses((status = 200, body = DriveReportOut), (status = 404, description = "the caller does not lead it")))]
async fn show_report(
    Buyer { visit, .. }: Buyer<Write>,
    State(market): State<Commons>,
    Path(id): Path<DriveId>,
) -> Answer<DriveReportOut> {
    led(&market, speaker(&visit)?, id).await?;
    let currency = market.config.currency;
    let funnel = market.read(async move |tx: &mut Tx| funnel(tx, id, currency).await).await?;
    Ok(Json(funnel.into()))
}

/// Who has come by a drive, the newest first: nobody's name.
#[utoipa::path(get, path = "/led-drives/{drive}/sign-ups", tag = "drives", params(("drive" = String, Path), Seek),
    responses((status = 200, body = List<SignUpOut>), (status = 404, description = "the caller does not lead it")))]
async fn list_came(
    Buyer { visit, .. }: Buyer<Write>,
    State(market): State<Commons>,
    Path(id): Path<DriveId>,
    seek: Seek,
) -> Answer<List<SignUpOut>> {
    led(&market, speaker(&visit)?, id).await?;
    let look = async move |tx: &mut Tx| list_sign_ups(tx, id, seek.before(), seek.rows()).await;
    let rows = market.read(look).await?;
    Ok(Json(seek.page(rows, |it| it.id.get()).map(SignUpOut::from)))
}

/// The helpers of a drive, those who were dismissed too, with what became of whom they brought: at most 1,000.
#[utoipa::path(get, path = "/led-drives/{drive}/helpers", tag = "drives", params(("drive" = String, Path)),
    responses((status = 200, body = List<HelperOut>), (status = 404, description = "the caller does not lead it")))]
async fn list_helpers(
    Buyer { visit, .. }: Buyer<Write>,
    State(market): State<Commons>,
    Path(id): Path<DriveId>,
) -> Answer<List<HelperOut>> {
    led(&market, speaker(&visit)?, id).await?;
    let look = async move |tx: &mut Tx| {
        let reached = funnel_of_helpers(tx, id).await?;
        let (found, mut all) = (helpers(tx, id).await?, Vec::new());
        let names = accounts::names_of(tx, found.iter().map(|helper| helper.account)).await?;
        let names: BTreeMap<AccountId, String> = names.into_iter().collect();
        for it in found {
            let name = names.get(&it.account).cloned().unwrap_or_default();
            let of = reached.get(&Some(it.account)).copied().unwrap_or_default();
            all.push(HelperOut::new(it, name, of));
        }
        Ok::<_, DbError>(all)
    };
    Ok(Json(List::all(market.read(look).await?)))
}

/// Who is to help.
#[derive(ToSchema)]
pub struct HelperIn {
    /// E-mail address or phone number of an account.
    pub login: String,
}

/// Name somebody as a helper. A second time changes nothing.
#[utoipa::path(post, path = "/led-drives/{drive}/helpers", tag = "drives", params(("drive" = String, Path)),
    request_body = HelperIn, responses((status = 201, body = HelperOut),
    (status = 404, description = "the caller does not lead it"),
    (status = 409, description = "it was called off, has 500 helpers, or they came by it"), (status = 429)))]
async fn add_helper(
    Buyer { now, visit, .. }: Buyer<Write>,
    State(market): State<Commons>,
    Path(id): Path<DriveId>,
    mut body: Fields,
) -> Made<HelperOut> {
    let by = speaker(&visit)?;
    led(&market, by, id).await?;
    may_change(&market, &visit)?;
    let found = read_account(&market, &mut body).await?;
    let account = found.ok_or_else(|| Problem::invalid(&body))?;
    let act = async move |tx: &mut Tx| name_helper(tx, &by, now, id, account.id).await;
    let helper = market.write(act).await?;
    let whose = helper.account;
    let look = async move |tx: &mut Tx| super::helper_funnel(tx, id, whose).await;
    let reached = market.read(look).await?;
    Ok((StatusCode::CREATED, Json(HelperOut::new(helper, account.name, reached))))
}

/// Somebody helps no more. What they brought stays theirs.
#[utoipa::path(delete, path = "/led-drives/{drive}/helpers/{account}", tag = "drives",
    params(("drive" = String, Path), ("account" = String, Path)), responses((status = 204),
    (status = 404, description = "the caller does not lead it, or they do not help in it")))]
async fn dismiss_helper(
    Buyer { now, visit, .. }: Buyer<Write>,
    State(market): State<Commons>,
    Path((id, account)): Path<(DriveId, AccountId)>,
) -> Done {
    let by = speaker(&visit)?;
    market.write(async move |tx: &mut Tx| dismiss(tx, &by, now, id, account).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a drive has cost, day by day, with what was struck: at most 1,000.
#[utoipa::path(get, path = "/led-drives/{drive}/costs", tag = "drives", params(("drive" = String, Path)),
    responses((status = 200, body = List<DriveCostOut>), (status = 404, description = "the caller does not lead it")))]
async fn list_costs(
    Buyer { visit, .. }: Buyer<Write>,
    State(market): State<Commons>,
    Path(id): Path<DriveId>,
) -> Answer<List<DriveCostOut>> {
    led(&market, speaker(&visit)?, id).await?;
    let all = market.read(async move |tx: &mut Tx| costs(tx, id).await).await?;
    Ok(Json(List::all(all)))
}

/// What a drive has cost.
#[derive(ToSchema)]
pub struct DriveCostIn {
    #[schema(example = "2026-03-05")]
    pub day: String,
    #[schema(max_length = 120)]
    pub what: String,
    /// In the market's currency.
    #[schema(example = "1200.00")]
    pub amount: String,
}

/// Enter what a drive has cost, for its report.
#[utoipa::path(post, path = "/led-drives/{drive}/costs", tag = "drives", params(("drive" = String, Path)),
    request_body = DriveCostIn, responses((status = 201, body = DriveCostOut),
    (status = 404, description = "the caller does not lead it"), (status = 409, description = "it has 1,000 costs"),
    (status = 429)))]
async fn enter_cost(
    Buyer { now, visit, .. }: Buyer<Write>,
    State(market): State<Commons>,
    Path(id): Path<DriveId>,
    mut body: Fields,
) -> Made<DriveCostOut> {
    let by = speaker(&visit)?;
    led(&market, by, id).await?;
    may_change(&market, &visit)?;
    let cost = read_cost(&mut body, market.config.currency, today(&market, now));
    let cost = cost.ok_or_else(|| Problem::invalid(&body))?;
    let cost = market.write(async move |tx: &mut Tx| spend(tx, &by, now, id, cost.clone()).await).await?;
    Ok((StatusCode::CREATED, Json(cost.into())))
}

/// Strike what was entered by mistake: it stays to be seen, and counts no more.
#[utoipa::path(delete, path = "/led-drives/{drive}/costs/{cost}", tag = "drives",
    params(("drive" = String, Path), ("cost" = String, Path)), responses((status = 204),
    (status = 404, description = "the caller does not lead it, or there is no such cost")))]
async fn strike_cost(
    Buyer { now, visit, .. }: Buyer<Write>,
    State(market): State<Commons>,
    Path((id, cost)): Path<(DriveId, CostId)>,
) -> Done {
    let by = speaker(&visit)?;
    market.write(async move |tx: &mut Tx| strike(tx, &by, now, id, cost).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Join an open course to a drive. A second time changes nothing.
#[utoipa::path(put, path = "/led-drives/{drive}/courses/{course}", tag = "drives",
    params(("drive" = String, Path), ("course" = String, Path)), responses((status = 204),
    (status = 404, description = "the caller does not lead it, or people may not come into the course"),
    (status = 409, description = "a drive has 12 courses at most"), (status = 429)))]
async fn join_course(
    Buyer { now, visit, .. }: Buyer<Write>,
    State(market): State<Commons>,
    Path((id, course)): Path<(DriveId, CourseId)>,
) -> Done {
    let by = speaker(&visit)?;
    may_change(&market, &visit)?;
    market.write(async move |tx: &mut Tx| add_course(tx, &by, now, id, course).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take a course out of a drive. What was learnt in it stays.
#[utoipa::path(delete, path = "/led-drives/{drive}/courses/{course}", tag = "drives",
    params(("drive" = String, Path), ("course" = String, Path)), responses((status = 204),
    (status = 404, description = "the caller does not lead it, or it is not there")))]
async fn take_course_out(
    Buyer { visit, .. }: Buyer<Write>,
    State(market): State<Commons>,
    Path((id, course)): Path<(DriveId, CourseId)>,
) -> Done {
    let by = speaker(&visit)?;
    market.write(async move |tx: &mut Tx| remove_course(tx, &by, id, course).await).await?;
    Ok(StatusCode::NO_CONTENT)
}
