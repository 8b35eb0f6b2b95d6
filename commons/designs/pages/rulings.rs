//! The moderators' desk for notices, and the register of rulings, which everybody may read.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use people::{
    moderator::{CaseList, CaseQuery, Desk, Frame, Shelf, VerdictOption},
    photos,
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Paging, Problem, Refusal},
};

use super::frame::Case;
use crate::{
    Commons,
    designs::notices::{self, Decision, NoticeId, Outcome, Ruling},
};

/// Characters of the reason of a ruling.
const MOST_WORDS: usize = 4_000;
const DESK: Desk = Desk("designs");

#[derive(Template)]
#[template(path = "designs/views/register.html")]
struct RegisterPage {
    shell: Shell,
    rulings: Vec<Ruling>,
    older: String,
}

impl RegisterPage {
    fn days(&self, ruling: &Ruling) -> i64 {
        i64::try_from(ruling.at.since(ruling.noticed_at).as_secs() / 86_400).unwrap_or_default()
    }
}

/// `GET /designs/rulings`
pub async fn register(
    State(market): State<Commons>,
    visit: Visit,
    paging: Paging,
) -> Result<Response, Problem> {
    let (before, limit) = (paging.before, paging.limit.and_one_more());
    let found = market.read(async move |tx: &mut Tx| notices::register(tx, before, limit).await).await?;
    let (rulings, older) = paging.cut(found, |last: &Ruling| last.id);
    views::page(&RegisterPage { shell: visit.shell("designs"), rulings, older })
}

/// What a moderator decides, from a page or a program.
pub fn read_decision(form: &mut Fields) -> Option<Decision> {
    let outcome = form.parsed("outcome", Outcome::parse);
    let reason = form.maybe_paragraphs("reason", MOST_WORDS);
    if reason.is_empty() && form.refusal("reason").is_none() {
        form.refuse("reason", Refusal::new("refused-empty"));
    }
    outcome.filter(|_| form.is_good()).map(|outcome| Decision { outcome, reason })
}

#[derive(Template)]
#[template(path = "designs/views/moderator_index.html")]
struct IndexPage {
    shell: Shell,
    now: kernel::Timestamp,
    frame: Frame,
    list: Vec<Case>,
    listing: CaseList,
}

/// `GET /moderator/designs`
pub async fn index(
    State(market): State<Commons>,
    visit: Visit,
    asked: CaseQuery,
) -> Result<Response, Problem> {
    let (frame, _) = Frame::open(&visit, DESK)?;
    let read = async move |tx: &mut Tx| {
        let found = match asked.shelf {
            Shelf::Waiting => notices::list_cases(tx, asked.after, asked.limit).await?,
            Shelf::Done => notices::list_done(tx, asked.before, asked.limit).await?,
        };
        let mut list = Vec::new();
        for notice in found {
            list.extend(Case::load(tx, notice, None).await?);
        }
        Ok::<_, DbError>((list, notices::count_cases(tx).await?, asked))
    };
    let (list, waiting, asked) = market.db.report(read).await?;
    let (list, listing) = CaseList::cut(&asked, waiting, list, |case| case.notice.id.number());
    let shell = visit.shell("moderator");
    views::page(&IndexPage { shell, now: visit.now, frame, list, listing })
}

#[derive(Template)]
#[template(path = "designs/views/moderator_show.html")]
struct CasePage {
    shell: Shell,
    lang: Lang,
    now: kernel::Timestamp,
    frame: Frame,
    case: Case,
    form: Fields,
}

impl CasePage {
    fn base(&self) -> String {
        format!("/moderator/designs/{}", self.case.notice.id)
    }

    fn action(&self) -> String {
        format!("{}/ruling", self.base())
    }

    fn outcomes(&self) -> Vec<VerdictOption> {
        let choice = |outcome: &Outcome| VerdictOption {
            value: outcome.name(),
            words: self.shell.of("design-outcome", outcome.name()),
            note: self.shell.of("design-outcome-note", outcome.name()),
        };
        Outcome::ALL.iter().map(choice).collect()
    }
}

async fn show_with(market: &Commons, visit: &Visit, id: NoticeId, form: Fields) -> Result<Response, Problem> {
    let (frame, by) = Frame::open(visit, DESK)?;
    let look = async move |tx: &mut Tx| match notices::find_for(tx, &by, id).await? {
        Some(notice) => Case::load(tx, notice, None).await,
        None => Ok(None),
    };
    let case = market.find(look).await?;
    let shell = visit.shell("moderator");
    let page = CasePage { shell, lang: visit.lang, now: visit.now, frame, case, form };
    views::show(&page, page.form.is_good())
}

/// `GET /moderator/designs/{notice}`
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<NoticeId>,
) -> Result<Response, Problem> {
    show_with(&market, &visit, id, Fields::default()).await
}

/// `GET /moderator/designs/{notice}/photos/{file}`
pub async fn photo(
    State(market): State<Commons>,
    visit: Visit,
    Path((id, file)): Path<(NoticeId, String)>,
) -> Result<Response, Problem> {
    visit.moderator()?;
    let name = photos::split(&file)?.0.to_owned();
    let look = async move |tx: &mut Tx| Ok(notices::has_photo(tx, id, &name).await?.then_some(()));
    market.find(look).await?;
    photos::answer(&market, &file, "private, no-store").await
}

/// `POST /moderator/designs/{notice}/ruling`
pub async fn rule(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<NoticeId>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now, rules) = (visit.moderator()?, visit.now, market.rules());
    let Some(decision) = read_decision(&mut form) else {
        return show_with(&market, &visit, id, form).await;
    };
    let act = async move |tx: &mut Tx| notices::rule(tx, &by, now, &rules, id, &decision).await;
    market.write(act).await?;
    Ok(redirect(&DESK.path(), "done-ruled"))
}
