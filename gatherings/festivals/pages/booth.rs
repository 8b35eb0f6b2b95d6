//! The ground of a festival to look at and to print, and the page of one booth.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use goods::catalog::{self, Card};
use people::visit::Visit;
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    qr::SquareCode,
    views::{self, Shell},
    web::Problem,
};

use commons::Commons;

use super::common::{Ground, find_shown, home, zone_name};
use crate::festivals::{Festival, Given, Zone};

#[derive(Template)]
#[template(path = "festivals/views/plan.html")]
struct PlanPage {
    shell: Shell,
    lang: Lang,
    festival: Festival,
    ground: Ground,
}

impl PlanPage {
    fn zone_name(&self, zone: &Zone) -> String {
        zone_name(&self.shell, self.lang, &self.festival, zone)
    }
}

/// `GET /festivals/{festival}/plan`
pub async fn plan(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    let festival = find_shown(&market, &visit, &handle).await?;
    let of = festival.clone();
    let ground = market.read(async move |tx: &mut Tx| Ground::load(tx, &of).await).await?;
    views::page(&PlanPage { shell: visit.shell("festivals"), lang: visit.lang, festival, ground })
}

#[derive(Template)]
#[template(path = "festivals/views/booth.html")]
struct BoothPage {
    shell: Shell,
    lang: Lang,
    festival: Festival,
    number: i64,
    zone: String,
    given: Option<Given>,
    cards: Vec<Card>,
    code: Option<SquareCode>,
    canonical: String,
}

impl BoothPage {
    fn path(&self) -> String {
        format!("{}/booths/{}", self.festival.path(), self.number)
    }
}

/// `GET /festivals/{festival}/booths/{number}`
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, number)): Path<(String, i64)>,
) -> Result<Response, Problem> {
    let festival = find_shown(&market, &visit, &handle).await?;
    let of = festival.clone();
    let look = async move |tx: &mut Tx| {
        let ground = Ground::load(tx, &of).await?;
        let Some(stand) = ground.stands.into_iter().find(|stand| stand.booth.number == number) else {
            return Ok(None);
        };
        let zone = ground.zones.into_iter().find(|zone| zone.id == stand.booth.zone);
        let listings = stand.given.as_ref().map(|given| given.application.wants.listings.clone());
        let cards = catalog::cards(tx, &listings.unwrap_or_default()).await?;
        Ok::<_, DbError>(zone.map(|zone| (stand.given, zone, cards)))
    };
    let (given, zone, cards) = market.find(look).await?;
    let canonical = format!("{}{}/booths/{number}", home(&market), festival.path());
    let (shell, code) = (visit.shell("festivals"), SquareCode::of(&canonical));
    let zone = zone_name(&shell, visit.lang, &festival, &zone);
    views::page(&BoothPage { shell, lang: visit.lang, festival, number, zone, given, cards, code, canonical })
}
