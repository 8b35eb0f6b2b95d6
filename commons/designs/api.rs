//! Designs for programs: the same acts.

use axum::{
    Json,
    extract::{DefaultBodyLimit, Path, State},
    http::StatusCode,
};
use goods::catalog::ListingId;
use kernel::Actor;
use people::{
    accounts::scopes::Moderate,
    caller::{Moderator, Seller},
    calls,
    market::Market,
    one_of::word_of,
    photos::{MOST_BYTES, Upload},
    seek::Seek,
    wire::{Answer, Done, List, Made},
};
use platform::{
    db::{DbError, Tx},
    web::{Fields, Problem},
};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    ClaimState, Record, RecordId, asked_of, consent, entries_after, entry_at, find_own, find_public,
    likenesses_of_maker, list_likenesses, list_of_shop, list_open, make,
    notices::{self, Ground, Notice, NoticeId, Outcome, find_for},
    open,
    origin::origin,
    pages::{
        give, keep_pictures, may_make, read_consent, read_decision, read_notice, read_record, read_words,
    },
    pictures,
    scopes::Write,
    see,
    wire::{DesignClaimOut, DesignEntryOut, DesignNoticeOut, DesignOut, DesignRulingOut, LikenessOut},
};
use crate::Commons;

pub fn routes() -> OpenApiRouter<Commons> {
    OpenApiRouter::new()
        .routes(calls!(list_own, create))
        .routes(calls!(send_notice))
        .routes(calls!(answer))
        .routes(calls!(ask_again))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .routes(calls!(list))
        .routes(calls!(show))
        .routes(calls!(list_entries))
        .routes(calls!(list_rulings))
        .routes(calls!(show_own))
        .routes(calls!(unseal))
        .routes(calls!(list_claims))
        .routes(calls!(answer_claim))
        .routes(calls!(list_alike))
        .routes(calls!(list_notices))
        .routes(calls!(show_notice))
        .routes(calls!(take_back))
        .routes(calls!(list_cases))
        .routes(calls!(decide))
        .routes(calls!(list_all_alike))
        .routes(calls!(note_seen))
}

/// Things that are listed without pages.
const SHOWN: i64 = 200;

async fn told(market: &Market, record: Record, is_told: bool) -> Result<DesignOut, Problem> {
    let look = async move |tx: &mut Tx| one(tx, record, is_told).await;
    market.find(look).await
}

async fn one(tx: &mut Tx, record: Record, is_told: bool) -> Result<Option<DesignOut>, DbError> {
    let pictures = pictures(tx, record.id).await?;
    let entry = entry_at(tx, record.position).await?;
    Ok(entry.map(|entry| DesignOut::of(record, pictures, entry, is_told)))
}

async fn all(tx: &mut Tx, page: List<Record>) -> Result<List<DesignOut>, DbError> {
    let mut items = Vec::with_capacity(page.items.len());
    for record in page.items {
        items.extend(one(tx, record, true).await?);
    }
    Ok(List { items, next: page.next })
}

/// Records that everybody may read, the newest first.
#[utoipa::path(get, path = "/designs", tag = "designs", params(Seek), responses((status = 200, body = List<DesignOut>)))]
async fn list(State(market): State<Commons>, seek: Seek) -> Answer<List<DesignOut>> {
    let look = async move |tx: &mut Tx| {
        let found = list_open(tx, seek.before(), seek.rows()).await?;
        all(tx, seek.page(found, |last| last.id.number())).await
    };
    Ok(Json(market.read(look).await?))
}

/// One record; of a sealed one, that it is there.
#[utoipa::path(get, path = "/designs/{id}", tag = "designs", params(("id" = String, Path)),
    responses((status = 200, body = DesignOut), (status = 404, description = "there is no such record")))]
async fn show(State(market): State<Commons>, Path(id): Path<RecordId>) -> Answer<DesignOut> {
    let record = market.find(async move |tx: &mut Tx| find_public(tx, id).await).await?;
    let is_told = record.is_open();
    Ok(Json(told(&market, record, is_told).await?))
}

