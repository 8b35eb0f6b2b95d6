//! The desk of who leads a drive: plan, helpers, what became of it, what it cost.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{AccountId, Day, ShopId};
use people::{
    accounts::{self, read_account},
    shops::{self, Shop},
    visit::{Visit, redirect},
};
use platform::{
    db::Tx,
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Paging, Problem},
};

use super::common::{may_change, read_place, read_plan, speaker, today};
use crate::{
    Commons,
    academy::{self, Course},
    drives::{self, Cost, Counts, Drive, DriveAct, DriveId, Funnel, HelperCode, Reached, SignUp},
    villages::{self, Division, divisions},
};

/// Open courses to choose from, the newest.
const OTHERS: i64 = 100;

/// Somebody who brings people, and what became of those.
pub struct HelperRow {
    pub name: String,
    pub helper: HelperCode,
    pub reached: Reached,
}

/// How many of each kind have reached a step, as they are read.
struct StepRow {
    name: &'static str,
    retailers: String,
    companies: String,
    all: String,
}

#[derive(Template)]
#[template(path = "drives/views/desk.html")]
pub struct DeskPage {
    pub shell: Shell,
    lang: Lang,
    today: Day,
    pub drive: Drive,
    place: Option<Division>,
    pub funnel: Funnel,
    pub helpers: Vec<HelperRow>,
    /// Those whom nobody brought.
    pub unhelped: Reached,
    costs: Vec<Cost>,
    courses: Vec<Course>,
    /// Open courses that can be joined to it.
    others: Vec<Course>,
    sign_ups: Vec<(SignUp, Option<Shop>)>,
    older: String,
    form: Fields,
}

impl DeskPage {
    fn can(&self, act: &str) -> bool {
        DriveAct::parse(act).is_some_and(|act| self.drive.next(act).is_ok())
    }

    fn steps(&self) -> Vec<StepRow> {
        let Counts { retailers, companies } = &self.funnel.counts;
        let rows = retailers.steps().into_iter().zip(companies.steps());
        let number = |count: i64| self.shell.number(count);
        let row = |((name, retailers), (_, companies))| StepRow {
            name,
            retailers: number(retailers),
            companies: number(companies),
            all: number(retailers + companies),
        };
        rows.map(row).collect()
    }

    fn sign(&self) -> &'static str {
        self.shell.sign(&self.funnel.spent.currency())
    }

    fn helper_name(&self, it: &SignUp) -> &str {
        let of = |helper: AccountId| self.helpers.iter().find(|row| row.helper.account == helper);
        it.helper.and_then(of).map_or("", |row| row.name.as_str())
    }
}

