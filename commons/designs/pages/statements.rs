//! A case, for its two sides: what is said, and what each may do now.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use people::{
    choices::{self, Choice},
    confirm as ask_first,
    photos::{self, Upload},
    shops::{Desk, pages::seller},
    visit::{Visit, redirect},
};
use platform::{
    db::Tx,
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Problem},
};

use super::{common::read_words, frame::Case};
use crate::{
    Commons,
    designs::notices::{self, Ground, NoticeAct, NoticeId, Party},
};

#[derive(Template)]
#[template(path = "designs/views/notice.html")]
struct CasePage {
    shell: Shell,
    lang: Lang,
    desk: Desk,
    case: Case,
    form: Fields,
}

impl CasePage {
    fn base(&self) -> String {
        format!("/desk/{}/designs/notices/{}", self.desk.handle, self.case.notice.id)
    }

    fn grounds(&self) -> Vec<Choice> {
        let names = Ground::ALL.iter().map(|ground| ground.name());
        choices::words(names, self.form.value("ground"), |name| self.shell.of("design-ground", name))
    }

    fn is_seller(&self) -> bool {
        self.case.party == Some(Party::Seller)
    }

    fn can_counter(&self) -> bool {
        self.is_seller() && self.case.notice.can(NoticeAct::Counter)
    }

    fn can_withdraw(&self) -> bool {
        !self.is_seller() && self.case.notice.can(NoticeAct::Withdraw)
    }

    fn can_appeal(&self) -> bool {
        self.case.notice.can(NoticeAct::Appeal)
    }
}

async fn show_with(
    market: &Commons,
    visit: &Visit,
    (handle, id): (&str, NoticeId),
    form: Fields,
) -> Result<Response, Problem> {
    let (by, shop) = seller(market, visit, handle).await?;
    let own = shop.id;
    let look = async move |tx: &mut Tx| match notices::find_for(tx, &by, id).await? {
        Some(notice) => Case::load(tx, notice, Some(own)).await,
        None => Ok(None),
    };
    let case = market.find(look).await?;
    let (shell, desk) = (visit.shell("desk"), Desk::new(&shop, "designs"));
    let page = CasePage { shell, lang: visit.lang, desk, case, form };
    views::show(&page, page.form.is_good())
}

/// `GET /desk/{handle}/designs/notices/{notice}`
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, NoticeId)>,
) -> Result<Response, Problem> {
    show_with(&market, &visit, (&handle, id), Fields::default()).await
}

/// `POST /desk/{handle}/designs/notices/{notice}/answer`
pub async fn counter(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, NoticeId)>,
    Upload { mut form, files }: Upload,
) -> Result<Response, Problem> {
    let ((by, _), now, rules) = (visit.seller(&handle)?, visit.now, market.rules());
    market.find(async move |tx: &mut Tx| notices::find_for(tx, &by, id).await).await?;
    let ground = form.parsed("ground", Ground::parse);
    let said = read_words(&market, &visit, &mut form, files).await?;
    let Some(ground) = ground.filter(|_| form.is_good()) else {
        return show_with(&market, &visit, (&handle, id), form).await;
    };
    let act = async move |tx: &mut Tx| notices::counter(tx, &by, now, &rules, id, ground, &said).await;
    market.write(act).await?;
    Ok(redirect(&format!("/desk/{handle}/designs/notices/{id}"), "done-notice-answered"))
}

/// `POST /desk/{handle}/designs/notices/{notice}/appeal`
pub async fn appeal(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, NoticeId)>,
    Upload { mut form, files }: Upload,
) -> Result<Response, Problem> {
    let ((by, _), now, rules) = (visit.seller(&handle)?, visit.now, market.rules());
    market.find(async move |tx: &mut Tx| notices::find_for(tx, &by, id).await).await?;
    let said = read_words(&market, &visit, &mut form, files).await?;
    if !form.is_good() {
        return show_with(&market, &visit, (&handle, id), form).await;
    }
    let act = async move |tx: &mut Tx| notices::appeal(tx, &by, now, &rules, id, &said).await;
    market.write(act).await?;
    Ok(redirect(&format!("/desk/{handle}/designs/notices/{id}"), "done-notice-appealed"))
}

/// `GET /desk/{handle}/designs/notices/{notice}/withdrawal`
pub async fn confirm(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, NoticeId)>,
) -> Result<Response, Problem> {
    let (by, shop) = seller(&market, &visit, &handle).await?;
    let own = shop.id;
    let look = async move |tx: &mut Tx| match notices::find_for(tx, &by, id).await? {
        Some(notice) => Case::load(tx, notice, Some(own)).await,
        None => Ok(None),
    };
    let case = market.find(look).await?;
    if case.party != Some(Party::Maker) || !case.notice.can(NoticeAct::Withdraw) {
        return Err(Problem::conflict("problem-notice-state"));
    }
    let back = format!("/desk/{handle}/designs/notices/{id}");
    ask_first::ask(visit.shell("desk"), "notice-withdraw", case.thing.title().to_owned(), back)
}

/// `POST /desk/{handle}/designs/notices/{notice}/withdrawal`
pub async fn withdraw(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, NoticeId)>,
) -> Result<Response, Problem> {
    let ((by, _), now) = (visit.seller(&handle)?, visit.now);
    market.write(async move |tx: &mut Tx| notices::withdraw(tx, &by, now, id).await).await?;
    Ok(redirect(&format!("/desk/{handle}/designs/notices/{id}"), "done-notice-withdrawn"))
}

/// `GET /desk/{handle}/designs/notices/{notice}/photos/{file}`
pub async fn photo(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id, file)): Path<(String, NoticeId, String)>,
) -> Result<Response, Problem> {
    let (by, _) = visit.seller(&handle)?;
    let name = photos::split(&file)?.0.to_owned();
    let look = async move |tx: &mut Tx| match notices::find_for(tx, &by, id).await? {
        Some(_) => Ok(notices::has_photo(tx, id, &name).await?.then_some(())),
        None => Ok(None),
    };
    market.find(look).await?;
    photos::answer(&market, &file, "private, no-store").await
}