/// The chain, the oldest entry first.
#[utoipa::path(get, path = "/designs-chain", tag = "designs", params(Seek), responses((status = 200, body = List<DesignEntryOut>)))]
async fn list_entries(State(market): State<Commons>, seek: Seek) -> Answer<List<DesignEntryOut>> {
    let look = async move |tx: &mut Tx| entries_after(tx, seek.after(), seek.rows()).await;
    Ok(Json(seek.page(market.read(look).await?, |last| last.position).map(DesignEntryOut::from)))
}

/// The register of rulings, the newest first.
#[utoipa::path(get, path = "/designs-rulings", tag = "designs", params(Seek),
    responses((status = 200, body = List<DesignRulingOut>)))]
async fn list_rulings(State(market): State<Commons>, seek: Seek) -> Answer<List<DesignRulingOut>> {
    let look = async move |tx: &mut Tx| notices::register(tx, seek.before(), seek.rows()).await;
    Ok(Json(seek.page(market.read(look).await?, |last| last.id).map(DesignRulingOut::from)))
}

/// A shop's records, sealed and open, the newest first.
#[utoipa::path(get, path = "/shops/{handle}/designs", tag = "designs", params(("handle" = String, Path), Seek),
    responses((status = 200, body = List<DesignOut>)))]
async fn list_own(Seller { shop, market, .. }: Seller<Write>, seek: Seek) -> Answer<List<DesignOut>> {
    let look = async move |tx: &mut Tx| {
        let found = list_of_shop(tx, shop, seek.before(), seek.rows()).await?;
        all(tx, seek.page(found, |last| last.id.number())).await
    };
    Ok(Json(market.read(look).await?))
}

/// What of a design is put down, with its pictures beside it.
#[derive(ToSchema)]
pub struct DesignIn {
    #[schema(max_length = 120)]
    pub title: String,
    #[schema(max_length = 120)]
    pub author: String,
    #[schema(max_length = 4000)]
    pub words: Option<String>,
    /// A day, `2026-03-01`.
    pub first_shown: Option<String>,
    /// A patent office and a number, as the owner says: both or neither.
    pub office: Option<String>,
    pub number: Option<String>,
    /// Only its hash is public until it is opened.
    pub sealed: Option<bool>,
    #[schema(value_type = Vec<String>, format = Binary)]
    pub photos: Vec<String>,
}

/// Put a design down: dated, signed and chained.
#[utoipa::path(post, path = "/shops/{handle}/designs", tag = "designs", params(("handle" = String, Path)),
    request_body(content = DesignIn, content_type = "multipart/form-data"),
    responses((status = 201, body = DesignOut), (status = 409, description = "the shop is not open"), (status = 413)))]
async fn create(
    Seller { by, shop, now, market, .. }: Seller<Write>,
    Upload { form: mut body, files }: Upload,
) -> Made<DesignOut> {
    may_make(&market, shop)?;
    let pictures = keep_pictures(&market, &mut body, files).await?;
    let new = read_record(&mut body, now, &pictures).ok_or_else(|| Problem::invalid(&body))?;
    let origin = origin(&market).to_owned();
    let act = async move |tx: &mut Tx| make(tx, &by, now, &origin, &new).await;
    let record = market.write(act).await?;
    Ok((StatusCode::CREATED, Json(told(&market, record, true).await?)))
}

/// One of a shop's own records.
#[utoipa::path(get, path = "/shops/{handle}/designs/{id}", tag = "designs",
    params(("handle" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = DesignOut), (status = 404, description = "the shop has no such record")))]
async fn show_own(
    Seller { by, market, .. }: Seller<Write>,
    Path(at): Path<(String, RecordId)>,
) -> Answer<DesignOut> {
    let (_, id) = at;
    let record = market.find(async move |tx: &mut Tx| find_own(tx, &by, id).await).await?;
    Ok(Json(told(&market, record, true).await?))
}

/// Open a sealed record to everybody.
#[utoipa::path(post, path = "/shops/{handle}/designs/{id}/opening", tag = "designs",
    params(("handle" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = DesignOut), (status = 404, description = "the shop has no such record"),
    (status = 409, description = "it is open")))]
async fn unseal(
    Seller { by, now, market, .. }: Seller<Write>,
    Path(at): Path<(String, RecordId)>,
) -> Answer<DesignOut> {
    let (_, id) = at;
    let record = market.write(async move |tx: &mut Tx| open(tx, &by, now, id).await).await?;
    Ok(Json(told(&market, record, true).await?))
}

