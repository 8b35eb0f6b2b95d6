//! Shops for programs.

use axum::{
    Json,
    extract::{DefaultBodyLimit, Multipart, Path, State, multipart::MultipartRejection},
    http::StatusCode,
};
use kernel::{AccountId, ShopId, ShopRole, Timestamp};
use platform::{
    db::Tx,
    files::picture::Side,
    web::{Fields, Problem},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    Band, Heritage, HolidayError, Kind, Member, OpenError, Profile, Sender, ShopOut,
    pages::{MOST_COVER_BYTES, Story, hire, keep_cover, read_cover, read_shop},
    scopes::Write,
};
use crate::{
    accounts,
    caller::{Buyer, Seller},
    calls,
    market::Market,
    one_of::{CountryCode, CurrencyCode, LanguageCode, maybe_word_of, word_of},
    seek::Seek,
    shops,
    visit::Visit,
    wire::{Answer, Done, List, Made},
};

pub fn routes() -> OpenApiRouter<Market> {
    OpenApiRouter::new()
        .routes(calls!(open))
        .routes(calls!(show, edit))
        .merge(
            OpenApiRouter::new()
                .routes(calls!(put_cover, remove_cover))
                .layer(DefaultBodyLimit::max(MOST_COVER_BYTES)),
        )
        .routes(calls!(following))
        .routes(calls!(follow, unfollow))
        .routes(calls!(begin_holiday, end_holiday))
        .routes(calls!(sender, set_sender))
        .routes(calls!(close))
        .routes(calls!(reopen))
        .routes(calls!(list_staff, add_staff))
        .routes(calls!(remove_staff))
}

/// What a shop says about itself; in a change, what is left out stays.
#[derive(ToSchema)]
pub struct ShopProfileIn {
    #[schema(schema_with = maybe_word_of::<Kind>)]
    pub kind: Option<String>,
    pub name: Option<String>,
    pub name_en: Option<String>,
    #[schema(value_type = Option<LanguageCode>)]
    pub language: Option<String>,
    pub tagline: Option<String>,
    pub tagline_en: Option<String>,
    pub story: Option<String>,
    pub story_en: Option<String>,
    pub seal: Option<String>,
    #[schema(schema_with = maybe_word_of::<Band>)]
    pub band: Option<String>,
    pub generation: Option<i64>,
    #[schema(schema_with = maybe_word_of::<Heritage>)]
    pub heritage: Option<String>,
    #[schema(value_type = Option<CountryCode>)]
    pub country: Option<String>,
    pub region: Option<String>,
    pub city: Option<String>,
    pub village: Option<String>,
    pub place_en: Option<String>,
    /// Degrees north and east; empty for none. Who looks for what is near sees how far it is.
    #[schema(example = "38.62,106.05")]
    pub coordinates: Option<String>,
    pub zone: Option<String>,
    pub dispatch_days: Option<i64>,
}

/// A shop about to open. The profile's fields may be given as well.
#[derive(ToSchema)]
pub struct NewShopIn {
    /// 3 to 40 small letters, digits and single hyphens. Left out, it is made from the name.
    pub handle: Option<String>,
    pub name: String,
    #[schema(value_type = CurrencyCode)]
    pub currency: String,
    #[schema(schema_with = maybe_word_of::<Kind>)]
    pub kind: Option<String>,
    #[schema(value_type = Option<LanguageCode>)]
    pub language: Option<String>,
    #[schema(value_type = Option<CountryCode>)]
    pub country: Option<String>,
}

/// Open a shop.
#[utoipa::path(post, path = "/shops", tag = "shops", request_body = NewShopIn,
    responses((status = 201, body = ShopOut), (status = 422, description = "some fields were refused")))]
async fn open(Buyer { by, now, market, visit, .. }: Buyer<Write>, mut form: Fields) -> Made<ShopOut> {
    let new = read_shop(&mut form, &visit).ok_or_else(|| Problem::invalid(&form))?;
    let opened = market.db.write(async move |tx: &mut Tx| shops::open(tx, &by, now, new.clone()).await).await;
    let shop = opened.map_err(|error| match error {
        OpenError::HandleTaken => form.refused("handle", "refused-handle-taken"),
        error => error.into(),
    })?;
    Ok((StatusCode::CREATED, Json(shop.into())))
}

/// A shop as everybody sees it.
#[utoipa::path(get, path = "/shops/{handle}", tag = "shops", params(("handle" = String, Path)),
    responses((status = 200, body = ShopOut), (status = 404, description = "there is no such shop")))]
async fn show(State(market): State<Market>, visit: Visit, Path(handle): Path<String>) -> Answer<ShopOut> {
    Ok(Json(Story::find(&market, &visit, &handle).await?.shop.into()))
}

/// Change what a shop says about itself.
#[utoipa::path(patch, path = "/shops/{handle}", tag = "shops", params(("handle" = String, Path)),
    request_body = ShopProfileIn, responses((status = 200, body = ShopOut),
    (status = 422, description = "some fields were refused")))]
