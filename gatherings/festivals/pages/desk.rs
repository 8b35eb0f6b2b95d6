//! Festivals at the desk of a shop: those that it organises, those at which it wants a booth, and those that call for shops.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{Actor, ShopId, Timestamp};
use people::{
    choices::{self, Choice},
    confirm,
    photos::Upload,
    shops::{Desk, Shop, pages::seller},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Problem, Refusal},
};

use commons::Commons;

use super::{
    common::{days, find_of_shop, may_change, place},
    problems::blame,
    read::{read_new, read_plan},
};
use crate::festivals::{
    self, Festival, FestivalAct, FestivalStage, Theme, Venue, Zone,
    booths::{self, Application, Call},
};

/// Festivals of one list.
const SHELF: i64 = 100;
/// Characters of what a picture shows.
const MOST_ALT: usize = 200;

/// An application of the shop, with its festival.
struct Asked {
    application: Application,
    festival: Festival,
}

/// A call that is open, with its festival.
struct Called {
    call: Call,
    festival: Festival,
}

#[derive(Template)]
#[template(path = "festivals/views/desk.html")]
struct DeskPage {
    shell: Shell,
    lang: Lang,
    desk: Desk,
    own: Vec<Festival>,
    asked: Vec<Asked>,
    called: Vec<Called>,
}

impl DeskPage {
    fn days(&self, festival: &Festival) -> String {
        days(&self.shell, festival)
    }
}

async fn look(
    tx: &mut Tx,
    shop: ShopId,
    now: Timestamp,
) -> Result<(Vec<Festival>, Vec<Asked>, Vec<Called>), DbError> {
    let own = festivals::list_of_shop(tx, shop, i64::MAX, SHELF).await?;
    let (mut asked, mut called) = (Vec::new(), Vec::new());
    for application in booths::list_of_applicant(tx, shop, i64::MAX, SHELF).await? {
        let festival = festivals::find(tx, application.festival).await?;
        asked.extend(festival.map(|festival| Asked { application, festival }));
    }
    for call in booths::open_calls(tx, now, SHELF).await? {
        let is_asked = asked.iter().any(|it| it.festival.id == call.festival);
        if is_asked || call.festival.shop() == shop {
            continue;
        }
        let festival = festivals::find(tx, call.festival).await?;
        called.extend(festival.map(|festival| Called { call, festival }));
    }
    Ok((own, asked, called))
}

/// `GET /desk/{handle}/festivals`
pub async fn index(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    let (_, shop) = seller(&market, &visit, &handle).await?;
    let (id, now) = (shop.id, visit.now);
    let (own, asked, called) = market.read(async move |tx: &mut Tx| look(tx, id, now).await).await?;
    let (shell, desk) = (visit.shell("desk"), Desk::new(&shop, "festivals"));
    views::page(&DeskPage { shell, lang: visit.lang, desk, own, asked, called })
}

#[derive(Template)]
#[template(path = "festivals/views/form.html")]
struct FormPage {
    shell: Shell,
    desk: Desk,
    form: Fields,
    /// None for a new one.
    festival: Option<Festival>,
    countries: Vec<Choice>,
    zones: Vec<Choice>,
}

impl FormPage {
    fn new(visit: &Visit, shop: &Shop, form: Fields, festival: Option<Festival>) -> Self {
        let shell = visit.shell("desk");
        Self {
            countries: choices::countries(&shell, form.value("country")),
            zones: choices::zones(form.value("time_zone")),
            desk: Desk::new(shop, "festivals"),
            shell,
            form,
            festival,
        }
    }

    fn languages(&self) -> [Lang; 5] {
        Lang::ALL
    }

    fn themes(&self) -> impl Iterator<Item = &'static Theme> {
        Theme::ALL.iter().filter(|theme| **theme != Theme::Own)
    }

    fn is_left_out(&self, theme: &Theme) -> bool {
        self.form.flag(&format!("without_{}", theme.name()))
    }
}

/// `GET /desk/{handle}/festivals/new`
pub async fn new(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    let (_, shop) = seller(&market, &visit, &handle).await?;
    let form = Fields::filled([
        ("language", shop.language.code()),
        ("time_zone", shop.zone.as_str()),
        ("country", shop.country.code()),
        ("region", shop.region.as_str()),
        ("city", shop.city.as_str()),
        ("opens", "10:00"),
        ("closes", "18:00"),
    ]);
    views::page(&FormPage::new(&visit, &shop, form, None))
}

