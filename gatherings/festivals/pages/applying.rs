//! A shop applies for a booth at somebody's festival, sees how that stands, and withdraws.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use goods::catalog::{self, Card, DeskRow, ListingState};
use kernel::Timestamp;
use people::{
    shops::{Desk, Shop, pages::seller},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Problem},
};

use commons::Commons;

use super::{
    common::{days, find_shown, may_change, place, zone_name},
    problems::blame,
    read::read_wants,
};
use crate::festivals::{
    self, Festival, Zone,
    booths::{self, Application, ApplicationAct, Call},
};

/// Listings to choose from.
const SHELF: i64 = 60;

#[derive(Template)]
#[template(path = "festivals/views/application.html")]
struct ApplicationPage {
    shell: Shell,
    lang: Lang,
    desk: Desk,
    festival: Festival,
    zones: Vec<Zone>,
    call: Option<Call>,
    application: Option<Application>,
    /// How many come before it on the waiting list.
    before: i64,
    /// What the fee of its zone is bought by.
    fee: Option<Card>,
    listings: Vec<DeskRow>,
    form: Fields,
    now: Timestamp,
}

impl ApplicationPage {
    fn days(&self) -> String {
        days(&self.shell, &self.festival)
    }

    fn place(&self) -> String {
        place(&self.shell, &self.festival)
    }

    fn zone_name(&self, zone: &Zone) -> String {
        zone_name(&self.shell, self.lang, &self.festival, zone)
    }

    fn is_chosen(&self, zone: &Zone) -> bool {
        self.form.value("zone") == zone.id.to_string()
    }

    fn is_open(&self) -> bool {
        let is_open = self.call.as_ref().is_some_and(|call| call.is_open(&self.festival, self.now));
        let may = self.application.as_ref().is_none_or(|it| it.can(ApplicationAct::Apply));
        // What was typed and refused is shown again, whatever became of the application meanwhile.
        (is_open && may) || !self.form.is_good()
    }

    fn can_withdraw(&self) -> bool {
        let can = self.application.as_ref().is_some_and(|it| it.can(ApplicationAct::Withdraw));
        can && !self.festival.is_over(self.now)
    }

    fn call_words(&self) -> &str {
        let Some(call) = &self.call else { return "" };
        let (own, english) = (&call.said.words, &call.said.words_en);
        people::shops::pick(self.lang, self.festival.said.language, own, english)
    }
}

async fn page(
    market: &Commons,
    visit: &Visit,
    (shop, festival): (Shop, Festival),
    form: Fields,
) -> Result<Response, Problem> {
    let (id, shop_id) = (festival.id, shop.id);
    let look = async move |tx: &mut Tx| {
        let (zones, call) = (festivals::zones(tx, id).await?, booths::call(tx, id).await?);
        let application = booths::find_of_applicant(tx, id, shop_id).await?;
        let before = match &application {
            Some(it) if it.state.waiting_since().is_some() => booths::waiting_before(tx, it).await?,
            _ => 0,
        };
        let fee = application.as_ref().filter(|it| it.state.pay_until().is_some());
        let fee = fee.and_then(|it| zones.iter().find(|zone| zone.id == it.wants.zone)?.said.fee);
        let fee = match fee {
            Some(fee) => catalog::card(tx, fee).await?,
            None => None,
        };
        let listings = catalog::list_for_desk(tx, shop_id, ListingState::Active, "", i64::MAX, SHELF).await?;
        Ok::<_, DbError>((zones, call, application, before, fee, listings))
    };
    let (zones, call, application, before, fee, listings) = market.read(look).await?;
    let is_good = form.is_good();
    let page = ApplicationPage {
        shell: visit.shell("desk"),
        lang: visit.lang,
        desk: Desk::new(&shop, "festivals"),
        festival,
        zones,
        call,
        application,
        before,
        fee,
        listings,
        form,
        now: visit.now,
    };
    views::show(&page, is_good)
}

fn path_of(handle: &str, festival: &Festival) -> String {
    format!("/desk/{handle}/festivals/{}/application", festival.handle)
}

/// `GET /desk/{handle}/festivals/{festival}/application`
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, festival)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (_, shop) = seller(&market, &visit, &handle).await?;
    let festival = find_shown(&market, &visit, &festival).await?;
    page(&market, &visit, (shop, festival), Fields::filled([("tables", "1"), ("power_watts", "0")])).await
}

/// `POST /desk/{handle}/festivals/{festival}/application`
pub async fn apply(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, festival)): Path<(String, String)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, shop) = seller(&market, &visit, &handle).await?;
    let festival = find_shown(&market, &visit, &festival).await?;
    let (now, id) = (visit.now, festival.id);
    let Some(wants) = read_wants(&mut form, shop.id) else {
        return page(&market, &visit, (shop, festival), form).await;
    };
    may_change(&market, &visit)?;
    let act = async move |tx: &mut Tx| booths::apply(tx, &by, now, id, wants.clone()).await;
    if let Err(problem) = market.write(act).await {
        blame(&mut form, problem)?;
        return page(&market, &visit, (shop, festival), form).await;
    }
    Ok(redirect(&path_of(&handle, &festival), "done-applied"))
}

/// `POST /desk/{handle}/festivals/{festival}/application/withdrawal`
pub async fn withdraw(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, festival)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (by, _) = seller(&market, &visit, &handle).await?;
    let festival = find_shown(&market, &visit, &festival).await?;
    let (now, id, rules) = (visit.now, festival.id, market.rules());
    market.write(async move |tx: &mut Tx| booths::withdraw(tx, &by, now, &rules, id).await).await?;
    Ok(redirect(&path_of(&handle, &festival), "done-application-withdrawn"))
}