/// Listings of other shops that are made after a shop's records, or want to be: at most 200, the newest first.
#[utoipa::path(get, path = "/shops/{handle}/design-claims", tag = "designs", params(("handle" = String, Path)),
    responses((status = 200, body = List<DesignClaimOut>)))]
async fn list_claims(Seller { shop, market, .. }: Seller<Write>) -> Answer<List<DesignClaimOut>> {
    let look = async move |tx: &mut Tx| asked_of(tx, shop, SHOWN).await;
    Ok(Json(List::all(market.read(look).await?)))
}

/// What a maker answers.
#[derive(ToSchema)]
pub struct DesignConsentIn {
    /// `granted` or `refused`.
    #[schema(schema_with = word_of::<ClaimState>)]
    pub answer: String,
}

/// Say yes or no to a listing of another shop that names a record of this one.
#[utoipa::path(put, path = "/shops/{handle}/design-claims/{listing}", tag = "designs",
    params(("handle" = String, Path), ("listing" = String, Path)), request_body = DesignConsentIn,
    responses((status = 200, body = DesignClaimOut), (status = 404, description = "no such listing names a record of the shop")))]
async fn answer_claim(
    Seller { by, now, market, .. }: Seller<Write>,
    Path(at): Path<(String, ListingId)>,
    mut body: Fields,
) -> Answer<DesignClaimOut> {
    let (_, listing) = at;
    let answer = read_consent(&mut body)?;
    let act = async move |tx: &mut Tx| consent(tx, &by, now, listing, answer).await;
    Ok(Json(market.write(act).await?.into()))
}

/// Listings of others that look like a shop's records: at most 200, the newest first.
#[utoipa::path(get, path = "/shops/{handle}/likenesses", tag = "designs", params(("handle" = String, Path)),
    responses((status = 200, body = List<LikenessOut>)))]
async fn list_alike(Seller { shop, market, .. }: Seller<Write>) -> Answer<List<LikenessOut>> {
    let look = async move |tx: &mut Tx| likenesses_of_maker(tx, shop, SHOWN).await;
    Ok(Json(List::all(market.read(look).await?)))
}

async fn case(tx: &mut Tx, notice: Notice) -> Result<DesignNoticeOut, DbError> {
    let said = notices::statements_of(tx, notice.id).await?;
    let rulings = notices::rulings_of(tx, notice.id).await?;
    Ok(DesignNoticeOut::of(notice, said, rulings))
}

async fn shown(market: &Market, by: Actor, id: NoticeId) -> Answer<DesignNoticeOut> {
    let look = async move |tx: &mut Tx| match find_for(tx, &by, id).await? {
        Some(notice) => Ok(Some(case(tx, notice).await?)),
        None => Ok(None),
    };
    Ok(Json(market.find(look).await?))
}

async fn cases(tx: &mut Tx, page: List<Notice>) -> Result<List<DesignNoticeOut>, DbError> {
    let mut items = Vec::with_capacity(page.items.len());
    for notice in page.items {
        items.push(case(tx, notice).await?);
    }
    Ok(List { items, next: page.next })
}

/// Notices that a shop has given or got, the newest first.
#[utoipa::path(get, path = "/shops/{handle}/design-notices", tag = "designs", params(("handle" = String, Path), Seek),
    responses((status = 200, body = List<DesignNoticeOut>)))]
async fn list_notices(
    Seller { shop, market, .. }: Seller<Write>,
    seek: Seek,
) -> Answer<List<DesignNoticeOut>> {
    let look = async move |tx: &mut Tx| {
        let found = notices::notices_of_shop(tx, shop, seek.before(), seek.rows()).await?;
        cases(tx, seek.page(found, |last| last.id.number())).await
    };
    Ok(Json(market.read(look).await?))
}

/// What a maker says of a listing, with photos beside it.
#[derive(ToSchema)]
pub struct DesignNoticeIn {
    /// The listing's number or the address of its page.
    pub listing: String,
    #[schema(max_length = 4000)]
    pub words: String,
    /// That what is said is true, as far as the maker knows.
    pub true_words: bool,
    #[schema(value_type = Option<Vec<String>>, format = Binary)]
    pub photos: Option<Vec<String>>,
}

