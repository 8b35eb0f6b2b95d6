//! The call for booths, and the organiser's choice among those who apply.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{ShopId, Timestamp};
use people::{
    shops::{self, Desk, Shop},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Problem},
};
use selling::promotions::local_moment;

use commons::Commons;

use super::{
    common::{may_change, zone_name},
    desk::{desk_path, find},
    problems::blame,
    read::{read_call, read_reason},
};
use crate::festivals::{
    self, ApplicationId, Festival, Zone,
    booths::{self, Application, ApplicationAct, Call, Fee},
};

/// Applications of one page: more than a festival has booths.
const SHELF: i64 = 2_000;

#[derive(Template)]
#[template(path = "festivals/views/applications.html")]
struct ApplicationsPage {
    shell: Shell,
    lang: Lang,
    desk: Desk,
    festival: Festival,
    zones: Vec<Zone>,
    call: Option<Call>,
    all: Vec<Application>,
    shops: Vec<Shop>,
    owed: Vec<Fee>,
    form: Fields,
    now: Timestamp,
}

impl ApplicationsPage {
    fn zone_name(&self, zone: &Zone) -> String {
        zone_name(&self.shell, self.lang, &self.festival, zone)
    }

    fn of_zone(&self, zone: &Zone) -> Vec<&Application> {
        let mut all: Vec<&Application> = self.all.iter().filter(|it| it.wants.zone == zone.id).collect();
        all.sort_by_key(|it| (it.state.waiting_since(), it.id));
        all
    }

    fn shop(&self, it: &Application) -> Option<&Shop> {
        self.shops.iter().find(|shop| shop.id == it.applicant)
    }

    fn can(&self, it: &Application, act: &str) -> bool {
        self.festival.is_awaited(self.now) && ApplicationAct::parse(act).is_some_and(|act| it.can(act))
    }

    fn kind(&self, it: &Application) -> &'static str {
        match it.state.name() {
            "confirmed" => "good",
            "applied" | "accepted" => "info",
            _ => "warn",
        }
    }

    fn is_open(&self) -> bool {
        self.call.as_ref().is_some_and(|call| call.is_open(&self.festival, self.now))
    }
}

fn filled(festival: &Festival, call: Option<&Call>) -> Fields {
    let zone = &festival.said.days.time_zone;
    let Some(Call { said, .. }) = call else { return Fields::filled([("pay_days", "7")]) };
    Fields::filled([
        ("opens_at", local_moment(said.opens_at, zone)),
        ("closes_at", local_moment(said.closes_at, zone)),
        ("pay_days", said.pay_days.to_string()),
        ("words", said.words.clone()),
        ("words_en", said.words_en.clone()),
    ])
}

async fn page(
    market: &Commons,
    visit: &Visit,
    (shop, festival): (Shop, Festival),
    form: Option<Fields>,
) -> Result<Response, Problem> {
    let id = festival.id;
    let look = async move |tx: &mut Tx| {
        let (zones, call) = (festivals::zones(tx, id).await?, booths::call(tx, id).await?);
        let all = booths::list_of_festival(tx, id, 0, SHELF).await?;
        let mut ids: Vec<ShopId> = all.iter().map(|it| it.applicant).collect();
        ids.sort_unstable();
        ids.dedup();
        let shops = shops::find_several(tx, &ids).await?;
        Ok::<_, DbError>((zones, call, all, shops, booths::owed(tx, id).await?))
    };
    let (zones, call, all, shops, owed) = market.read(look).await?;
    let form = form.unwrap_or_else(|| filled(&festival, call.as_ref()));
    let is_good = form.is_good();
    let page = ApplicationsPage {
        shell: visit.shell("desk"),
        lang: visit.lang,
        desk: Desk::new(&shop, "festivals"),
        festival,
        zones,
        call,
        all,
        shops,
        owed,
        form,
        now: visit.now,
    };
    views::show(&page, is_good)
}

/// `GET /desk/{handle}/festivals/{festival}/applications`
pub async fn index(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, festival)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (_, shop, festival) = find(&market, &visit, (&handle, &festival)).await?;
    page(&market, &visit, (shop, festival), None).await
}

fn path_of(handle: &str, festival: &Festival) -> String {
    format!("{}/applications", desk_path(handle, festival))
}

/// `POST /desk/{handle}/festivals/{festival}/call`
pub async fn call(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, festival)): Path<(String, String)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, shop, festival) = find(&market, &visit, (&handle, &festival)).await?;
    let (now, id) = (visit.now, festival.id);
    let Some(said) = read_call(&mut form, &festival) else {
        return page(&market, &visit, (shop, festival), Some(form)).await;
    };
    may_change(&market, &visit)?;
    let act = async move |tx: &mut Tx| booths::set_call(tx, &by, now, id, said.clone()).await;
    if let Err(problem) = market.write(act).await {
        blame(&mut form, problem)?;
        return page(&market, &visit, (shop, festival), Some(form)).await;
    }
    Ok(redirect(&path_of(&handle, &festival), "done-call"))
}

/// An application for this festival; of another there is none here.
pub async fn check(market: &Commons, festival: &Festival, id: ApplicationId) -> Result<(), Problem> {
    let found = market.find(async move |tx: &mut Tx| booths::find(tx, id).await).await?;
    if found.festival == festival.id { Ok(()) } else { Err(Problem::not_found()) }
}

/// `POST /desk/{handle}/festivals/{festival}/applications/{application}/acceptance`
pub async fn accept(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, festival, id)): Path<(String, String, ApplicationId)>,
) -> Result<Response, Problem> {
    let (by, _, festival) = find(&market, &visit, (&handle, &festival)).await?;
    check(&market, &festival, id).await?;
    let now = visit.now;
    market.write(async move |tx: &mut Tx| booths::accept(tx, &by, now, id).await).await?;
    Ok(redirect(&path_of(&handle, &festival), "done-application-accepted"))
}

/// `POST /desk/{handle}/festivals/{festival}/applications/{application}/waiting`
pub async fn put_on_list(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, festival, id)): Path<(String, String, ApplicationId)>,
) -> Result<Response, Problem> {
    let (by, _, festival) = find(&market, &visit, (&handle, &festival)).await?;
    check(&market, &festival, id).await?;
    let now = visit.now;
    market.write(async move |tx: &mut Tx| booths::put_on_list(tx, &by, now, id).await).await?;
    Ok(redirect(&path_of(&handle, &festival), "done-application-waiting"))
}

/// `POST /desk/{handle}/festivals/{festival}/applications/{application}/refusal`
pub async fn decline(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, festival, id)): Path<(String, String, ApplicationId)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, _, festival) = find(&market, &visit, (&handle, &festival)).await?;
    check(&market, &festival, id).await?;
    let now = visit.now;
    let reason = read_reason(&mut form).ok_or_else(|| Problem::invalid(&form))?;
    market.write(async move |tx: &mut Tx| booths::decline(tx, &by, now, id, reason.clone()).await).await?;
    Ok(redirect(&path_of(&handle, &festival), "done-application-declined"))
}
