//! What stewards and operators do with villages, for programs: the same acts.

use axum::{Json, extract::Path, http::StatusCode};
use kernel::{AccountId, Day};
use people::{
    accounts::{read_account, scopes::Operate},
    caller::{Buyer, Operator},
    calls,
    one_of::word_of,
    seek::Seek,
    shops,
    wire::{Answer, Done, List},
};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    DivisionCode, MembershipId, MembershipStage, appoint, dismiss,
    divisions::{self, ChangeKind},
    find_for, list_asking, members,
    pages::{code_of, read_answer, today},
    scopes::Write,
    shop_figures,
    wire::{MembershipOut, SaleDayOut},
};
use crate::Commons;

pub fn routes() -> OpenApiRouter<Commons> {
    OpenApiRouter::new()
        .routes(calls!(list_members))
        .routes(calls!(answer_shop))
        .routes(calls!(answer_asking))
        .routes(calls!(list_days))
        .routes(calls!(appoint_steward))
        .routes(calls!(dismiss_steward))
        .routes(calls!(note_change))
}

/// Shops that ask to belong to a village that the caller looks after, 200 at most, and then those that do.
#[utoipa::path(get, path = "/stewardships/{code}/memberships", tag = "villages", params(("code" = String, Path), Seek),
    responses((status = 200, body = List<MembershipOut>), (status = 404, description = "the caller does not look after it")))]
async fn list_members(
    Buyer { account, market, .. }: Buyer<Write>,
    Path(code): Path<String>,
    seek: Seek,
) -> Answer<List<MembershipOut>> {
    let code = code_of(&code)?;
    let look = async move |tx: &mut Tx| {
        if find_for(tx, account, &code).await?.is_none() {
            return Ok(None);
        }
        // Those that ask come before the first page of the others.
        let asking = if seek.from.is_none() { list_asking(tx, &code).await? } else { Vec::new() };
        Ok(Some((asking, members(tx, &code, MembershipStage::Joined, seek.after(), seek.rows()).await?)))
    };
    let (asking, members) = market.find(look).await?;
    let List { items, next } = seek.page(members, |last| last.id.shop().get());
    let items = asking.into_iter().chain(items).map(MembershipOut::from).collect();
    Ok(Json(List { items, next }))
}

kernel::words! {
    /// What a steward says to a shop.
    AnswerWord { Admit = "admit", Decline = "decline" }
}

/// What a steward says to a shop that asks.
#[derive(ToSchema)]
pub struct MembershipAnswerIn {
    #[schema(schema_with = word_of::<AnswerWord>)]
    pub answer: String,
}

/// Answer a shop that asks to belong to a village that the caller looks after.
#[utoipa::path(post, path = "/stewardships/{code}/answers/{membership}", tag = "villages",
    params(("code" = String, Path), ("membership" = String, Path)), request_body = MembershipAnswerIn,
    responses((status = 200, body = MembershipOut), (status = 404, description = "nobody asks the caller this"),
    (status = 409, description = "it is answered")))]
async fn answer_shop(
    Buyer { by, account, now, market, .. }: Buyer<Write>,
    Path((code, id)): Path<(String, MembershipId)>,
    mut body: Fields,
) -> Answer<MembershipOut> {
    let code = code_of(&code)?;
    market.find(async move |tx: &mut Tx| find_for(tx, account, &code).await).await?;
    let said = read_answer(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    let act = async move |tx: &mut Tx| super::answer(tx, &by, now, id, said).await;
    Ok(Json(market.write(act).await?.into()))
}

/// Answer a shop that asks to belong to a village, where nobody looks after that.
#[utoipa::path(post, path = "/operator/village-answers/{membership}", tag = "villages",
    params(("membership" = String, Path)), request_body = MembershipAnswerIn,
    responses((status = 200, body = MembershipOut), (status = 404), (status = 409, description = "it is answered")))]
