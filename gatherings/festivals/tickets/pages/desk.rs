//! The organiser's kinds of ticket: made, changed, and how many are left.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use commons::Commons;
use people::{
    choices::Choice,
    shops::{Desk, Shop},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Problem},
};
use selling::promotions::local_moment;

use super::{
    common::{filled, read_plan},
    problems::blame,
    shelf::admits,
};
use crate::festivals::{
    self, Festival, FestivalId, Zone,
    gate::{self, Gate, GateStage},
    pages::{find_at_desk, may_change, zone_name},
    tickets::{self, KindId, Reentry, TicketKind},
};

#[derive(Template)]
#[template(path = "festivals/tickets/views/desk.html")]
struct DeskPage {
    shell: Shell,
    lang: Lang,
    desk: Desk,
    festival: Festival,
    zones: Vec<Zone>,
    gates: Vec<Gate>,
    kinds: Vec<TicketKind>,
    counts: BTreeMap<KindId, (i64, i64)>,
    /// The kind that is changed; none where a new one is written.
    kind: Option<TicketKind>,
    currency: &'static str,
    form: Fields,
}

impl DeskPage {
    fn path(&self) -> String {
        format!("/desk/{}/festivals/{}/tickets", self.desk.handle, self.festival.handle)
    }

    fn admits(&self, kind: &TicketKind) -> String {
        admits(&self.shell, self.lang, &self.festival, &self.zones, kind)
    }

    fn void(&self, kind: &TicketKind) -> i64 {
        self.counts.get(&kind.id).map_or(0, |(_, void)| *void)
    }

    fn days(&self) -> Vec<Choice> {
        let days = &self.festival.said.days;
        let every = ("0".to_owned(), self.shell.t("tickets-every-day").to_owned());
        let each =
            (1_i64..).zip(days.each()).map(|(place, day)| (place.to_string(), self.shell.calendar_day(&day)));
        self.choices("day", std::iter::once(every).chain(each))
    }

    fn places(&self) -> Vec<Choice> {
        let all = ("0".to_owned(), self.shell.t("tickets-everywhere").to_owned());
        let each = self
            .zones
            .iter()
            .map(|zone| (zone.position.to_string(), zone_name(&self.shell, self.lang, &self.festival, zone)));
        self.choices("zone", std::iter::once(all).chain(each))
    }

    fn doors(&self) -> Vec<Choice> {
        let every = (String::new(), self.shell.t("tickets-every-gate").to_owned());
        let open = self.gates.iter().filter(|gate| gate.stage == GateStage::Open);
        let each = open.map(|gate| (gate.id.to_string(), gate.name.clone()));
        self.choices("gate", std::iter::once(every).chain(each))
    }

    fn reentries(&self) -> Vec<Choice> {
        let each = Reentry::ALL
            .iter()
            .map(|way| (way.name().to_owned(), self.shell.of("tickets-reentry", way.name())));
        self.choices("reentry", each)
    }

    fn choices(&self, field: &str, all: impl Iterator<Item = (String, String)>) -> Vec<Choice> {
        let chosen = self.form.value(field);
        all.map(|(value, words)| Choice { chosen: value == chosen, value, words }).collect()
    }
}

async fn draw(
    market: &Commons,
    visit: &Visit,
    (shop, festival): (Shop, Festival),
    kind: Option<TicketKind>,
    form: Fields,
) -> Result<Response, Problem> {
    let id = festival.id;
    let look = async move |tx: &mut Tx| {
        let (zones, gates) = (festivals::zones(tx, id).await?, gate::list(tx, id).await?);
        Ok::<_, DbError>((zones, gates, tickets::kinds(tx, id).await?, tickets::counts(tx, id).await?))
    };
    let (zones, gates, kinds, counts) = market.read(look).await?;
    let shell = visit.shell("desk").in_zone(&festival.said.days.time_zone);
    let (desk, currency, is_good) = (Desk::new(&shop, "festivals"), shop.currency.symbol(), form.is_good());
    let lang = visit.lang;
    let page = DeskPage { shell, lang, desk, festival, zones, gates, kinds, counts, kind, currency, form };
    views::show(&page, is_good)
}