/// The drive of a desk with all that stands on it; to who does not lead it there is none.
pub async fn page(
    market: &Commons,
    visit: &Visit,
    id: DriveId,
    form: Fields,
    paging: &Paging,
) -> Result<DeskPage, Problem> {
    let (by, currency) = (speaker(visit)?, market.config.currency);
    let (before, limit) = (paging.before, paging.limit.and_one_more());
    let look = async move |tx: &mut Tx| {
        let drive = drives::find_led(tx, &by, id).await?;
        let place = match &drive.place {
            Some(place) => divisions::store::find(tx, place).await?,
            None => None,
        };
        let funnel = drives::funnel(tx, id, currency).await?;
        let mut reached = drives::funnel_of_helpers(tx, id).await?;
        let all = drives::helpers(tx, id).await?;
        let names = accounts::names_of(tx, all.iter().map(|helper| helper.account)).await?;
        let mut names: BTreeMap<AccountId, String> = names.into_iter().collect();
        let mut helpers = Vec::new();
        for helper in all {
            let name = names.remove(&helper.account).unwrap_or_default();
            let reached = reached.remove(&Some(helper.account)).unwrap_or_default();
            helpers.push(HelperRow { name, helper, reached });
        }
        let unhelped = reached.remove(&None).unwrap_or_default();
        let came = drives::list_sign_ups(tx, id, before, limit).await?;
        let ids: Vec<ShopId> = came.iter().filter_map(|it| it.shop).collect();
        let shops = shops::find_several(tx, &ids).await?;
        let shop_of = |it: &SignUp| shops.iter().find(|shop| Some(shop.id) == it.shop).cloned();
        let sign_ups: Vec<(SignUp, Option<Shop>)> =
            came.into_iter().map(|it| (it.clone(), shop_of(&it))).collect();
        let costs = drives::costs(tx, id).await?;
        let courses = drives::courses(tx, id).await?;
        let mut others = academy::list_open(tx, i64::MAX, OTHERS).await?;
        others.retain(|other| courses.iter().all(|course| course.id != other.id));
        Ok::<_, drives::LeadError>((
            drive,
            place,
            funnel,
            helpers,
            unhelped,
            sign_ups,
            costs,
            (courses, others),
        ))
    };
    let (drive, place, funnel, helpers, unhelped, sign_ups, costs, (courses, others)) =
        market.db.read(look).await?;
    let (sign_ups, older) = paging.cut(sign_ups, |(last, _)| last.id.get());
    let (shell, lang, today) = (visit.shell("mine"), visit.lang, today(market, visit.now));
    Ok(DeskPage {
        shell,
        lang,
        today,
        drive,
        place,
        funnel,
        helpers,
        unhelped,
        costs,
        courses,
        others,
        sign_ups,
        older,
        form,
    })
}

/// `GET /mine/drives/{drive}`
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<DriveId>,
    paging: Paging,
) -> Result<Response, Problem> {
    let mut form = Fields::default();
    form.set("day", today(&market, visit.now).to_string());
    views::page(&page(&market, &visit, id, form, &paging).await?)
}

pub(super) async fn refuse(
    market: &Commons,
    visit: &Visit,
    id: DriveId,
    form: Fields,
) -> Result<Response, Problem> {
    let paging = Paging::first(format!("/mine/drives/{id}"));
    views::refused(&page(market, visit, id, form, &paging).await?)
}

#[derive(Template)]
#[template(path = "drives/views/plan.html")]
struct PlanPage {
    shell: Shell,
    lang: Lang,
    drive: Option<Drive>,
    places: Vec<Division>,
    /// Whether there may be one of no place.
    is_operator: bool,
    form: Fields,
}

impl PlanPage {
    fn languages(&self) -> [Lang; 5] {
        Lang::ALL
    }

    fn action(&self) -> String {
        self.drive.as_ref().map_or_else(|| "/mine/drives".to_owned(), |it| format!("{}/plan", it.desk_path()))
    }
}

/// Whoever looks after nothing has no such form.
async fn plan_page(
    market: &Commons,
    visit: &Visit,
    drive: Option<Drive>,
    form: Fields,
) -> Result<Response, Problem> {
    let (account, by) = (visit.account_id()?, speaker(visit)?);
    let look = async move |tx: &mut Tx| {
        let codes = villages::divisions_of(tx, account).await?;
        divisions::store::find_several(tx, &codes).await
    };
    let places = market.read(look).await?;
    let is_operator = by.operator().is_ok();
    if drive.is_none() && places.is_empty() && !is_operator {
        return Err(Problem::not_found());
    }
    let is_good = form.is_good();
    let (shell, lang) = (visit.shell("mine"), visit.lang);
    views::show(&PlanPage { shell, lang, drive, places, is_operator, form }, is_good)
}

/// `GET /mine/drives/new`
pub async fn new(State(market): State<Commons>, visit: Visit) -> Result<Response, Problem> {
    let mut form = Fields::default();
    form.set("language", visit.lang.code());
    form.set("begins_on", today(&market, visit.now).to_string());
    plan_page(&market, &visit, None, form).await
}