/// `POST /desk/{handle}/festivals`
pub async fn create(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, shop) = seller(&market, &visit, &handle).await?;
    let now = visit.now;
    let Some(new) = read_new(&mut form, &market) else {
        return views::refused(&FormPage::new(&visit, &shop, form, None));
    };
    may_change(&market, &visit)?;
    match market.write(async move |tx: &mut Tx| festivals::make(tx, &by, now, new.clone()).await).await {
        Ok(made) => Ok(redirect(&desk_path(&handle, &made), "done-festival")),
        Err(problem) => {
            blame(&mut form, problem)?;
            views::refused(&FormPage::new(&visit, &shop, form, None))
        }
    }
}

pub fn desk_path(handle: &str, festival: &Festival) -> String {
    format!("/desk/{handle}/festivals/{}", festival.handle)
}

/// A festival of the shop whose desk it is.
pub async fn find(
    market: &Commons,
    visit: &Visit,
    (handle, festival): (&str, &str),
) -> Result<(Actor, Shop, Festival), Problem> {
    let (by, shop) = seller(market, visit, handle).await?;
    let festival = find_of_shop(market, shop.id, festival).await?;
    Ok((by, shop, festival))
}

#[derive(Template)]
#[template(path = "festivals/views/manage.html")]
struct ManagePage {
    shell: Shell,
    lang: Lang,
    desk: Desk,
    festival: Festival,
    zones: Vec<Zone>,
    applied: usize,
    form: Fields,
    now: Timestamp,
}

impl ManagePage {
    fn days(&self) -> String {
        days(&self.shell, &self.festival)
    }

    fn place(&self) -> String {
        place(&self.shell, &self.festival)
    }

    fn can(&self, act: &str) -> bool {
        FestivalAct::parse(act).is_some_and(|act| self.festival.next(act).is_ok())
    }

    fn state(&self) -> &'static str {
        match self.festival.stage {
            FestivalStage::Announced => self.festival.season(self.now).name(),
            FestivalStage::Draft | FestivalStage::CalledOff => self.festival.stage.name(),
        }
    }

    fn booths(&self) -> i64 {
        self.zones.iter().map(|zone| zone.said.booths).sum()
    }

    fn taken(&self) -> i64 {
        self.zones.iter().map(|zone| zone.taken).sum()
    }
}

async fn manage(
    market: &Commons,
    visit: &Visit,
    (shop, festival): (Shop, Festival),
    form: Fields,
) -> Result<Response, Problem> {
    let id = festival.id;
    let look = async move |tx: &mut Tx| {
        let zones = festivals::zones(tx, id).await?;
        Ok::<_, DbError>((zones, booths::list_of_festival(tx, id, 0, 2_000).await?))
    };
    let (zones, all) = market.read(look).await?;
    let applied = all.iter().filter(|it| it.state.name() == "applied").count();
    let is_good = form.is_good();
    let (shell, desk) = (visit.shell("desk"), Desk::new(&shop, "festivals"));
    let (lang, now) = (visit.lang, visit.now);
    views::show(&ManagePage { shell, lang, desk, festival, zones, applied, form, now }, is_good)
}

/// `GET /desk/{handle}/festivals/{festival}`
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, festival)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (_, shop, festival) = find(&market, &visit, (&handle, &festival)).await?;
    let form = Fields::filled([("cover_alt", festival.cover_alt.as_str())]);
    manage(&market, &visit, (shop, festival), form).await
}

fn filled(festival: &Festival) -> Fields {
    let (said, days) = (&festival.said, &festival.said.days);
    let clock = |minute: i64| format!("{:02}:{:02}", minute / 60, minute % 60);
    let mut form = Fields::filled([
        ("language", said.language.code().to_owned()),
        ("name", said.name.clone()),
        ("name_en", said.name_en.clone()),
        ("words", said.words.clone()),
        ("words_en", said.words_en.clone()),
        ("first_day", days.first.to_string()),
        ("last_day", days.last.to_string()),
        ("opens", clock(days.opens_minute)),
        ("closes", clock(days.closes_minute)),
        ("time_zone", days.time_zone.clone()),
    ]);
    match &said.venue {
        Venue::Online => form.set("is_online", "true"),
        Venue::Ground { country, region, city, address } => {
            form.set("country", country.code());
            form.set("region", region.clone());
            form.set("city", city.clone());
            form.set("address", address.clone());
        }
    }
    form
}