fn blank(festival: &Festival, visit: &Visit) -> Fields {
    let zone = &festival.said.days.time_zone;
    Fields::filled([
        ("day", "0".to_owned()),
        ("zone", "0".to_owned()),
        ("capacity", "500".to_owned()),
        ("most_per_person", "6".to_owned()),
        ("refund_days", "3".to_owned()),
        ("reentry", Reentry::Daily.name().to_owned()),
        ("sale_from", local_moment(visit.now, zone)),
        ("sale_until", local_moment(festival.ends_at, zone)),
    ])
}

/// `GET /desk/{handle}/festivals/{festival}/tickets`
pub async fn index(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, word)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (_, shop, festival) = find_at_desk(&market, &visit, (&handle, &word)).await?;
    let form = blank(&festival, &visit);
    draw(&market, &visit, (shop, festival), None, form).await
}

/// `POST /desk/{handle}/festivals/{festival}/tickets`
pub async fn create(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, word)): Path<(String, String)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, shop, festival) = find_at_desk(&market, &visit, (&handle, &word)).await?;
    let (now, id) = (visit.now, festival.id);
    let Some(said) = read_plan(&mut form, &festival, shop.currency, None) else {
        return draw(&market, &visit, (shop, festival), None, form).await;
    };
    let act = async move |tx: &mut Tx| tickets::make(tx, &by, now, id, said.clone()).await;
    may_change(&market, &visit)?;
    match market.db.write(act).await {
        Ok(_) => Ok(redirect(&format!("/desk/{handle}/festivals/{word}/tickets"), "done-ticket-kind")),
        Err(error) if blame(&mut form, &error) => draw(&market, &visit, (shop, festival), None, form).await,
        Err(error) => Err(error.into()),
    }
}

async fn find_kind(market: &Commons, festival: FestivalId, id: KindId) -> Result<TicketKind, Problem> {
    let kind = market.find(async move |tx: &mut Tx| tickets::find_kind(tx, id).await).await?;
    if kind.festival == festival { Ok(kind) } else { Err(Problem::not_found()) }
}

/// `GET /desk/{handle}/festivals/{festival}/tickets/{kind}`
pub async fn edit(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, word, kind)): Path<(String, String, KindId)>,
) -> Result<Response, Problem> {
    let (_, shop, festival) = find_at_desk(&market, &visit, (&handle, &word)).await?;
    let kind = find_kind(&market, festival.id, kind).await?;
    let form = filled(&festival, &kind.said);
    draw(&market, &visit, (shop, festival), Some(kind), form).await
}

/// `POST /desk/{handle}/festivals/{festival}/tickets/{kind}`
pub async fn update(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, word, kind)): Path<(String, String, KindId)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, shop, festival) = find_at_desk(&market, &visit, (&handle, &word)).await?;
    let (now, kind) = (visit.now, find_kind(&market, festival.id, kind).await?);
    let Some(said) = read_plan(&mut form, &festival, shop.currency, Some(&kind.said)) else {
        return draw(&market, &visit, (shop, festival), Some(kind), form).await;
    };
    let of = kind.id;
    let act = async move |tx: &mut Tx| tickets::edit(tx, &by, now, of, said.clone()).await;
    may_change(&market, &visit)?;
    match market.db.write(act).await {
        Ok(_) => Ok(redirect(&format!("/desk/{handle}/festivals/{word}/tickets"), "done-ticket-kind")),
        Err(error) if blame(&mut form, &error) => {
            draw(&market, &visit, (shop, festival), Some(kind), form).await
        }
        Err(error) => Err(error.into()),
    }
}
