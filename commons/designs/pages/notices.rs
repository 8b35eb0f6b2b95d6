//! A shop's cases, and giving a notice.

use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use goods::catalog::ListingId;
use kernel::Timestamp;
use people::{
    market::Market,
    photos::Upload,
    shops::{Desk, pages::seller},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Paging, Problem, Refusal},
};

use super::common::{Shown, Thing, read_words};
use crate::{
    Commons,
    designs::{
        self, Record, RecordId,
        notices::{self, Allowance, NewNotice, Notice, NoticeId, Party},
    },
};

/// A notice in a list.
pub struct Row {
    pub notice: Notice,
    pub thing: Thing,
    pub made: Shown,
    pub party: Option<Party>,
}

#[derive(Template)]
#[template(path = "designs/views/notices.html")]
struct NoticesPage {
    shell: Shell,
    lang: Lang,
    desk: Desk,
    rows: Vec<Row>,
    older: String,
}

/// `GET /desk/{handle}/designs/notices`
pub async fn index(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
    paging: Paging,
) -> Result<Response, Problem> {
    let (_, shop) = seller(&market, &visit, &handle).await?;
    let (id, before, limit) = (shop.id, paging.before, paging.limit.and_one_more());
    let look = async move |tx: &mut Tx| {
        let mut rows = Vec::new();
        for notice in notices::notices_of_shop(tx, id, before, limit).await? {
            let Some(thing) = Thing::find(tx, notice.listing).await? else { continue };
            let Some(made) = Shown::find(tx, notice.record).await? else { continue };
            rows.push(Row { party: notice.party(id), notice, thing, made });
        }
        Ok(rows)
    };
    let (rows, older) = paging.cut(market.read(look).await?, |last| last.notice.id.number());
    let (shell, desk) = (visit.shell("desk"), Desk::new(&shop, "designs"));
    views::page(&NoticesPage { shell, lang: visit.lang, desk, rows, older })
}

#[derive(Template)]
#[template(path = "designs/views/notice_new.html")]
struct NewPage {
    shell: Shell,
    lang: Lang,
    desk: Desk,
    record: Record,
    /// What it is about, once that is said.
    thing: Option<Thing>,
    allowance: Allowance,
    form: Fields,
}

impl NewPage {
    fn paused_until(&self) -> Option<Timestamp> {
        match self.allowance {
            Allowance::Paused(until) => Some(until),
            Allowance::Left(_) | Allowance::Spent => None,
        }
    }

    fn left(&self) -> i64 {
        match self.allowance {
            Allowance::Left(left) => left,
            Allowance::Spent | Allowance::Paused(_) => 0,
        }
    }
}

/// The listing that is named: by its number, or by the address of its page.
async fn named(tx: &mut Tx, text: &str) -> Result<Option<ListingId>, DbError> {
    if let Ok(id) = text.parse() {
        return Ok(Some(id));
    }
    let path = text.split_once("/shops/").map_or("", |(_, path)| path);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let Some((shop, handle)) = path.split_once('/') else { return Ok(None) };
    let Some(shop) = people::shops::find_by_handle(tx, shop).await? else { return Ok(None) };
    goods::catalog::find_id(tx, shop.id, handle.trim_end_matches('/')).await
}

async fn show(
    market: &Commons,
    visit: &Visit,
    (handle, id): (&str, RecordId),
    form: Fields,
) -> Result<Response, Problem> {
    let (by, shop) = seller(market, visit, handle).await?;
    let (now, rules, text) = (visit.now, market.rules(), form.value("listing").trim().to_owned());
    let (desk, own) = (Desk::new(&shop, "designs"), shop.id);
    let look = async move |tx: &mut Tx| {
        let Some(record) = designs::find_own(tx, &by, id).await? else { return Ok(None) };
        let thing = match named(tx, &text).await? {
            Some(listing) => Thing::find(tx, listing).await?.filter(|thing| thing.listing.is_some()),
            None => None,
        };
        Ok(Some((record, thing, notices::allowance(tx, now, &rules, own).await?)))
    };
    let (record, thing, allowance) = market.find(look).await?;
    let page = NewPage { shell: visit.shell("desk"), lang: visit.lang, desk, record, thing, allowance, form };
    views::show(&page, page.form.is_good())
}

/// `GET /desk/{handle}/designs/{id}/notices/new?listing=`
pub async fn new(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, RecordId)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let form = Fields::from_query(query.as_deref().unwrap_or_default());
    show(&market, &visit, (&handle, id), form).await
}

/// What a maker says of a listing, from a page or a program.
pub async fn read_notice(
    market: &Market,
    visit: &Visit,
    record: RecordId,
    Upload { mut form, files }: Upload,
) -> Result<Result<NewNotice, Fields>, Problem> {
    let text = form.line("listing", 500);
    let look = async move |tx: &mut Tx| match named(tx, &text).await? {
        Some(listing) => Ok(goods::catalog::find(tx, listing).await?.map(|listing| listing.id)),
        None => Ok(None),
    };
    let listing = market.read(look).await?;
    if listing.is_none() && form.refusal("listing").is_none() {
        form.refuse("listing", Refusal::new("refused-no-listing"));
    }
    if !form.yes_or_no("true_words") && form.refusal("true_words").is_none() {
        form.refuse("true_words", Refusal::new("refused-notice-true"));
    }
    let said = read_words(market, visit, &mut form, files).await?;
    Ok(match listing.filter(|_| form.is_good()) {
        Some(listing) => Ok(NewNotice { record, listing, said }),
        None => Err(form),
    })
}

/// Give a notice.
pub async fn give(
    market: &Market,
    by: kernel::Actor,
    now: Timestamp,
    new: NewNotice,
) -> Result<NoticeId, Problem> {
    let rules = market.rules();
    let act = async move |tx: &mut Tx| notices::give(tx, &by, now, &rules, new.clone()).await;
    Ok(market.write(act).await?.id)
}

/// `POST /desk/{handle}/designs/{id}/notices`
pub async fn create(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, RecordId)>,
    upload: Upload,
) -> Result<Response, Problem> {
    let ((by, _), now) = (visit.seller(&handle)?, visit.now);
    market.find(async move |tx: &mut Tx| designs::find_own(tx, &by, id).await).await?;
    match read_notice(&market, &visit, id, upload).await? {
        Ok(new) => {
            let notice = give(&market, by, now, new).await?;
            Ok(redirect(&format!("/desk/{handle}/designs/notices/{notice}"), "done-notice"))
        }
        Err(form) => show(&market, &visit, (&handle, id), form).await,
    }
}
