use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Actor, ShopRole};
use platform::{
    db::Tx,
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Problem, Refusal},
};

use super::common::seller;
use crate::{
    choices::{self, Choice},
    confirm,
    market::Market,
    shops::{self, Band, Desk, Heritage, HolidayError, Kind, Profile, Sender, Shop, ShopState},
    visit::{Membership, Visit, redirect},
};

#[derive(Template)]
#[template(path = "shops/views/desks.html")]
struct DesksPage {
    shell: Shell,
    shops: Vec<Membership>,
}

/// `GET /desk`: choose among my shops; with one there is nothing to choose.
pub async fn index(visit: Visit) -> Result<Response, Problem> {
    visit.buyer()?;
    if let [only] = visit.memberships.as_slice() {
        return Ok(Redirect::to(&format!("/desk/{}", only.handle)).into_response());
    }
    views::page(&DesksPage { shell: visit.shell("desk"), shops: visit.memberships.clone() })
}

#[derive(Template)]
#[template(path = "shops/views/settings.html")]
struct SettingsPage {
    shell: Shell,
    desk: Desk,
    form: Fields,
    kinds: Vec<Choice>,
    languages: Vec<Choice>,
    heritages: Vec<Choice>,
    bands: Vec<Choice>,
    countries: Vec<Choice>,
    zones: Vec<Choice>,
    is_owner: bool,
    is_closed: bool,
    /// Closed by the operator, so that the owner cannot open it.
    is_suspended: bool,
}

impl SettingsPage {
    fn new(visit: &Visit, by: &Actor, shop: &Shop, form: Fields) -> Self {
        let shell = visit.shell("desk");
        let kinds = Kind::ALL.iter().map(|kind| kind.name());
        let heritages = Heritage::ALL.iter().map(|level| level.name());
        let bands = Band::ALL.iter().map(|band| band.name());
        Self {
            desk: Desk::new(shop, "settings"),
            kinds: choices::words(kinds, form.value("kind"), |name| shell.of("shop-kind", name)),
            languages: choices::languages(Lang::parse(form.value("language")).unwrap_or(shop.language)),
            heritages: choices::words(heritages, form.value("heritage"), |name| {
                shell.of("shop-heritage", name)
            }),
            bands: choices::words(bands, form.value("band"), |name| shell.of("shop-band", name)),
            countries: choices::countries(&shell, form.value("country")),
            zones: choices::zones(form.value("zone")),
            is_owner: matches!(by, Actor::Seller { role: ShopRole::Owner, .. }),
            is_closed: shop.state != ShopState::Open,
            is_suspended: shop.state == ShopState::Suspended,
            form,
            shell,
        }
    }
}

/// `GET /desk/{handle}/settings`
pub async fn settings(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    let (by, shop) = seller(&market, &visit, &handle).await?;
    let sender = market.db.read(async |tx: &mut Tx| shops::find_sender(tx, shop.id).await).await?;
    let mut form = Profile::form(&shop);
    for (name, value) in sender.fields() {
        form.set(name, value);
    }
    views::page(&SettingsPage::new(&visit, &by, &shop, form))
}

/// `POST /desk/{handle}/settings`
pub async fn edit(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, shop) = seller(&market, &visit, &handle).await?;
    let before = market.db.read(async |tx: &mut Tx| shops::find_sender(tx, shop.id).await).await?;
    let sender = Sender::read(&mut form, &before);
    let Some(profile) = Profile::read(&mut form, &Profile::form(&shop)) else {
        return views::refused(&SettingsPage::new(&visit, &by, &shop, form));
    };
    let act = async move |tx: &mut Tx| {
        shops::set_sender(tx, &by, &sender).await?;
        Ok::<_, Problem>(shops::edit(tx, &by, profile.clone()).await?)
    };
    market.db.write(act).await?;
    Ok(redirect(&format!("/desk/{handle}/settings"), "done-shop-edited"))
}

/// `GET /desk/{handle}/closure`: asks first.
pub async fn closure(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    let (by, shop) = seller(&market, &visit, &handle).await?;
    shops::owner(&by)?;
    confirm::ask(visit.shell("desk"), "shop-close", shop.name, format!("/desk/{handle}/settings"))
}

/// `POST /desk/{handle}/closure`
pub async fn close(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    let (by, _) = visit.seller(&handle)?;
    market.db.write(async move |tx: &mut Tx| shops::close(tx, &by).await).await?;
    Ok(redirect(&format!("/desk/{handle}/settings"), "done-shop-closed"))
}

/// `POST /desk/{handle}/reopening`
pub async fn reopen(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    let (by, _) = visit.seller(&handle)?;
    market.db.write(async move |tx: &mut Tx| shops::reopen(tx, &by).await).await?;
    Ok(redirect(&format!("/desk/{handle}/settings"), "done-shop-reopened"))
}

#[derive(Template)]
#[template(path = "shops/views/holiday.html")]
struct HolidayPage {
    shell: Shell,
    desk: Desk,
    form: Fields,
    /// The day on which the shop sells again, while it is on holiday.
    back: Option<String>,
    zone: String,
}

impl HolidayPage {
    fn new(visit: &Visit, shop: &Shop, form: Fields) -> Self {
        let shell = visit.shell("desk");
        let until = shop.holiday_until.filter(|until| *until > visit.now);
        let back = until.map(|until| shell.text.day(until, &shop.zone));
        Self { desk: Desk::new(shop, "holiday"), form, back, zone: shop.zone.clone(), shell }
    }
}

/// `GET /desk/{handle}/holiday`
pub async fn holiday(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    let (_, shop) = seller(&market, &visit, &handle).await?;
    views::page(&HolidayPage::new(&visit, &shop, Fields::default()))
}

/// `POST /desk/{handle}/holiday`
pub async fn begin_holiday(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, shop) = seller(&market, &visit, &handle).await?;
    let now = visit.now;
    let until = form.parsed("until", |day| shops::start_of_day(day, &shop.zone));
    if let Some(until) = until {
        let act = async move |tx: &mut Tx| shops::begin_holiday(tx, &by, now, until).await;
        match market.db.write(act).await {
            Ok(()) => return Ok(redirect(&format!("/desk/{handle}/holiday"), "done-holiday")),
            Err(HolidayError::BadEnd) => form.refuse("until", Refusal::new("refused-holiday-end")),
            Err(error) => return Err(error.into()),
        }
    }
    views::refused(&HolidayPage::new(&visit, &shop, form))
}

/// `POST /desk/{handle}/holiday/end`
pub async fn end_holiday(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    let (by, _) = visit.seller(&handle)?;
    market.db.write(async move |tx: &mut Tx| shops::end_holiday(tx, &by).await).await?;
    Ok(redirect(&format!("/desk/{handle}/holiday"), "done-holiday-ended"))
}
