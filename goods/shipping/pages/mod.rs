//! A shop's zones on its desk, and what a parcel would cost.

pub(super) mod panels;

use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use kernel::{Country, Currency, Money};
use people::{
    accounts::Address,
    choices::{self, Choice},
    confirm,
    market::Market,
    shops::{Desk, Shop, pages::seller},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    views::{self, Shell},
    web::{Fields, Problem, Routes},
};

use super::{
    KeptZone, Rate, Way, Zone, ZoneError, ZoneId,
    places::{self, Places},
    reach::places,
};
use crate::{Goods, shipping};

pub fn routes() -> Routes<Goods> {
    Routes::default()
        .get("/desk/{handle}/shipping", index)
        .post("/desk/{handle}/shipping", create)
        .get("/desk/{handle}/shipping/new", new)
        .get("/desk/{handle}/shipping/{id}", show)
        .post("/desk/{handle}/shipping/{id}", update)
        .post("/desk/{handle}/shipping/{id}/place", reorder)
        .get("/desk/{handle}/shipping/{id}/removal", confirm)
        .post("/desk/{handle}/shipping/{id}/removal", destroy)
}

impl From<ZoneError> for Problem {
    fn from(error: ZoneError) -> Self {
        match error {
            ZoneError::NoSuchZone => Self::not_found(),
            ZoneError::Full => Self::conflict("problem-zones-full"),
            ZoneError::Forbidden(error) => error.into(),
            ZoneError::Store(error) => error.into(),
        }
    }
}

#[derive(Template)]
#[template(path = "shipping/views/index.html")]
struct ZonesPage {
    shell: Shell,
    desk: Desk,
    currency: Currency,
    zones: Vec<KeptZone>,
    form: Fields,
    countries: Vec<Choice>,
    presets: Vec<&'static str>,
    /// What the parcel that was tried costs; none when it was tried and cannot be sent.
    tried: Option<Option<Rate>>,
}

impl ZonesPage {
    fn money(&self, minor: &i64) -> String {
        self.shell.money(&Money::new(*minor, self.currency))
    }

    fn places(&self, zone: &Zone) -> String {
        places(&self.shell, zone)
    }

    fn rate(&self, zone: &Zone) -> String {
        let (first_grams, next_grams) =
            (self.shell.number(zone.first_grams), self.shell.number(zone.next_grams));
        let (first, next) = (self.money(&zone.first_minor), self.money(&zone.next_minor));
        let words = [
            ("first", first.as_str()),
            ("first_grams", &first_grams),
            ("next", &next),
            ("next_grams", &next_grams),
        ];
        self.shell.say("shipping-rate", &words)
    }

    fn days(&self, low: &i64, high: &i64) -> String {
        self.shell.say("shipping-days", &[("low", &low.to_string()), ("high", &high.to_string())])
    }
}

/// The parcel that a query asks about: one kilogram to the shop's own country unless it says otherwise.
fn parcel(form: &mut Fields, shop: &Shop) -> Option<(Address, i64, Money)> {
    let country = form.parsed("to", |code| Country::parse(code).ok());
    let region = form.maybe_line("to_region", 100);
    let grams = form.whole("grams", 0..=1_000_000);
    let goods = form.maybe_money("goods", shop.currency).unwrap_or(Money::zero(shop.currency));
    let country = country.filter(|_| form.is_good())?;
    let nobody = String::new;
    let to = Address {
        name: nobody(),
        phone: nobody(),
        country,
        region,
        city: nobody(),
        line1: nobody(),
        line2: nobody(),
        postal_code: nobody(),
    };
    Some((to, grams, goods))
}

/// `GET /desk/{handle}/shipping`; with `to`, `grams` and `goods` it also answers what that parcel costs.
async fn index(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let (_, shop) = seller(&market, &visit, &handle).await?;
    let mut form = Fields::from_query(&query.unwrap_or_default());
    let is_asked = form.has("to");
    let parcel = if is_asked { parcel(&mut form, &shop) } else { None };
    if !is_asked {
        form.set("to", shop.country.code());
        form.set("grams", "1000");
    }
    let asked = (shop.clone(), parcel);
    let look = async move |tx: &mut Tx| {
        let (shop, parcel) = asked;
        let tried = match &parcel {
            Some((to, grams, goods)) => Some(shipping::quote(tx, &shop, to, *grams, *goods).await?),
            None => None,
        };
        Ok::<_, DbError>((shipping::list_kept(tx, shop.id).await?, tried))
    };
    let (zones, tried) = market.db.read(look).await?;
    let shell = visit.shell("desk");
    let countries = choices::countries(&shell, form.value("to"));
    let (desk, currency, presets) = (Desk::new(&shop, "shipping"), shop.currency, places::presets(&shop));
    let page = ZonesPage { shell, desk, currency, zones, form, countries, presets, tried };
    views::show(&page, page.form.is_good())
}