/// `GET /desk/{handle}/festivals/{festival}/edit`
pub async fn edit(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, festival)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (_, shop, festival) = find(&market, &visit, (&handle, &festival)).await?;
    views::page(&FormPage::new(&visit, &shop, filled(&festival), Some(festival)))
}

/// `POST /desk/{handle}/festivals/{festival}`
pub async fn update(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, festival)): Path<(String, String)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, shop, festival) = find(&market, &visit, (&handle, &festival)).await?;
    let (now, id) = (visit.now, festival.id);
    let Some(said) = read_plan(&mut form) else {
        return views::refused(&FormPage::new(&visit, &shop, form, Some(festival)));
    };
    may_change(&market, &visit)?;
    let act = async move |tx: &mut Tx| festivals::edit(tx, &by, now, id, said.clone()).await;
    match market.write(act).await {
        Ok(_) => Ok(redirect(&desk_path(&handle, &festival), "done-festival")),
        Err(problem) => {
            blame(&mut form, problem)?;
            views::refused(&FormPage::new(&visit, &shop, form, Some(festival)))
        }
    }
}

/// `POST /desk/{handle}/festivals/{festival}/cover`: a picture, or other words to the one that is there.
pub async fn cover(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, festival)): Path<(String, String)>,
    Upload { mut form, files }: Upload,
) -> Result<Response, Problem> {
    let (by, shop, festival) = find(&market, &visit, (&handle, &festival)).await?;
    may_change(&market, &visit)?;
    let (now, id) = (visit.now, festival.id);
    let alt = form.line("cover_alt", MOST_ALT);
    let mut cover = festival.cover.clone();
    match files.into_iter().next() {
        Some((_, file)) => match market.files.keep_picture(file, None).await? {
            Ok(picture) => cover = picture.file,
            Err(_) => form.refuse("cover", Refusal::new("refused-photo")),
        },
        None if cover.is_empty() => form.refuse("cover", Refusal::new("refused-empty")),
        None => {}
    }
    if !form.is_good() {
        return manage(&market, &visit, (shop, festival), form).await;
    }
    let act =
        async move |tx: &mut Tx| festivals::set_cover(tx, &by, now, id, (cover.clone(), alt.clone())).await;
    market.write(act).await?;
    Ok(redirect(&desk_path(&handle, &festival), "done-festival"))
}

/// `POST /desk/{handle}/festivals/{festival}/announcement`
pub async fn announce(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, festival)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (by, _, festival) = find(&market, &visit, (&handle, &festival)).await?;
    let (now, id) = (visit.now, festival.id);
    let act = async move |tx: &mut Tx| festivals::step(tx, &by, now, id, FestivalAct::Announce).await;
    market.write(act).await?;
    Ok(redirect(&desk_path(&handle, &festival), "done-festival-announced"))
}

/// `GET /desk/{handle}/festivals/{festival}/calling-off`
pub async fn confirm(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, festival)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (_, _, festival) = find(&market, &visit, (&handle, &festival)).await?;
    if festival.next(FestivalAct::CallOff).is_err() {
        return Err(Problem::conflict("problem-festival-state"));
    }
    let back = desk_path(&handle, &festival);
    let subject = festival.name_in(visit.lang).to_owned();
    confirm::ask(visit.shell("desk"), "festivals-call-off", subject, back)
}

/// `POST /desk/{handle}/festivals/{festival}/calling-off`
pub async fn call_off(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, festival)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (by, _, festival) = find(&market, &visit, (&handle, &festival)).await?;
    let (now, id) = (visit.now, festival.id);
    let act = async move |tx: &mut Tx| festivals::step(tx, &by, now, id, FestivalAct::CallOff).await;
    market.write(act).await?;
    Ok(redirect(&desk_path(&handle, &festival), "done-festival-called-off"))
}
