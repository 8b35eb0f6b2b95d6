//! Drives for programs of everybody, of who comes by them, and of helpers: the same acts.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use people::{
    caller::Buyer,
    calls,
    one_of::word_of,
    seek::Seek,
    visit::Visit,
    wire::{Answer, Done, List, Made},
};
use platform::{
    db::{DbError, Tx},
    web::{Fields, Problem},
};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    Came, DriveId, InvitationId, SignUpKind, accept,
    code::read_code,
    counted, counts, courses, find_helper, find_of, invitations_of, invite, list_of_helper, list_open,
    pages::{find_shown, may_change, may_invite, read_invited, read_kind, today},
    refuse,
    scopes::Write,
    sign_up, waiting_for,
    wire::{DriveOut, InvitationOut, SignUpOut},
    withdraw,
};
use crate::{Commons, academy::api::CourseOut};

pub fn routes() -> OpenApiRouter<Commons> {
    OpenApiRouter::new()
        .routes(calls!(list))
        .routes(calls!(show))
        .routes(calls!(list_courses))
        .routes(calls!(come_in))
        .routes(calls!(show_own, take_back))
        .routes(calls!(show_asked))
        .routes(calls!(say_yes))
        .routes(calls!(say_no))
        .routes(calls!(list_asked, ask))
        .routes(calls!(list_brought))
}

/// The courses of a drive, in the order in which they were added: at most 12.
#[utoipa::path(get, path = "/drives/{drive}/courses", tag = "drives", params(("drive" = String, Path)),
    responses((status = 200, body = List<CourseOut>), (status = 404, description = "there is no such drive")))]
async fn list_courses(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<DriveId>,
) -> Answer<List<CourseOut>> {
    find_shown(&market, &visit, id).await?;
    Ok(Json(List::all(market.read(async move |tx: &mut Tx| courses(tx, id).await).await?)))
}

/// Drives, the newest first, with how many shops each has brought on.
#[utoipa::path(get, path = "/drives", tag = "drives", params(Seek), responses((status = 200, body = List<DriveOut>)))]
async fn list(State(market): State<Commons>, visit: Visit, seek: Seek) -> Answer<List<DriveOut>> {
    let today = today(&market, visit.now);
    let look = async move |tx: &mut Tx| {
        let all = list_open(tx, seek.before(), seek.rows()).await?;
        counted(tx, all).await
    };
    let page = seek.page(market.read(look).await?, |(drive, _)| drive.id.get());
    Ok(Json(page.map(|(drive, counts)| DriveOut::new(drive, &counts, today))))
}

/// One drive.
#[utoipa::path(get, path = "/drives/{drive}", tag = "drives", params(("drive" = String, Path)),
    responses((status = 200, body = DriveOut), (status = 404, description = "there is no such drive")))]
async fn show(State(market): State<Commons>, visit: Visit, Path(id): Path<DriveId>) -> Answer<DriveOut> {
    let drive = find_shown(&market, &visit, id).await?;
    let today = today(&market, visit.now);
    let counts = market.read(async move |tx: &mut Tx| counts(tx, id).await).await?;
    Ok(Json(DriveOut::new(drive, &counts, today)))
}

/// What somebody is who signs up, and by whose code they come.
#[derive(ToSchema)]
pub struct SignUpIn {
    #[schema(schema_with = word_of::<SignUpKind>)]
    pub kind: String,
    /// The code of a helper. One that is nobody's brings nobody, and keeps nobody out.
    #[schema(example = "k7m2p9xq")]
    pub by: Option<String>,
}

/// Sign up: from now on the drive follows the first shop that the caller opens.
#[utoipa::path(post, path = "/drives/{drive}/sign-ups", tag = "drives", params(("drive" = String, Path)),
    request_body = SignUpIn, responses((status = 201, body = SignUpOut), (status = 404, description = "there is no such drive"),
    (status = 409, description = "not now, not in one's own drive, not with a shop, and once only"), (status = 429)))]
async fn come_in(
    Buyer { by, now, market, visit, .. }: Buyer<Write>,
    State(commons): State<Commons>,
    Path(id): Path<DriveId>,
    mut body: Fields,
) -> Made<SignUpOut> {
    find_shown(&commons, &visit, id).await?;
    may_change(&market, &visit)?;
    let kind = read_kind(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    let came = read_code(body.value("by")).map_or(Came::Page, Came::Link);
    let today = today(&market, now);
    let act = async move |tx: &mut Tx| sign_up(tx, &by, now, today, id, kind, came.clone()).await;
    Ok((StatusCode::CREATED, Json(market.write(act).await?.into())))
}

/// How the caller has come by a drive.
#[utoipa::path(get, path = "/drive-sign-up", tag = "drives",
    responses((status = 200, body = SignUpOut), (status = 404, description = "they have come by none")))]
async fn show_own(Buyer { account, market, .. }: Buyer<Write>) -> Answer<SignUpOut> {
    Ok(Json(market.find(async move |tx: &mut Tx| find_of(tx, account).await).await?.into()))
}

/// Take it back, as long as there is no shop.
#[utoipa::path(delete, path = "/drive-sign-up", tag = "drives", responses((status = 204),
    (status = 404, description = "they have come by none"), (status = 409, description = "there is a shop already")))]
