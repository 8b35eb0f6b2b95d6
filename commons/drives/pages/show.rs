//! A drive for everybody: what it wants, how far it is, and the way into it.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::Day;
use people::visit::{Visit, redirect};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Paging, Problem},
};

use super::common::{find_shown, may_change, read_kind, today};
use crate::{
    Commons,
    academy::Course,
    drives::{self, Came, Counts, Drive, DriveId, SignUp, SignUpKind, code::read_code},
    villages::{Division, divisions},
};

#[derive(Template)]
#[template(path = "drives/views/index.html")]
struct IndexPage {
    shell: Shell,
    lang: Lang,
    today: Day,
    all: Vec<(Drive, Counts)>,
    older: String,
}

/// `GET /drives`: the newest first.
pub async fn index(State(market): State<Commons>, visit: Visit, paging: Paging) -> Result<Response, Problem> {
    let (before, limit) = (paging.before, paging.limit.and_one_more());
    let look = async move |tx: &mut Tx| {
        let all = drives::list_open(tx, before, limit).await?;
        drives::counted(tx, all).await
    };
    let (all, older) = paging.cut(market.read(look).await?, |(last, _)| last.id.get());
    let (shell, lang, today) = (visit.shell("drives"), visit.lang, today(&market, visit.now));
    views::page(&IndexPage { shell, lang, today, all, older })
}

#[derive(Template)]
#[template(path = "drives/views/show.html")]
struct DrivePage {
    shell: Shell,
    lang: Lang,
    today: Day,
    drive: Drive,
    place: Option<Division>,
    counts: Counts,
    form: Fields,
    /// The code by which the visitor has come, as it was typed or linked.
    code: String,
    is_guest: bool,
    /// How the visitor has come by a drive, this one or another.
    own: Option<SignUp>,
    is_led: bool,
    helps: bool,
    courses: Vec<Course>,
}

impl DrivePage {
    fn kinds(&self) -> Vec<SignUpKind> {
        SignUpKind::ALL.iter().copied().filter(|kind| self.drive.plan.target(*kind) > 0).collect()
    }

    fn paragraphs(&self) -> Vec<&str> {
        let words = self.drive.words_in(self.lang);
        words.split("\n\n").map(str::trim).filter(|words| !words.is_empty()).collect()
    }

    /// Back to this page, with whoever brought the visitor, when they have signed in.
    fn way_back(&self) -> String {
        let back = if self.code.is_empty() { self.drive.path() } else { self.drive.link(&self.code) };
        form_urlencoded::Serializer::new(String::new()).append_pair("return_to", &back).finish()
    }

    fn is_here(&self) -> bool {
        self.own.as_ref().is_some_and(|own| own.drive == self.drive.id)
    }
}

async fn page(
    market: &Commons,
    visit: &Visit,
    id: DriveId,
    code: String,
    form: Fields,
) -> Result<DrivePage, Problem> {
    let drive = find_shown(market, visit, id).await?;
    let account = visit.account_id().ok();
    let (by, shown) = (super::speaker(visit).ok(), drive.clone());
    let look = async move |tx: &mut Tx| {
        let place = match &shown.place {
            Some(place) => divisions::store::find(tx, place).await?,
            None => None,
        };
        let counts = drives::counts(tx, id).await?;
        let (mut own, mut helps) = (None, false);
        if let Some(account) = account {
            own = drives::find_of(tx, account).await?;
            helps = drives::find_helper(tx, id, account).await?.is_some();
        }
        let is_led = match by {
            Some(by) => drives::is_led_by(tx, &by, &shown).await?,
            None => false,
        };
        let courses = drives::courses(tx, id).await?;
        Ok::<_, DbError>((place, counts, own, helps, is_led, courses))
    };
    let (place, counts, own, helps, is_led, courses) = market.read(look).await?;
    let (shell, lang, today) = (visit.shell("drives"), visit.lang, today(market, visit.now));
    let is_guest = account.is_none();
    Ok(DrivePage {
        shell,
        lang,
        today,
        drive,
        place,
        counts,
        form,
        code,
        is_guest,
        own,
        is_led,
        helps,
        courses,
    })
}

/// `GET /drives/{drive}?by=…`
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<DriveId>,
    paging: Paging,
) -> Result<Response, Problem> {
    let code = read_code(paging.asked.value("by")).unwrap_or_default();
    views::page(&page(&market, &visit, id, code, Fields::default()).await?)
}

/// `POST /drives/{drive}/sign-ups`
pub async fn sign_up(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<DriveId>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    find_shown(&market, &visit, id).await?;
    may_change(&market, &visit)?;
    let code = read_code(form.value("by"));
    let Some(kind) = read_kind(&mut form) else {
        return views::refused(&page(&market, &visit, id, code.unwrap_or_default(), form).await?);
    };
    let today = today(&market, now);
    let act = async move |tx: &mut Tx| {
        let came = code.clone().map_or(Came::Page, Came::Link);
        drives::sign_up(tx, &by, now, today, id, kind, came).await
    };
    market.write(act).await?;
    Ok(redirect("/mine/drives", "done-drive-signed-up"))
}