/// Say that a listing of another shop shows a copy of a record's design. The listing stays until somebody rules.
#[utoipa::path(post, path = "/shops/{handle}/designs/{id}/notices", tag = "designs",
    params(("handle" = String, Path), ("id" = String, Path)),
    request_body(content = DesignNoticeIn, content_type = "multipart/form-data"),
    responses((status = 201, body = DesignNoticeOut), (status = 404, description = "the shop has no such record, or nobody else \
    sells that"), (status = 409, description = "the record is sealed, the listing has the maker's yes, there is a notice \
    already, or the shop may give none for now"), (status = 413), (status = 429, description = "as many as a week has")))]
async fn send_notice(
    Seller { by, now, market, visit, .. }: Seller<Write>,
    Path(at): Path<(String, RecordId)>,
    upload: Upload,
) -> Made<DesignNoticeOut> {
    let (_, id) = at;
    market.find(async move |tx: &mut Tx| find_own(tx, &by, id).await).await?;
    let new = read_notice(&market, &visit, id, upload).await?.map_err(|form| Problem::invalid(&form))?;
    let notice = give(&market, by, now, new).await?;
    Ok((StatusCode::CREATED, shown(&market, by, notice).await?))
}

/// One case, for its two shops.
#[utoipa::path(get, path = "/shops/{handle}/design-notices/{notice}", tag = "designs",
    params(("handle" = String, Path), ("notice" = String, Path)),
    responses((status = 200, body = DesignNoticeOut), (status = 404, description = "there is no such notice for the shop")))]
async fn show_notice(
    Seller { by, market, .. }: Seller<Write>,
    Path(at): Path<(String, NoticeId)>,
) -> Answer<DesignNoticeOut> {
    let (_, id) = at;
    shown(&market, by, id).await
}

/// Why a listing is no copy, with photos beside it.
#[derive(ToSchema)]
pub struct DesignAnswerIn {
    #[schema(schema_with = word_of::<Ground>)]
    pub ground: String,
    #[schema(max_length = 4000)]
    pub words: String,
    #[schema(value_type = Option<Vec<String>>, format = Binary)]
    pub photos: Option<Vec<String>>,
}

/// Answer a notice, as the shop of the listing.
#[utoipa::path(post, path = "/shops/{handle}/design-notices/{notice}/answer", tag = "designs",
    params(("handle" = String, Path), ("notice" = String, Path)),
    request_body(content = DesignAnswerIn, content_type = "multipart/form-data"),
    responses((status = 200, body = DesignNoticeOut), (status = 404, description = "there is no such notice for the shop"),
    (status = 409, description = "it is answered or ruled"), (status = 413)))]
async fn answer(
    Seller { by, now, rules, market, visit, .. }: Seller<Write>,
    Path(at): Path<(String, NoticeId)>,
    Upload { form: mut body, files }: Upload,
) -> Answer<DesignNoticeOut> {
    let (_, id) = at;
    market.find(async move |tx: &mut Tx| find_for(tx, &by, id).await).await?;
    let ground = body.parsed("ground", Ground::parse);
    let said = read_words(&market, &visit, &mut body, files).await?;
    let ground = ground.filter(|_| body.is_good()).ok_or_else(|| Problem::invalid(&body))?;
    let act = async move |tx: &mut Tx| notices::counter(tx, &by, now, &rules, id, ground, &said).await;
    market.write(act).await?;
    shown(&market, by, id).await
}

/// Why a ruling is wrong, with photos beside it.
#[derive(ToSchema)]
pub struct DesignAppealIn {
    #[schema(max_length = 4000)]
    pub words: String,
    #[schema(value_type = Option<Vec<String>>, format = Binary)]
    pub photos: Option<Vec<String>>,
}

/// Ask for the ruling of another moderator, as either side, once.
#[utoipa::path(post, path = "/shops/{handle}/design-notices/{notice}/appeal", tag = "designs",
    params(("handle" = String, Path), ("notice" = String, Path)),
    request_body(content = DesignAppealIn, content_type = "multipart/form-data"),
    responses((status = 200, body = DesignNoticeOut), (status = 404, description = "there is no such notice for the shop"),
    (status = 409, description = "nothing is ruled, or it is ruled for good"), (status = 413)))]