#[derive(Template)]
#[template(path = "shipping/views/zone.html")]
struct ZonePage {
    shell: Shell,
    desk: Desk,
    form: Fields,
    places: Places,
    presets: Vec<&'static str>,
    symbol: &'static str,
    /// Empty for a new zone.
    id: String,
}

impl ZonePage {
    fn new(visit: &Visit, shop: &Shop, form: Fields, id: Option<ZoneId>) -> Self {
        let id = id.map(|id| id.to_string()).unwrap_or_default();
        let (shell, desk) = (visit.shell("desk"), Desk::new(shop, "shipping"));
        let symbol = shell.sign(&shop.currency);
        let (places, presets) = (Places::of(&shell, &form), places::presets(shop));
        Self { shell, desk, form, places, presets, symbol, id }
    }
}

/// `GET /desk/{handle}/shipping/new?preset=country`
async fn new(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let (_, shop) = seller(&market, &visit, &handle).await?;
    let asked = Fields::from_query(&query.unwrap_or_default());
    let form = places::begun(&visit.shell("desk"), &shop, asked.value("preset"));
    views::page(&ZonePage::new(&visit, &shop, form, None))
}

/// `POST /desk/{handle}/shipping`
async fn create(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, shop) = seller(&market, &visit, &handle).await?;
    let now = visit.now;
    let Some(zone) = read(&mut form, &shop) else {
        return views::refused(&ZonePage::new(&visit, &shop, form, None));
    };
    market.db.write(async move |tx: &mut Tx| shipping::add_zone(tx, &by, now, &zone).await).await?;
    Ok(redirect(&format!("/desk/{handle}/shipping"), "done-zone"))
}

/// The zone that a form describes, its places ticked or typed.
fn read(form: &mut Fields, shop: &Shop) -> Option<Zone> {
    places::gather(form);
    super::read_zone(form, "", shop.currency)
}

async fn find(market: &Market, shop: &Shop, id: ZoneId) -> Result<Zone, Problem> {
    let shop = shop.id;
    let zones = market.db.read(async move |tx: &mut Tx| shipping::list_kept(tx, shop).await).await?;
    let kept = zones.into_iter().find(|kept| kept.id == id);
    Ok(kept.ok_or_else(Problem::not_found)?.zone)
}

/// `GET /desk/{handle}/shipping/{id}`
async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, ZoneId)>,
) -> Result<Response, Problem> {
    let (_, shop) = seller(&market, &visit, &handle).await?;
    let form = find(&market, &shop, id).await?.to_fields(shop.currency);
    views::page(&ZonePage::new(&visit, &shop, form, Some(id)))
}

/// `POST /desk/{handle}/shipping/{id}`
async fn update(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, ZoneId)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, shop) = seller(&market, &visit, &handle).await?;
    let Some(zone) = read(&mut form, &shop) else {
        return views::refused(&ZonePage::new(&visit, &shop, form, Some(id)));
    };
    market.db.write(async move |tx: &mut Tx| shipping::edit_zone(tx, &by, id, &zone).await).await?;
    Ok(redirect(&format!("/desk/{handle}/shipping"), "done-zone"))
}

/// `POST /desk/{handle}/shipping/{id}/place`: `way` is `up` or `down`.
async fn reorder(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, ZoneId)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, _) = visit.seller(&handle)?;
    let way = form.parsed("way", |word| match word {
        "up" => Some(Way::Up),
        "down" => Some(Way::Down),
        _ => None,
    });
    let way = way.ok_or_else(|| Problem::invalid(&form))?;
    market.db.write(async move |tx: &mut Tx| shipping::move_zone(tx, &by, id, way).await).await?;
    Ok(redirect(&format!("/desk/{handle}/shipping"), "done-zone-moved"))
}

/// `GET /desk/{handle}/shipping/{id}/removal`: asks first.
async fn confirm(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, ZoneId)>,
) -> Result<Response, Problem> {
    let (_, shop) = seller(&market, &visit, &handle).await?;
    let zone = find(&market, &shop, id).await?;
    confirm::ask(visit.shell("desk"), "shipping-remove", zone.name, format!("/desk/{handle}/shipping"))
}

/// `POST /desk/{handle}/shipping/{id}/removal`
async fn destroy(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, ZoneId)>,
) -> Result<Response, Problem> {
    let (by, _) = visit.seller(&handle)?;
    market.db.write(async move |tx: &mut Tx| shipping::remove_zone(tx, &by, id).await).await?;
    Ok(redirect(&format!("/desk/{handle}/shipping"), "done-zone-removed"))
}
