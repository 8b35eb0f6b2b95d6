//! A shop's records on its desk, who asks to sell after them, and what is like them.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use goods::catalog::ListingId;
use people::{
    confirm as ask_first,
    shops::{Desk, pages::seller},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Paging, Problem, Refusal},
};

use super::{
    common::{Shown, Thing},
    paper::Certified,
};
use crate::{
    Commons,
    designs::{
        self, Claim, ClaimState, Consent, Entry, Likeness, Record, RecordAct, RecordId, RecordPicture, Said,
        origin::origin,
    },
};

/// A listing that is made after a record of the shop, or looks like one.
pub struct Beside<T> {
    pub of: T,
    pub thing: Thing,
    pub record: Record,
}

#[derive(Template)]
#[template(path = "designs/views/desk.html")]
struct RecordsPage {
    shell: Shell,
    lang: Lang,
    desk: Desk,
    records: Vec<Record>,
    claims: Vec<Beside<Claim>>,
    alike: Vec<Beside<Likeness>>,
    cases: usize,
    older: String,
}

/// Claims and likenesses that one page shows.
const SHOWN: i64 = 50;

async fn beside<T>(
    tx: &mut Tx,
    all: Vec<T>,
    of: impl Fn(&T) -> (ListingId, RecordId),
) -> Result<Vec<Beside<T>>, DbError> {
    let mut found = Vec::new();
    for one in all {
        let (listing, record) = of(&one);
        let Some(thing) = Thing::find(tx, listing).await? else { continue };
        let Some(record) = designs::find(tx, record).await? else { continue };
        found.push(Beside { of: one, thing, record });
    }
    Ok(found)
}

/// `GET /desk/{handle}/designs`
pub async fn index(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
    paging: Paging,
) -> Result<Response, Problem> {
    let (_, shop) = seller(&market, &visit, &handle).await?;
    let (id, before, limit) = (shop.id, paging.before, paging.limit.and_one_more());
    let look = async move |tx: &mut Tx| {
        let records = designs::list_of_shop(tx, id, before, limit).await?;
        let claims = designs::asked_of(tx, id, SHOWN).await?;
        let claims = beside(tx, claims, |claim| (claim.listing, claim.record)).await?;
        let alike = designs::likenesses_of_maker(tx, id, SHOWN).await?;
        let alike = beside(tx, alike, |one| (one.listing, one.record)).await?;
        let cases = designs::notices::notices_of_shop(tx, id, i64::MAX, SHOWN).await?;
        let cases = cases.iter().filter(|notice| notice.state.until().is_some()).count();
        Ok((records, claims, alike, cases))
    };
    let (records, claims, alike, cases) = market.read(look).await?;
    let (records, older) = paging.cut(records, |last| last.id.number());
    let (shell, desk) = (visit.shell("desk"), Desk::new(&shop, "designs"));
    views::page(&RecordsPage { shell, lang: visit.lang, desk, records, claims, alike, cases, older })
}

#[derive(Template)]
#[template(path = "designs/views/own.html")]
struct OwnPage {
    shell: Shell,
    desk: Desk,
    record: Record,
    said: Said,
    pictures: Vec<RecordPicture>,
    entry: Entry,
    address: String,
}

async fn own(
    market: &Commons,
    visit: &Visit,
    handle: &str,
    id: RecordId,
) -> Result<(Desk, Certified), Problem> {
    let (by, shop) = seller(market, visit, handle).await?;
    let look = async move |tx: &mut Tx| match designs::find_own(tx, &by, id).await? {
        Some(record) => Ok(Shown::load(tx, vec![record]).await?.pop()),
        None => Ok(None),
    };
    let shown = market.find(look).await?;
    Ok((Desk::new(&shop, "designs"), Certified::of(market, shown).await?))
}

/// `GET /desk/{handle}/designs/{id}`
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, RecordId)>,
) -> Result<Response, Problem> {
    let (desk, Certified { shown, pictures, entry, .. }) = own(&market, &visit, &handle, id).await?;
    let (said, address) = (shown.record.said(), format!("{}{}", origin(&market), shown.record.path()));
    let (shell, record) = (visit.shell("desk"), shown.record);
    views::page(&OwnPage { shell, desk, record, said, pictures, entry, address })
}

/// `GET /desk/{handle}/designs/{id}/certificate.pdf`
pub async fn certificate(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, RecordId)>,
) -> Result<Response, Problem> {
    let (_, certified) = own(&market, &visit, &handle, id).await?;
    certified.print(&market, &visit.shell("desk"), visit.lang.code(), "private, no-store").await
}

/// `GET /desk/{handle}/designs/{id}/opening`
pub async fn confirm(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, RecordId)>,
) -> Result<Response, Problem> {
    let (_, Certified { shown, .. }) = own(&market, &visit, &handle, id).await?;
    if !shown.record.can(RecordAct::Open) {
        return Err(Problem::conflict("problem-design-state"));
    }
    let back = format!("/desk/{handle}/designs/{id}");
    ask_first::ask(visit.shell("desk"), "design-open", shown.record.title, back)
}

/// `POST /desk/{handle}/designs/{id}/opening`
pub async fn open(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, RecordId)>,
) -> Result<Response, Problem> {
    let ((by, _), now) = (visit.seller(&handle)?, visit.now);
    market.write(async move |tx: &mut Tx| designs::open(tx, &by, now, id).await).await?;
    Ok(redirect(&format!("/desk/{handle}/designs/{id}"), "done-design-open"))
}

/// What a maker answers, from a page or a program.
pub fn read_consent(form: &mut Fields) -> Result<Consent, Problem> {
    let answer = form.parsed("answer", ClaimState::parse);
    match answer {
        Some(ClaimState::Granted) => Ok(Consent::Granted),
        Some(ClaimState::Refused) => Ok(Consent::Refused),
        Some(ClaimState::Own | ClaimState::Asked) => {
            form.refuse("answer", Refusal::new("refused-not-a-choice"));
            Err(Problem::invalid(form))
        }
        None => Err(Problem::invalid(form)),
    }
}

/// `POST /desk/{handle}/designs/claims/{listing}`
pub async fn consent(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, listing)): Path<(String, ListingId)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let ((by, _), now) = (visit.seller(&handle)?, visit.now);
    let answer = read_consent(&mut form)?;
    market.write(async move |tx: &mut Tx| designs::consent(tx, &by, now, listing, answer).await).await?;
    let done = if answer == Consent::Granted { "done-design-granted" } else { "done-design-refused" };
    Ok(redirect(&format!("/desk/{handle}/designs"), done))
}