async fn ask_again(
    Seller { by, now, rules, market, visit, .. }: Seller<Write>,
    Path(at): Path<(String, NoticeId)>,
    Upload { form: mut body, files }: Upload,
) -> Answer<DesignNoticeOut> {
    let (_, id) = at;
    market.find(async move |tx: &mut Tx| find_for(tx, &by, id).await).await?;
    let said = read_words(&market, &visit, &mut body, files).await?;
    body.check()?;
    let act = async move |tx: &mut Tx| notices::appeal(tx, &by, now, &rules, id, &said).await;
    market.write(act).await?;
    shown(&market, by, id).await
}

/// Take a notice back, as its maker, before it is ruled.
#[utoipa::path(post, path = "/shops/{handle}/design-notices/{notice}/withdrawal", tag = "designs",
    params(("handle" = String, Path), ("notice" = String, Path)),
    responses((status = 200, body = DesignNoticeOut), (status = 404, description = "there is no such notice for the shop"),
    (status = 409, description = "it is ruled or over")))]
async fn take_back(
    Seller { by, now, market, .. }: Seller<Write>,
    Path(at): Path<(String, NoticeId)>,
) -> Answer<DesignNoticeOut> {
    let (_, id) = at;
    market.write(async move |tx: &mut Tx| notices::withdraw(tx, &by, now, id).await).await?;
    shown(&market, by, id).await
}

/// Cases that wait for a ruling, the longest waiting first.
#[utoipa::path(get, path = "/design-cases", tag = "designs", params(Seek),
    responses((status = 200, body = List<DesignNoticeOut>)))]
async fn list_cases(
    Moderator { market, .. }: Moderator<Moderate>,
    seek: Seek,
) -> Answer<List<DesignNoticeOut>> {
    let look = async move |tx: &mut Tx| {
        let found = notices::list_cases(tx, seek.after(), seek.rows()).await?;
        cases(tx, seek.page(found, |last| last.id.number())).await
    };
    Ok(Json(market.read(look).await?))
}

/// What is ruled, and why.
#[derive(ToSchema)]
pub struct DesignRulingIn {
    #[schema(schema_with = word_of::<Outcome>)]
    pub outcome: String,
    /// Everybody may read it: it names nobody.
    #[schema(max_length = 4000)]
    pub reason: String,
}

/// Rule in a case; after an appeal, as another moderator than the first, for good.
#[utoipa::path(post, path = "/design-cases/{notice}/ruling", tag = "designs", params(("notice" = String, Path)),
    request_body = DesignRulingIn, responses((status = 200, body = DesignNoticeOut),
    (status = 409, description = "it waits for no ruling, or the caller is of one of the shops or has ruled in it")))]
async fn decide(
    Moderator { by, now, rules, market, .. }: Moderator<Moderate>,
    Path(id): Path<NoticeId>,
    mut body: Fields,
) -> Answer<DesignNoticeOut> {
    market.find(async move |tx: &mut Tx| notices::find(tx, id).await).await?;
    let decision = read_decision(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    let act = async move |tx: &mut Tx| notices::rule(tx, &by, now, &rules, id, &decision).await;
    market.write(act).await?;
    shown(&market, by, id).await
}

/// Likenesses that no moderator has looked at: at most 200, the longest waiting first.
#[utoipa::path(get, path = "/likenesses", tag = "designs", responses((status = 200, body = List<LikenessOut>)))]
async fn list_all_alike(Moderator { market, .. }: Moderator<Moderate>) -> Answer<List<LikenessOut>> {
    let look = async move |tx: &mut Tx| list_likenesses(tx, 0, SHOWN).await;
    Ok(Json(List::all(market.read(look).await?)))
}

/// Say that a likeness was looked at. Nothing else happens.
#[utoipa::path(post, path = "/likenesses/{listing}/{record}/seen", tag = "designs",
    params(("listing" = String, Path), ("record" = String, Path)),
    responses((status = 204), (status = 404, description = "nothing of this kind waits")))]
async fn note_seen(
    Moderator { by, now, market, .. }: Moderator<Moderate>,
    Path(at): Path<(ListingId, RecordId)>,
) -> Done {
    let (listing, record) = at;
    market.write(async move |tx: &mut Tx| see(tx, &by, now, listing, record).await).await?;
    Ok(StatusCode::NO_CONTENT)
}