async fn edit(Seller { by, shop, market, .. }: Seller<Write>, mut form: Fields) -> Answer<ShopOut> {
    let shop = market.find(async move |tx| shops::find(tx, shop).await).await?;
    let profile = Profile::read(&mut form, &Profile::form(&shop)).ok_or_else(|| Problem::invalid(&form))?;
    Ok(Json(market.write(async move |tx| shops::edit(tx, &by, profile.clone()).await).await?.into()))
}

/// What of a shop stands on its labels and invoices, beside its name and its place, and on no page.
#[derive(Serialize, ToSchema)]
pub struct SenderOut {
    pub street: String,
    pub postal_code: String,
    pub phone: String,
    pub tax_number: String,
}

impl From<Sender> for SenderOut {
    fn from(Sender { street, postal_code, phone, tax_number }: Sender) -> Self {
        Self { street, postal_code, phone, tax_number }
    }
}

/// The same, to be kept; what is left out stays.
#[derive(ToSchema)]
pub struct SenderIn {
    pub street: Option<String>,
    pub postal_code: Option<String>,
    pub phone: Option<String>,
    pub tax_number: Option<String>,
}

/// What stands on a shop's papers.
#[utoipa::path(get, path = "/shops/{handle}/sender", tag = "shops", params(("handle" = String, Path)),
    responses((status = 200, body = SenderOut)))]
async fn sender(Seller { shop, market, .. }: Seller<Write>) -> Answer<SenderOut> {
    Ok(Json(market.read(async move |tx| shops::find_sender(tx, shop).await).await?.into()))
}

/// Say what stands on a shop's papers.
#[utoipa::path(patch, path = "/shops/{handle}/sender", tag = "shops", params(("handle" = String, Path)),
    request_body = SenderIn, responses((status = 200, body = SenderOut),
    (status = 422, description = "some fields were refused")))]
async fn set_sender(Seller { by, shop, market, .. }: Seller<Write>, mut form: Fields) -> Answer<SenderOut> {
    let before = market.read(async move |tx| shops::find_sender(tx, shop).await).await?;
    let sender = Sender::read(&mut form, &before);
    form.check()?;
    let kept = sender.clone();
    market.write(async move |tx| shops::set_sender(tx, &by, &kept).await).await?;
    Ok(Json(sender.into()))
}

/// The picture at the head of a shop's page; without a file, only what it shows is said anew.
#[derive(ToSchema)]
pub struct CoverIn {
    #[schema(format = Binary, content_media_type = "image/*")]
    pub cover: Option<String>,
    /// `start`, `middle` or `end`: which part stays when it is cut to 16:5.
    #[schema(schema_with = maybe_word_of::<Side>)]
    pub side: Option<String>,
    pub alt: String,
}

/// Put a picture at the head of a shop's page.
#[utoipa::path(put, path = "/shops/{handle}/cover", tag = "shops", params(("handle" = String, Path)),
    request_body(content = CoverIn, content_type = "multipart/form-data"),
    responses((status = 200, body = ShopOut), (status = 422, description = "some fields were refused")))]
async fn put_cover(
    Seller { by, shop, market, visit, .. }: Seller<Write>,
    parts: Result<Multipart, MultipartRejection>,
) -> Answer<ShopOut> {
    let (mut form, file) = read_cover(parts?).await?;
    if !form.has("alt") {
        return Err(form.refused("alt", "refused-empty"));
    }
    if !keep_cover(&market, &visit, &by, &mut form, file).await? {
        return Err(Problem::invalid(&form));
    }
    Ok(Json(market.find(async move |tx| shops::find(tx, shop).await).await?.into()))
}

/// Take the picture away.
#[utoipa::path(delete, path = "/shops/{handle}/cover", tag = "shops", params(("handle" = String, Path)),
    responses((status = 204)))]
async fn remove_cover(Seller { by, market, .. }: Seller<Write>) -> Done {
    market.write(async move |tx| shops::set_cover(tx, &by, "", "").await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The shops that the caller follows, the latest first.
#[utoipa::path(get, path = "/following", tag = "shops", params(Seek),
    responses((status = 200, body = List<ShopOut>)))]
async fn following(
    Buyer { account, market, .. }: Buyer<accounts::scopes::Read>,
    seek: Seek,
) -> Answer<List<ShopOut>> {
    let look = async move |tx: &mut Tx| shops::followed(tx, account, seek.before(), seek.rows()).await;
    let page = seek.page(market.read(look).await?, |(since, _)| since.micros());
    Ok(Json(page.map(|(_, shop)| ShopOut::from(shop))))
}

/// Follow a shop.
#[utoipa::path(put, path = "/shops/{handle}/following", tag = "shops", params(("handle" = String, Path)),
    responses((status = 204)))]
async fn follow(
    Buyer { by, now, market, visit, .. }: Buyer<accounts::scopes::Write>,
    Path(handle): Path<String>,
) -> Done {
    let shop = Story::find(&market, &visit, &handle).await?.shop.id;
    market.write(async move |tx| shops::follow(tx, &by, now, shop).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Stop following a shop.
#[utoipa::path(delete, path = "/shops/{handle}/following", tag = "shops", params(("handle" = String, Path)),
    responses((status = 204)))]