async fn take_back(Buyer { by, now, market, .. }: Buyer<Write>) -> Done {
    let today = today(&market, now);
    market.write(async move |tx: &mut Tx| withdraw(tx, &by, now, today).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The invitation that waits for the caller's answer.
#[utoipa::path(get, path = "/drive-invitation", tag = "drives",
    responses((status = 200, body = InvitationOut), (status = 404, description = "none waits")))]
async fn show_asked(Buyer { account, market, .. }: Buyer<Write>) -> Answer<InvitationOut> {
    Ok(Json(market.find(async move |tx: &mut Tx| waiting_for(tx, account).await).await?.into()))
}

/// Say yes to a helper: the caller signs up.
#[utoipa::path(post, path = "/drive-invitations/{invitation}/acceptance", tag = "drives",
    params(("invitation" = String, Path)), responses((status = 201, body = SignUpOut),
    (status = 404, description = "the caller was not asked"),
    (status = 409, description = "it was answered before, or the caller cannot come into the drive"), (status = 429)))]
async fn say_yes(
    Buyer { by, now, market, visit, .. }: Buyer<Write>,
    Path(id): Path<InvitationId>,
) -> Made<SignUpOut> {
    may_change(&market, &visit)?;
    let (today, browser) = (today(&market, now), visit.asker().browser);
    let act = async move |tx: &mut Tx| accept(tx, &by, now, today, id, &browser).await;
    Ok((StatusCode::CREATED, Json(market.write(act).await?.into())))
}

/// Say no to a helper: nobody asks again for this drive.
#[utoipa::path(post, path = "/drive-invitations/{invitation}/refusal", tag = "drives",
    params(("invitation" = String, Path)), responses((status = 204),
    (status = 404, description = "the caller was not asked"), (status = 409, description = "it was answered before")))]
async fn say_no(Buyer { by, now, market, .. }: Buyer<Write>, Path(id): Path<InvitationId>) -> Done {
    market.write(async move |tx: &mut Tx| refuse(tx, &by, now, id).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whom a helper asks.
#[derive(ToSchema)]
pub struct InvitationIn {
    /// E-mail address or phone number of whoever is asked; only they see what is sent there.
    pub login: String,
    /// What they are called.
    #[schema(max_length = 60)]
    pub name: String,
    #[schema(schema_with = word_of::<SignUpKind>)]
    pub kind: String,
}

/// Ask somebody on the spot. They get a link by mail or text, and answer for themselves within 14 days.
#[utoipa::path(post, path = "/drives/{drive}/invitations", tag = "drives", params(("drive" = String, Path)),
    request_body = InvitationIn, responses((status = 201, body = InvitationOut),
    (status = 404, description = "the caller does not help in it"),
    (status = 409, description = "not now, not oneself, not who waits or has said no"), (status = 429)))]
async fn ask(
    Buyer { by, account, now, market, visit, .. }: Buyer<Write>,
    Path(id): Path<DriveId>,
    mut body: Fields,
) -> Made<InvitationOut> {
    let helps = async move |tx: &mut Tx| find_helper(tx, id, account).await;
    market.find(helps).await?;
    let invited = read_invited(&mut body, &market, &visit).ok_or_else(|| Problem::invalid(&body))?;
    may_invite(&market, &visit)?;
    let today = today(&market, now);
    let act = async move |tx: &mut Tx| invite(tx, &by, now, today, id, invited.clone()).await;
    Ok((StatusCode::CREATED, Json(market.write(act).await?.into())))
}

/// Whom the caller has asked for a drive, the newest first.
#[utoipa::path(get, path = "/drives/{drive}/invitations", tag = "drives", params(("drive" = String, Path), Seek),
    responses((status = 200, body = List<InvitationOut>), (status = 404, description = "the caller does not help in it")))]
async fn list_asked(
    Buyer { account, market, .. }: Buyer<Write>,
    Path(id): Path<DriveId>,
    seek: Seek,
) -> Answer<List<InvitationOut>> {
    let look = async move |tx: &mut Tx| {
        if find_helper(tx, id, account).await?.is_none() {
            return Ok(None);
        }
        Ok::<_, DbError>(Some(invitations_of(tx, id, account, seek.before(), seek.rows()).await?))
    };
    let rows = market.find(look).await?;
    Ok(Json(seek.page(rows, |it| it.id.get()).map(InvitationOut::from)))
}

/// Those whom the caller has brought to a drive, the newest first: nobody's name.
#[utoipa::path(get, path = "/drives/{drive}/brought", tag = "drives", params(("drive" = String, Path), Seek),
    responses((status = 200, body = List<SignUpOut>), (status = 404, description = "the caller does not help in it")))]
async fn list_brought(
    Buyer { account, market, .. }: Buyer<Write>,
    Path(id): Path<DriveId>,
    seek: Seek,
) -> Answer<List<SignUpOut>> {
    let look = async move |tx: &mut Tx| {
        if find_helper(tx, id, account).await?.is_none() {
            return Ok(None);
        }
        Ok::<_, DbError>(Some(list_of_helper(tx, id, account, seek.before(), seek.rows()).await?))
    };
    let rows = market.find(look).await?;
    Ok(Json(seek.page(rows, |it| it.id.get()).map(SignUpOut::from)))
}
