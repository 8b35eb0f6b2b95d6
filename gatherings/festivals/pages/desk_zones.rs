//! The zones of a festival at its organiser's desk.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use people::{
    shops::{Desk, Shop},
    visit::{Visit, redirect},
};
use platform::{
    db::Tx,
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Problem},
};

use commons::Commons;

use super::{
    common::{may_change, zone_name},
    desk::{desk_path, find},
    problems::blame,
    read::read_zone,
};
use crate::festivals::{self, Festival, Theme, Zone, ZoneId};

#[derive(Template)]
#[template(path = "festivals/views/zones.html")]
struct ZonesPage {
    shell: Shell,
    lang: Lang,
    desk: Desk,
    festival: Festival,
    zones: Vec<Zone>,
    /// Of a zone to be added.
    form: Fields,
    /// What was typed of one that is changed.
    changed: Option<(ZoneId, Fields)>,
}

impl ZonesPage {
    fn zone_name(&self, zone: &Zone) -> String {
        zone_name(&self.shell, self.lang, &self.festival, zone)
    }

    fn themes(&self) -> Vec<&'static Theme> {
        let is_there = |theme: &Theme| self.zones.iter().any(|zone| zone.said.theme == *theme);
        Theme::ALL.iter().filter(|theme| **theme == Theme::Own || !is_there(theme)).collect()
    }

    fn is_own(&self, zone: &Zone) -> bool {
        zone.said.theme == Theme::Own
    }

    fn typed(&self, zone: &Zone) -> Option<&Fields> {
        self.changed.as_ref().filter(|(id, _)| *id == zone.id).map(|(_, form)| form)
    }

    fn value(&self, zone: &Zone, name: &str) -> String {
        if let Some(form) = self.typed(zone) {
            return form.value(name).to_owned();
        }
        match name {
            "name" => zone.said.name.clone(),
            "name_en" => zone.said.name_en.clone(),
            "booths" => zone.said.booths.to_string(),
            _ => zone.said.fee.map(|fee| fee.to_string()).unwrap_or_default(),
        }
    }

    fn error(&self, zone: &Zone, name: &str) -> String {
        self.typed(zone).map(|form| self.shell.error(form, name)).unwrap_or_default()
    }
}

async fn page(
    market: &Commons,
    visit: &Visit,
    (shop, festival): (Shop, Festival),
    form: Fields,
    changed: Option<(ZoneId, Fields)>,
) -> Result<Response, Problem> {
    let id = festival.id;
    let zones = market.read(async move |tx: &mut Tx| festivals::zones(tx, id).await).await?;
    let is_good = form.is_good() && changed.is_none();
    let (shell, desk) = (visit.shell("desk"), Desk::new(&shop, "festivals"));
    views::show(&ZonesPage { shell, lang: visit.lang, desk, festival, zones, form, changed }, is_good)
}

/// Of a zone to be added, before anything is typed.
fn fresh() -> Fields {
    Fields::filled([("booths", "12")])
}

/// `GET /desk/{handle}/festivals/{festival}/zones`
pub async fn index(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, festival)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (_, shop, festival) = find(&market, &visit, (&handle, &festival)).await?;
    page(&market, &visit, (shop, festival), fresh(), None).await
}

fn zones_path(handle: &str, festival: &Festival) -> String {
    format!("{}/zones", desk_path(handle, festival))
}

/// `POST /desk/{handle}/festivals/{festival}/zones`
pub async fn create(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, festival)): Path<(String, String)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, shop, festival) = find(&market, &visit, (&handle, &festival)).await?;
    let (now, id) = (visit.now, festival.id);
    let Some(said) = read_zone(&mut form, None) else {
        return page(&market, &visit, (shop, festival), form, None).await;
    };
    may_change(&market, &visit)?;
    let act = async move |tx: &mut Tx| festivals::add_zone(tx, &by, now, id, said.clone()).await;
    if let Err(problem) = market.write(act).await {
        blame(&mut form, problem)?;
        return page(&market, &visit, (shop, festival), form, None).await;
    }
    Ok(redirect(&zones_path(&handle, &festival), "done-festival-zone"))
}

/// A zone of a festival.
pub async fn find_zone(market: &Commons, festival: &Festival, id: ZoneId) -> Result<Zone, Problem> {
    let zone = market.find(async move |tx: &mut Tx| festivals::find_zone(tx, id).await).await?;
    if zone.festival == festival.id { Ok(zone) } else { Err(Problem::not_found()) }
}

/// `POST /desk/{handle}/festivals/{festival}/zones/{zone}`
pub async fn update(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, festival, id)): Path<(String, String, ZoneId)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, shop, festival) = find(&market, &visit, (&handle, &festival)).await?;
    let zone = find_zone(&market, &festival, id).await?;
    let now = visit.now;
    let Some(said) = read_zone(&mut form, Some(zone.said.theme)) else {
        return page(&market, &visit, (shop, festival), fresh(), Some((id, form))).await;
    };
    may_change(&market, &visit)?;
    market.write(async move |tx: &mut Tx| festivals::edit_zone(tx, &by, now, id, said.clone()).await).await?;
    Ok(redirect(&zones_path(&handle, &festival), "done-festival-zone"))
}

/// `POST /desk/{handle}/festivals/{festival}/zones/{zone}/removal`
pub async fn destroy(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, festival, id)): Path<(String, String, ZoneId)>,
) -> Result<Response, Problem> {
    let (by, _, festival) = find(&market, &visit, (&handle, &festival)).await?;
    find_zone(&market, &festival, id).await?;
    market.write(async move |tx: &mut Tx| festivals::remove_zone(tx, &by, id).await).await?;
    Ok(redirect(&zones_path(&handle, &festival), "done-festival-zone-out"))
}