async fn unfollow(
    Buyer { by, market, visit, .. }: Buyer<accounts::scopes::Write>,
    Path(handle): Path<String>,
) -> Done {
    let shop = Story::find(&market, &visit, &handle).await?.shop.id;
    market.write(async move |tx| shops::unfollow(tx, &by, shop).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The first moment at which the shop sells again.
#[derive(ToSchema)]
pub struct HolidayIn {
    #[schema(format = DateTime)]
    pub until: String,
}

/// Go on holiday: listings are shown and cannot be bought until then.
#[utoipa::path(put, path = "/shops/{handle}/holiday", tag = "shops", params(("handle" = String, Path)),
    request_body = HolidayIn, responses((status = 204),
    (status = 422, description = "some fields were refused")))]
async fn begin_holiday(Seller { by, now, market, .. }: Seller<Write>, mut form: Fields) -> Done {
    let until = form.parsed("until", |text| Timestamp::parse_rfc3339(text).ok());
    let until = until.ok_or_else(|| Problem::invalid(&form))?;
    let begun =
        market.db.write(async move |tx: &mut Tx| shops::begin_holiday(tx, &by, now, until).await).await;
    begun.map_err(|error| match error {
        HolidayError::BadEnd => form.refused("until", "refused-holiday-end"),
        error => error.into(),
    })?;
    Ok(StatusCode::NO_CONTENT)
}

/// Come back from holiday early.
#[utoipa::path(delete, path = "/shops/{handle}/holiday", tag = "shops", params(("handle" = String, Path)),
    responses((status = 204)))]
async fn end_holiday(Seller { by, market, .. }: Seller<Write>) -> Done {
    market.write(async move |tx| shops::end_holiday(tx, &by).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Close a shop of one's own: nothing can be bought there. Orders under way and their money go on.
#[utoipa::path(post, path = "/shops/{handle}/closure", tag = "shops", params(("handle" = String, Path)),
    responses((status = 204), (status = 403, description = "only the owner may"), (status = 409)))]
async fn close(Seller { by, market, .. }: Seller<Write>) -> Done {
    market.write(async move |tx| shops::close(tx, &by).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Open a shop again that its owner had closed.
#[utoipa::path(post, path = "/shops/{handle}/reopening", tag = "shops", params(("handle" = String, Path)),
    responses((status = 204), (status = 403, description = "only the owner may"), (status = 409)))]
async fn reopen(Seller { by, market, .. }: Seller<Write>) -> Done {
    market.write(async move |tx| shops::reopen(tx, &by).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Somebody who works in a shop.
#[derive(Serialize, ToSchema)]
pub struct MemberOut {
    pub account: String,
    pub name: String,
    /// owner or staff
    #[schema(schema_with = word_of::<ShopRole>)]
    pub role: &'static str,
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
}

impl From<Member> for MemberOut {
    fn from(member: Member) -> Self {
        let (account, role) = (member.account.to_string(), member.role_name());
        Self { account, name: member.name, role, since: member.since }
    }
}

async fn staff(market: &Market, shop: ShopId) -> Answer<List<MemberOut>> {
    Ok(Json(List::all(market.read(async move |tx| shops::list_members(tx, shop).await).await?)))
}

/// Owner and staff, the longest there first.
#[utoipa::path(get, path = "/shops/{handle}/staff", tag = "shops", params(("handle" = String, Path)),
    responses((status = 200, body = List<MemberOut>)))]
async fn list_staff(Seller { shop, market, .. }: Seller<Write>) -> Answer<List<MemberOut>> {
    staff(&market, shop).await
}

/// Whom to take on.
#[derive(ToSchema)]
pub struct NewMemberIn {
    /// E-mail address or phone number of their account.
    pub login: String,
}

/// Take somebody on.
#[utoipa::path(post, path = "/shops/{handle}/staff", tag = "shops", params(("handle" = String, Path)),
    request_body = NewMemberIn, responses((status = 201, body = List<MemberOut>),
    (status = 422, description = "some fields were refused")))]
async fn add_staff(
    Seller { by, shop, market, visit, .. }: Seller<Write>,
    mut form: Fields,
) -> Made<List<MemberOut>> {
    hire(&market, &visit, by, &mut form).await?;
    form.check()?;
    Ok((StatusCode::CREATED, staff(&market, shop).await?))
}

/// Take somebody off the staff.
#[utoipa::path(delete, path = "/shops/{handle}/staff/{account}", tag = "shops",
    params(("handle" = String, Path), ("account" = String, Path)), responses((status = 204)))]
async fn remove_staff(
    Seller { by, market, .. }: Seller<Write>,
    Path((_handle, account)): Path<(String, AccountId)>,
) -> Done {
    market.write(async move |tx| shops::remove_staff(tx, &by, account).await).await?;
    Ok(StatusCode::NO_CONTENT)
}