async fn answer_asking(
    Operator { by, now, market, .. }: Operator<Operate>,
    Path(id): Path<MembershipId>,
    mut body: Fields,
) -> Answer<MembershipOut> {
    let said = read_answer(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    let act = async move |tx: &mut Tx| super::answer(tx, &by, now, id, said).await;
    Ok(Json(market.write(act).await?.into()))
}

/// What one shop of a village sold in this period, day by day, where it shows that to its steward. The look is noted.
#[utoipa::path(get, path = "/stewardships/{code}/shops/{handle}/days", tag = "villages",
    params(("code" = String, Path), ("handle" = String, Path)),
    responses((status = 200, body = List<SaleDayOut>),
    (status = 404, description = "the caller does not look after it, or the shop does not belong to it"),
    (status = 409, description = "the shop does not show its figures")))]
async fn list_days(
    Buyer { by, now, market, .. }: Buyer<Write>,
    Path((code, handle)): Path<(String, String)>,
) -> Answer<List<SaleDayOut>> {
    let (code, today) = (code_of(&code)?, today(&market, now));
    let shop = market.find(async move |tx: &mut Tx| shops::find_by_handle(tx, &handle).await).await?.id;
    let act = async move |tx: &mut Tx| shop_figures(tx, &by, now, &code, shop, today).await;
    let (_, days) = market.write(act).await?;
    Ok(Json(List::all(days.into_iter().map(SaleDayOut::from).collect())))
}

/// Who is to look after which place.
#[derive(ToSchema)]
pub struct StewardIn {
    /// A village, or a county with all its villages.
    #[schema(example = "CN-371721")]
    pub division: String,
    /// E-mail address or phone number of an account.
    pub login: String,
}

/// Appoint somebody steward of a place. A second time changes nothing.
#[utoipa::path(post, path = "/operator/village-stewards", tag = "villages", request_body = StewardIn,
    responses((status = 204), (status = 404, description = "there is no such place")))]
async fn appoint_steward(Operator { by, now, market, .. }: Operator<Operate>, mut body: Fields) -> Done {
    let division = body.parsed("division", DivisionCode::parse);
    let found = read_account(&market, &mut body).await?;
    let (Some(division), Some(account)) = (division, found) else { return Err(Problem::invalid(&body)) };
    market.write(async move |tx: &mut Tx| appoint(tx, &by, now, &division, account.id).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Somebody is steward of a place no more.
#[utoipa::path(delete, path = "/operator/village-stewards/{code}/{account}", tag = "villages",
    params(("code" = String, Path), ("account" = String, Path)),
    responses((status = 204), (status = 404, description = "they do not look after it")))]
async fn dismiss_steward(
    Operator { by, now, market, .. }: Operator<Operate>,
    Path((code, account)): Path<(String, AccountId)>,
) -> Done {
    let code = code_of(&code)?;
    market.write(async move |tx: &mut Tx| dismiss(tx, &by, now, &code, account).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What became of a place on a day.
#[derive(ToSchema)]
pub struct DivisionChangeIn {
    #[schema(example = "CN-371721110201")]
    pub old: String,
    #[schema(example = "CN-371721110200")]
    pub new: String,
    #[schema(schema_with = word_of::<ChangeKind>)]
    pub kind: String,
    #[schema(example = "2026-03-01")]
    pub day: String,
}

/// Note what became of a place. Unless it was only renamed, the old code is no more from that day; its shops stay.
#[utoipa::path(post, path = "/operator/division-changes", tag = "villages", request_body = DivisionChangeIn,
    responses((status = 204), (status = 404, description = "one of the codes is not known")))]
async fn note_change(Operator { by, now, market, .. }: Operator<Operate>, mut body: Fields) -> Done {
    let old = body.parsed("old", DivisionCode::parse);
    let new = body.parsed("new", DivisionCode::parse);
    let kind = body.parsed("kind", ChangeKind::parse);
    let day = body.parsed("day", |text| Day::parse(text).ok());
    let (Some(old), Some(new), Some(kind), Some(day)) = (old, new, kind, day) else {
        return Err(Problem::invalid(&body));
    };
    let act =
        async move |tx: &mut Tx| divisions::change(tx, &by, now, old.clone(), new.clone(), kind, day).await;
    market.write(act).await?;
    Ok(StatusCode::NO_CONTENT)
}
