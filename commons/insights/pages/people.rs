//! The segments around a shop, a note to one of them; and whether somebody wants such notes.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{ShopId, Timestamp};
use people::{
    shops::{Desk, pages::seller},
    visit::{Visit, redirect},
};
use platform::{
    db::{Db, DbError, Tx},
    views::{self, Shell},
    web::{Fields, Problem, Refusal},
};
use selling::promotions::{self, Standing};

use crate::{
    Commons,
    insights::segments::{
        self, AllowError, Band, LONGEST_SUBJECT, LONGEST_WORDS, NewNote, Note, NoteError, Notes, Segment,
        Told,
    },
};

/// Notes that a page shows, and coupons that one chooses from.
const SHOWN: i64 = 20;

#[derive(Template)]
#[template(path = "insights/views/people.html")]
struct PeoplePage {
    shell: Shell,
    desk: Desk,
    told: Vec<Told>,
    notes: Vec<Note>,
    codes: Vec<String>,
    form: Fields,
}

impl PeoplePage {
    /// How many a segment is, in words.
    fn people(&self, segment: &Segment) -> String {
        let found = self.told.iter().find(|told| told.segment == *segment);
        match found.and_then(|told| told.people.least()) {
            Some(people) => self.shell.n("insights-people-least", people),
            None => self.shell.t("insights-people-few").to_owned(),
        }
    }

    /// What is said of it besides, in words; empty where nothing is.
    fn shares(&self, segment: &Segment) -> String {
        let Some(told) = self.told.iter().find(|told| told.segment == *segment) else { return String::new() };
        let words = |band: Option<Band>, key: &str| {
            let share = self.shell.of("insights-band", band?.name());
            Some(self.shell.say(key, &[("share", &share)]))
        };
        let both = [words(told.bought, "insights-share-bought"), words(told.notes, "insights-share-notes")];
        both.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    fn name(&self, segment: &Segment) -> String {
        self.shell.of("insights-segment", segment.name())
    }

    fn day(&self, note: &Note) -> String {
        self.shell.day(&note.sent_at)
    }
}

/// What is shown of the people around a shop.
struct Around {
    told: Vec<Told>,
    notes: Vec<Note>,
    codes: Vec<String>,
}

/// Codes of a shop's latest coupons that can be used now.
async fn codes(tx: &mut Tx, now: Timestamp, shop: ShopId) -> Result<Vec<String>, DbError> {
    let mut running = promotions::list(tx, shop, i64::MAX, SHOWN).await?;
    running.retain(|coupon| !coupon.has_single_codes() && coupon.standing(now) == Standing::Running);
    Ok(running.into_iter().map(|coupon| coupon.code).filter(|code| !code.is_empty()).collect())
}

async fn page(market: &Commons, visit: &Visit, handle: &str, form: Fields) -> Result<Response, Problem> {
    let (_, shop) = seller(market, visit, handle).await?;
    let (now, id) = (visit.now, shop.id);
    let read = async move |tx: &mut Tx| {
        Ok::<_, DbError>(Around {
            told: segments::told(tx, now, id).await?,
            notes: segments::notes(tx, id, SHOWN).await?,
            codes: codes(tx, now, id).await?,
        })
    };
    let Around { told, notes, codes } = market.db.read(read).await?;
    let (shell, desk) = (visit.shell("desk"), Desk::new(&shop, "insights"));
    let page = PeoplePage { shell, desk, told, notes, codes, form };
    views::show(&page, page.form.is_good())
}

/// `GET /desk/{handle}/insights/people`
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    page(&market, &visit, &handle, Fields::default()).await
}

/// What a shop writes to a segment; the code is one of its own that can be used now.
pub async fn read_note(
    db: &Db,
    now: Timestamp,
    shop: ShopId,
    form: &mut Fields,
) -> Result<Option<NewNote>, DbError> {
    let segment = form.parsed("segment", Segment::parse);
    let (subject, words) =
        (form.line("subject", LONGEST_SUBJECT), form.maybe_paragraphs("words", LONGEST_WORDS));
    if words.is_empty() && form.refusal("words").is_none() {
        form.refuse("words", Refusal::new("refused-empty"));
    }
    let mut code = form.maybe_line("code", 40);
    if !code.is_empty() {
        let typed = code.clone();
        let read = async move |tx: &mut Tx| promotions::find_running(tx, now, shop, &typed).await;
        match db.read(read).await? {
            Some(coupon) => code = coupon.code,
            None => form.refuse("code", Refusal::new("refused-no-such-code")),
        }
    }
    let new = segment.map(|segment| NewNote { segment, subject, words, code });
    Ok(new.filter(|_| form.is_good()))
}

/// `POST /desk/{handle}/insights/people`
pub async fn write(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, shop) = seller(&market, &visit, &handle).await?;
    let (now, id) = (visit.now, shop.id);
    let Some(new) = read_note(&market.db, now, id, &mut form).await? else {
        return page(&market, &visit, &handle, form).await;
    };
    match market.db.write(async move |tx: &mut Tx| segments::write(tx, &by, now, new.clone()).await).await {
        Ok(_) => Ok(redirect(&format!("/desk/{handle}/insights/people"), "done-insights-note")),
        Err(error) => match refusal(&error) {
            Some(key) => {
                form.refuse("segment", Refusal::new(key));
                page(&market, &visit, &handle, form).await
            }
            None => Err(error.into()),
        },
    }
}

fn refusal(error: &NoteError) -> Option<&'static str> {
    match error {
        NoteError::TooSoon => Some("refused-insights-too-soon"),
        NoteError::TooFew => Some("refused-insights-too-few"),
        NoteError::Forbidden(_) | NoteError::Store(_) => None,
    }
}

impl From<NoteError> for Problem {
    fn from(error: NoteError) -> Self {
        match error {
            NoteError::TooSoon => Self::conflict("problem-insights-too-soon"),
            NoteError::TooFew => Self::conflict("problem-insights-too-few"),
            NoteError::Forbidden(error) => error.into(),
            NoteError::Store(error) => error.into(),
        }
    }
}

impl From<AllowError> for Problem {
    fn from(error: AllowError) -> Self {
        match error {
            AllowError::Forbidden(error) => error.into(),
            AllowError::Store(error) => error.into(),
        }
    }
}

#[derive(Template)]
#[template(path = "insights/views/notes.html")]
struct NotesPage {
    shell: Shell,
    is_allowed: bool,
}

/// `GET /mine/notes`
pub async fn mine(State(market): State<Commons>, visit: Visit) -> Result<Response, Problem> {
    let account = visit.account_id()?;
    let read = async move |tx: &mut Tx| segments::is_allowed(tx, account).await;
    let is_allowed = market.db.read(read).await?;
    views::page(&NotesPage { shell: visit.shell("mine"), is_allowed })
}

/// What a form says of notes.
pub fn read_wish(form: &Fields) -> Notes {
    if form.flag("wanted") { Notes::Wanted } else { Notes::Unwanted }
}

/// `POST /mine/notes`
pub async fn choose(State(market): State<Commons>, visit: Visit, form: Fields) -> Result<Response, Problem> {
    let (by, now, wish) = (visit.buyer()?, visit.now, read_wish(&form));
    market.db.write(async move |tx: &mut Tx| segments::allow(tx, &by, now, wish).await).await?;
    Ok(redirect("/mine/notes", "done-insights-notes"))
}