/// `POST /mine/drives`
pub async fn create(
    State(market): State<Commons>,
    visit: Visit,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (speaker(&visit)?, visit.now);
    may_change(&market, &visit)?;
    let (Some(place), Some(plan)) = (read_place(&mut form), read_plan(&mut form)) else {
        return plan_page(&market, &visit, None, form).await;
    };
    let act = async move |tx: &mut Tx| drives::make(tx, &by, now, place.clone(), plan.clone()).await;
    let drive = market.write(act).await?;
    Ok(redirect(&drive.desk_path(), "done-drive-made"))
}

async fn led(market: &Commons, visit: &Visit, id: DriveId) -> Result<Drive, Problem> {
    let by = speaker(visit)?;
    let look = async move |tx: &mut Tx| drives::find_led(tx, &by, id).await;
    Ok(market.db.read(look).await?)
}

/// `GET /mine/drives/{drive}/plan`
pub async fn edit(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<DriveId>,
) -> Result<Response, Problem> {
    let drive = led(&market, &visit, id).await?;
    let plan = &drive.plan;
    let form = Fields::filled([
        ("language", plan.language.code().to_owned()),
        ("name", plan.name.clone()),
        ("name_en", plan.name_en.clone()),
        ("words", plan.words.clone()),
        ("words_en", plan.words_en.clone()),
        ("begins_on", plan.begins_on.to_string()),
        ("ends_on", plan.ends_on.to_string()),
        ("retailers", plan.retailers.to_string()),
        ("companies", plan.companies.to_string()),
    ]);
    plan_page(&market, &visit, Some(drive), form).await
}

/// `POST /mine/drives/{drive}/plan`
pub async fn update(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<DriveId>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let drive = led(&market, &visit, id).await?;
    may_change(&market, &visit)?;
    let (by, now) = (speaker(&visit)?, visit.now);
    let Some(plan) = read_plan(&mut form) else { return plan_page(&market, &visit, Some(drive), form).await };
    let path = drive.desk_path();
    market.write(async move |tx: &mut Tx| drives::plan(tx, &by, now, id, plan.clone()).await).await?;
    Ok(redirect(&path, "done-drive-planned"))
}

async fn take_step(
    market: &Commons,
    visit: &Visit,
    id: DriveId,
    act: DriveAct,
    done: &'static str,
) -> Result<Response, Problem> {
    let (by, now) = (speaker(visit)?, visit.now);
    let drive = market.write(async move |tx: &mut Tx| drives::step(tx, &by, now, id, act).await).await?;
    Ok(redirect(&drive.desk_path(), done))
}

/// `POST /mine/drives/{drive}/opening`
pub async fn open(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<DriveId>,
) -> Result<Response, Problem> {
    take_step(&market, &visit, id, DriveAct::Open, "done-drive-opened").await
}

/// `POST /mine/drives/{drive}/calling-off`
pub async fn call_off(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<DriveId>,
) -> Result<Response, Problem> {
    take_step(&market, &visit, id, DriveAct::CallOff, "done-drive-called-off").await
}

/// `POST /mine/drives/{drive}/helpers`: an account by its login.
pub async fn name(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<DriveId>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let drive = led(&market, &visit, id).await?;
    may_change(&market, &visit)?;
    let (by, now) = (speaker(&visit)?, visit.now);
    let Some(account) = read_account(&market, &mut form).await? else {
        return refuse(&market, &visit, id, form).await;
    };
    market.write(async move |tx: &mut Tx| drives::name_helper(tx, &by, now, id, account.id).await).await?;
    Ok(redirect(&drive.desk_path(), "done-drive-helper"))
}

/// `POST /mine/drives/{drive}/dismissals`
pub async fn dismiss(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<DriveId>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let drive = led(&market, &visit, id).await?;
    let (by, now) = (speaker(&visit)?, visit.now);
    let account: Option<AccountId> = form.parsed("account", |text| text.parse().ok());
    let account = account.ok_or_else(|| Problem::invalid(&form))?;
    market.write(async move |tx: &mut Tx| drives::dismiss(tx, &by, now, id, account).await).await?;
    Ok(redirect(&drive.desk_path(), "done-drive-dismissed"))
}
