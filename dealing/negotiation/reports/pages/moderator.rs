use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{AccountId, Side};
use people::{
    accounts,
    market::Market,
    moderator::{CaseList, CaseQuery, Desk, Frame, Shelf, VerdictOption},
    photos,
    shops::{self, Shop},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Problem},
};

use super::common::read_decision;
use crate::negotiation::{
    pages::MessageView,
    reports::{self, CaseFile, Report, ReportId, Ruling},
};

/// A report with the names that stand on it.
pub struct Case {
    pub report: Report,
    pub shop: Shop,
    pub by: String,
    pub about: String,
    pub judge: String,
}

impl Case {
    async fn load(tx: &mut Tx, report: Report) -> Result<Option<Self>, DbError> {
        let Some(shop) = shops::find(tx, report.id.shop()).await? else { return Ok(None) };
        let (by, about) = (name(tx, Some(report.by)).await?, name(tx, Some(report.about)).await?);
        let judge = name(tx, report.decided.as_ref().map(|decided| decided.by)).await?;
        Ok(Some(Self { report, shop, by, about, judge }))
    }

    pub fn is_open(&self) -> bool {
        self.report.decided.is_none()
    }
}

async fn name(tx: &mut Tx, account: Option<AccountId>) -> Result<String, DbError> {
    let Some(account) = account else { return Ok(String::new()) };
    Ok(accounts::find(tx, account).await?.map(|account| account.name).unwrap_or_default())
}

const DESK: Desk = Desk("conversations");

#[derive(Template)]
#[template(path = "negotiation/reports/views/moderator_index.html")]
struct IndexPage {
    shell: Shell,
    lang: Lang,
    frame: Frame,
    list: Vec<Case>,
    listing: CaseList,
}

/// `GET /moderator/conversations`: who told what about whom; what was said stays closed.
pub async fn index(
    State(market): State<Market>,
    visit: Visit,
    asked: CaseQuery,
) -> Result<Response, Problem> {
    let (frame, _) = Frame::open(&visit, DESK)?;
    let read = async move |tx: &mut Tx| {
        let mut list = Vec::new();
        let found = match asked.shelf {
            Shelf::Waiting => reports::list_waiting(tx, asked.after, asked.limit).await?,
            Shelf::Done => reports::list_decided(tx, asked.before, asked.limit).await?,
        };
        for report in found {
            list.extend(Case::load(tx, report).await?);
        }
        Ok::<_, DbError>((list, reports::count_open(tx).await?))
    };
    let (list, waiting) = market.db.report(read).await?;
    let (list, listing) = CaseList::cut(&asked, waiting, list, |case| case.report.id.number());
    views::page(&IndexPage { shell: visit.shell("moderator"), lang: visit.lang, frame, list, listing })
}

#[derive(Template)]
#[template(path = "negotiation/reports/views/moderator_show.html")]
struct CasePage {
    shell: Shell,
    lang: Lang,
    frame: Frame,
    case: Case,
    said: Vec<MessageView>,
    form: Fields,
}

impl CasePage {
    fn action(&self) -> String {
        format!("/moderator/conversations/{}/ruling", self.case.report.id)
    }

    fn rulings(&self) -> Vec<VerdictOption> {
        let choice = |ruling: &Ruling| VerdictOption {
            value: ruling.name(),
            words: self.shell.of("talk-ruling-choice", ruling.name()),
            note: self.shell.of("talk-ruling-note", ruling.name()),
        };
        Ruling::ALL.iter().map(choice).collect()
    }
}

async fn show_with(market: &Market, visit: &Visit, id: ReportId, form: Fields) -> Result<Response, Problem> {
    let ((frame, by), now) = (Frame::open(visit, DESK)?, visit.now);
    let read = async move |tx: &mut Tx| {
        let seen = reports::look(tx, &by, now, id).await?;
        let mut names = Vec::new();
        for message in &seen.messages {
            names.push(name(tx, message.account).await?);
        }
        let case = Case::load(tx, seen.report.clone()).await?;
        Ok::<_, reports::RuleError>((seen, names, case))
    };
    let (seen, names, case) = market.db.write(read).await?;
    let case = case.ok_or_else(Problem::not_found)?;
    let shell = visit.shell("moderator");
    let said = shown(market, visit, &shell, &case, seen, names);
    let page = CasePage { shell, lang: visit.lang, frame, case, said, form };
    views::show(&page, page.form.is_good())
}

/// The messages as somebody reads them who is neither side: nothing can be done with them.
fn shown(
    market: &Market,
    visit: &Visit,
    shell: &Shell,
    case: &Case,
    seen: CaseFile,
    names: Vec<String>,
) -> Vec<MessageView> {
    let id = seen.conversation.id;
    let said = |(message, name): (crate::negotiation::Message, String)| {
        let side = shell.of("refund-by", message.by.name());
        let is_reported = case.report.position == Some(message.position);
        let said = MessageView::new(market, shell.clone(), visit.lang, &case.shop, id, Side::Market, message);
        MessageView {
            writer: if name.is_empty() { side } else { format!("{name} · {side}") },
            photos: format!("/moderator/conversations/{}/photos", case.report.id),
            is_latest: false,
            is_reported,
            ..said
        }
    };
    seen.messages.into_iter().zip(names).map(said).collect()
}

/// `GET /moderator/conversations/{id}`: what was said around what is reported. To look is written down.
pub async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ReportId>,
) -> Result<Response, Problem> {
    show_with(&market, &visit, id, Fields::default()).await
}

/// `GET /moderator/conversations/{id}/photos/{file}`
pub async fn photo(
    State(market): State<Market>,
    visit: Visit,
    Path((id, file)): Path<(ReportId, String)>,
) -> Result<Response, Problem> {
    visit.moderator()?;
    let name = photos::split(&file)?.0.to_owned();
    let find = async move |tx: &mut Tx| {
        let Some(report) = reports::find(tx, id).await? else { return Ok(false) };
        reports::has_photo(tx, report.conversation, &name).await
    };
    if !market.db.read::<_, DbError, _>(find).await? {
        return Err(Problem::not_found());
    }
    photos::answer(&market, &file, "private, no-store").await
}

/// `POST /moderator/conversations/{id}/ruling`
pub async fn rule(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ReportId>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.moderator()?, visit.now);
    let Some(decision) = read_decision(&mut form) else {
        return show_with(&market, &visit, id, form).await;
    };
    let act = async move |tx: &mut Tx| reports::rule(tx, &by, now, id, decision.clone()).await;
    market.db.write(act).await?;
    Ok(redirect(&DESK.path(), "done-ruled"))
}
