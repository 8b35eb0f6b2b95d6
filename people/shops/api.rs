//! Shops for programs.

use axum::{
    Json,
    extract::{DefaultBodyLimit, Multipart, Path, RawQuery, State, multipart::MultipartRejection},
    http::StatusCode,
};
use kernel::{AccountId, Country, Cursor, Limit, Page, Timestamp};
use platform::{
    db::Tx,
    web::{Fields, Problem, Refusal},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    HolidayError, Kind, Member, OpenError, Profile, Shop,
    pages::{MOST_COVER_BYTES, Story, hire, keep_cover, read_cover, read_shop, seller},
};
use crate::{accounts, market::Market, shops, visit::Visit, wire::List};

pub fn routes() -> OpenApiRouter<Market> {
    OpenApiRouter::new()
        .routes(routes!(index, open))
        .routes(routes!(show, edit))
        .merge(
            OpenApiRouter::new()
                .routes(routes!(put_cover, remove_cover))
                .layer(DefaultBodyLimit::max(MOST_COVER_BYTES)),
        )
        .routes(routes!(follow, unfollow))
        .routes(routes!(begin_holiday, end_holiday))
        .routes(routes!(close))
        .routes(routes!(reopen))
        .routes(routes!(list_staff, add_staff))
        .routes(routes!(remove_staff))
}

/// A shop and its story.
#[derive(Serialize, ToSchema)]
pub struct ShopBody {
    pub id: String,
    pub handle: String,
    /// maker, farm, designer, company or carer
    pub kind: &'static str,
    pub name: String,
    pub name_en: String,
    /// BCP 47 of the shop's own texts.
    pub language: &'static str,
    /// ISO 4217 of all its prices.
    pub currency: &'static str,
    pub tagline: String,
    pub tagline_en: String,
    /// Plain text, paragraphs by blank lines.
    pub story: String,
    pub story_en: String,
    pub seal: String,
    pub band: String,
    /// 3 for a third-generation maker.
    pub generation: Option<i64>,
    /// none, county, city, province or national
    pub heritage: &'static str,
    pub country: &'static str,
    pub region: String,
    pub city: String,
    pub village: String,
    pub place_en: String,
    pub zone: String,
    /// Path of the picture at the head of the shop's page, 1280 pixels wide.
    pub cover: Option<String>,
    pub cover_alt: String,
    pub dispatch_days: i64,
    pub followers: i64,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub holiday_until: Option<Timestamp>,
    /// open or closed
    pub state: &'static str,
    #[schema(value_type = String, format = DateTime)]
    pub opened_at: Timestamp,
}

impl From<Shop> for ShopBody {
    fn from(shop: Shop) -> Self {
        Self {
            id: shop.id.to_string(),
            handle: shop.handle,
            kind: shop.kind.name(),
            name: shop.name,
            name_en: shop.name_en,
            language: shop.language.code(),
            currency: shop.currency.code(),
            tagline: shop.tagline,
            tagline_en: shop.tagline_en,
            story: shop.story,
            story_en: shop.story_en,
            seal: shop.seal,
            band: shop.band,
            generation: shop.generation,
            heritage: shop.heritage.name(),
            country: shop.country.code(),
            region: shop.region,
            city: shop.city,
            village: shop.village,
            place_en: shop.place_en,
            zone: shop.zone,
            cover: Some(shop.cover)
                .filter(|file| !file.is_empty())
                .map(|file| format!("/media/{file}-1280.webp")),
            cover_alt: shop.cover_alt,
            dispatch_days: shop.dispatch_days,
            followers: shop.followers,
            holiday_until: shop.holiday_until,
            state: shop.state.name(),
            opened_at: shop.opened_at,
        }
    }
}

/// What a shop says about itself; in a change, what is left out stays.
#[derive(ToSchema)]
pub struct ShopProfileBody {
    pub kind: Option<String>,
    pub name: Option<String>,
    pub name_en: Option<String>,
    pub language: Option<String>,
    pub tagline: Option<String>,
    pub tagline_en: Option<String>,
    pub story: Option<String>,
    pub story_en: Option<String>,
    pub seal: Option<String>,
    pub band: Option<String>,
    pub generation: Option<i64>,
    pub heritage: Option<String>,
    pub country: Option<String>,
    pub region: Option<String>,
    pub city: Option<String>,
    pub village: Option<String>,
    pub place_en: Option<String>,
    pub zone: Option<String>,
    pub dispatch_days: Option<i64>,
}

/// A shop about to open. The profile's fields may be given as well.
#[derive(ToSchema)]
pub struct NewShopBody {
    /// 3 to 40 small letters, digits and single hyphens.
    pub handle: String,
    pub name: String,
    pub currency: String,
    pub kind: Option<String>,
    pub language: Option<String>,
    pub country: Option<String>,
}

/// Open shops, the newest first.
#[utoipa::path(get, path = "/shops", tag = "shops",
    params(("kind" = Option<String>, Query), ("country" = Option<String>, Query),
    ("cursor" = Option<String>, Query), ("limit" = Option<u8>, Query)),
    responses((status = 200, body = List<ShopBody>)))]
async fn index(
    State(market): State<Market>,
    RawQuery(query): RawQuery,
) -> Result<Json<List<ShopBody>>, Problem> {
    let mut asked = Fields::from_query(&query.unwrap_or_default());
    let kind = if asked.has("kind") { asked.parsed("kind", Kind::parse) } else { None };
    let country = match asked.has("country") {
        true => asked.parsed("country", |code| Country::parse(code).ok()),
        false => None,
    };
    let before = match asked.has("cursor") {
        true => asked.parsed("cursor", |text| match text.parse() {
            Ok(Cursor::One(id)) => Some(id),
            Ok(Cursor::Two(..)) | Err(_) => None,
        }),
        false => Some(i64::MAX),
    };
    let Some(before) = before.filter(|_| asked.is_good()) else { return Err(Problem::invalid(&asked)) };
    let limit = Limit::parse(asked.value("limit"));
    let (kind, country) = (kind.map_or("", Kind::name), country.map_or("", Country::code));
    let look = async move |tx: &mut Tx| shops::browse(tx, before, kind, country, limit.and_one_more()).await;
    let page = Page::cut(market.db.read(look).await?, limit, |shop| Cursor::One(shop.id.get()));
    Ok(Json(List::page(page)))
}

/// Open a shop.
#[utoipa::path(post, path = "/shops", tag = "shops", request_body = NewShopBody,
    responses((status = 201, body = ShopBody), (status = 422, description = "some fields were refused")))]
async fn open(
    State(market): State<Market>,
    visit: Visit,
    mut form: Fields,
) -> Result<(StatusCode, Json<ShopBody>), Problem> {
    visit.allow(shops::scopes::WRITE)?;
    let (by, now) = (visit.buyer()?, visit.now);
    let new = read_shop(&mut form, &visit).ok_or_else(|| Problem::invalid(&form))?;
    let opened = market.db.write(async move |tx: &mut Tx| shops::open(tx, &by, now, new.clone()).await).await;
    match opened {
        Ok(shop) => Ok((StatusCode::CREATED, Json(shop.into()))),
        Err(OpenError::HandleTaken) => {
            form.refuse("handle", Refusal::new("refused-handle-taken"));
            Err(Problem::invalid(&form))
        }
        Err(error) => Err(error.into()),
    }
}

/// A shop as everybody sees it.
#[utoipa::path(get, path = "/shops/{handle}", tag = "shops", params(("handle" = String, Path)),
    responses((status = 200, body = ShopBody), (status = 404, description = "there is no such shop")))]
async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Json<ShopBody>, Problem> {
    Ok(Json(Story::find(&market, &visit, &handle).await?.shop.into()))
}

/// Change what a shop says about itself.
#[utoipa::path(patch, path = "/shops/{handle}", tag = "shops", params(("handle" = String, Path)),
    request_body = ShopProfileBody, responses((status = 200, body = ShopBody),
    (status = 422, description = "some fields were refused")))]
async fn edit(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    mut form: Fields,
) -> Result<Json<ShopBody>, Problem> {
    visit.allow(shops::scopes::WRITE)?;
    let (by, shop) = seller(&market, &visit, &handle).await?;
    let profile = Profile::read(&mut form, &Profile::form(&shop)).ok_or_else(|| Problem::invalid(&form))?;
    let edit = async move |tx: &mut Tx| shops::edit(tx, &by, profile.clone()).await;
    Ok(Json(market.db.write(edit).await?.into()))
}

/// The picture at the head of a shop's page; without a file, only what it shows is said anew.
#[derive(ToSchema)]
pub struct CoverBody {
    #[schema(format = Binary, content_media_type = "image/*")]
    pub cover: Option<String>,
    /// `start`, `middle` or `end`: which part stays when it is cut to 16:5.
    pub side: Option<String>,
    pub alt: String,
}

/// Put a picture at the head of a shop's page.
#[utoipa::path(put, path = "/shops/{handle}/cover", tag = "shops", params(("handle" = String, Path)),
    request_body(content = CoverBody, content_type = "multipart/form-data"),
    responses((status = 200, body = ShopBody), (status = 422, description = "some fields were refused")))]
async fn put_cover(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Json<ShopBody>, Problem> {
    visit.allow(shops::scopes::WRITE)?;
    let (by, _) = seller(&market, &visit, &handle).await?;
    let (mut form, file) = read_cover(parts?).await?;
    if !keep_cover(&market, &visit, &by, &mut form, file).await? {
        return Err(Problem::invalid(&form));
    }
    Ok(Json(seller(&market, &visit, &handle).await?.1.into()))
}

/// Take the picture away.
#[utoipa::path(delete, path = "/shops/{handle}/cover", tag = "shops", params(("handle" = String, Path)),
    responses((status = 204)))]
async fn remove_cover(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<StatusCode, Problem> {
    visit.allow(shops::scopes::WRITE)?;
    let (by, _) = visit.seller(&handle)?;
    market.db.write(async move |tx: &mut Tx| shops::set_cover(tx, &by, "", "").await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Follow a shop.
#[utoipa::path(put, path = "/shops/{handle}/following", tag = "shops", params(("handle" = String, Path)),
    responses((status = 204)))]
async fn follow(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<StatusCode, Problem> {
    visit.allow(accounts::scopes::WRITE)?;
    let (by, now) = (visit.buyer()?, visit.now);
    let shop = Story::find(&market, &visit, &handle).await?.shop.id;
    market.db.write(async move |tx: &mut Tx| shops::follow(tx, &by, now, shop).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Stop following a shop.
#[utoipa::path(delete, path = "/shops/{handle}/following", tag = "shops", params(("handle" = String, Path)),
    responses((status = 204)))]
async fn unfollow(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<StatusCode, Problem> {
    visit.allow(accounts::scopes::WRITE)?;
    let by = visit.buyer()?;
    let shop = Story::find(&market, &visit, &handle).await?.shop.id;
    market.db.write(async move |tx: &mut Tx| shops::unfollow(tx, &by, shop).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The first moment at which the shop sells again.
#[derive(ToSchema)]
pub struct HolidayBody {
    #[schema(format = DateTime)]
    pub until: String,
}

/// Go on holiday: listings are shown and cannot be bought until then.
#[utoipa::path(put, path = "/shops/{handle}/holiday", tag = "shops", params(("handle" = String, Path)),
    request_body = HolidayBody, responses((status = 204),
    (status = 422, description = "some fields were refused")))]
async fn begin_holiday(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    mut form: Fields,
) -> Result<StatusCode, Problem> {
    visit.allow(shops::scopes::WRITE)?;
    let (by, now) = (visit.seller(&handle)?.0, visit.now);
    let until = form.parsed("until", |text| Timestamp::parse_rfc3339(text).ok());
    let until = until.ok_or_else(|| Problem::invalid(&form))?;
    match market.db.write(async move |tx: &mut Tx| shops::begin_holiday(tx, &by, now, until).await).await {
        Ok(()) => Ok(StatusCode::NO_CONTENT),
        Err(HolidayError::BadEnd) => {
            form.refuse("until", Refusal::new("refused-holiday-end"));
            Err(Problem::invalid(&form))
        }
        Err(error) => Err(error.into()),
    }
}

/// Come back from holiday early.
#[utoipa::path(delete, path = "/shops/{handle}/holiday", tag = "shops", params(("handle" = String, Path)),
    responses((status = 204)))]
async fn end_holiday(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<StatusCode, Problem> {
    visit.allow(shops::scopes::WRITE)?;
    let (by, _) = visit.seller(&handle)?;
    market.db.write(async move |tx: &mut Tx| shops::end_holiday(tx, &by).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Close a shop of one's own: nothing can be bought there. Orders under way and their money go on.
#[utoipa::path(post, path = "/shops/{handle}/closure", tag = "shops", params(("handle" = String, Path)),
    responses((status = 204), (status = 403, description = "only the owner may"), (status = 409)))]
async fn close(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<StatusCode, Problem> {
    visit.allow(shops::scopes::WRITE)?;
    let (by, _) = visit.seller(&handle)?;
    market.db.write(async move |tx: &mut Tx| shops::close(tx, &by).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Open a shop again that its owner had closed.
#[utoipa::path(post, path = "/shops/{handle}/reopening", tag = "shops", params(("handle" = String, Path)),
    responses((status = 204), (status = 403, description = "only the owner may"), (status = 409)))]
async fn reopen(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<StatusCode, Problem> {
    visit.allow(shops::scopes::WRITE)?;
    let (by, _) = visit.seller(&handle)?;
    market.db.write(async move |tx: &mut Tx| shops::reopen(tx, &by).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Somebody who works in a shop.
#[derive(Serialize, ToSchema)]
pub struct MemberBody {
    pub account: String,
    pub name: String,
    /// owner or staff
    pub role: &'static str,
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
}

impl From<Member> for MemberBody {
    fn from(member: Member) -> Self {
        let (account, role) = (member.account.to_string(), member.role_name());
        Self { account, name: member.name, role, since: member.since }
    }
}

async fn staff(market: &Market, visit: &Visit, handle: &str) -> Result<Json<List<MemberBody>>, Problem> {
    let shop = visit.seller(handle)?.1.shop;
    let members = market.db.read(async move |tx: &mut Tx| shops::list_members(tx, shop).await).await?;
    Ok(Json(List::all(members)))
}

/// Owner and staff, the longest there first.
#[utoipa::path(get, path = "/shops/{handle}/staff", tag = "shops", params(("handle" = String, Path)),
    responses((status = 200, body = List<MemberBody>)))]
async fn list_staff(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Json<List<MemberBody>>, Problem> {
    visit.allow(shops::scopes::WRITE)?;
    staff(&market, &visit, &handle).await
}

/// Whom to take on.
#[derive(ToSchema)]
pub struct NewMemberBody {
    /// E-mail address or phone number of their account.
    pub login: String,
}

/// Take somebody on.
#[utoipa::path(post, path = "/shops/{handle}/staff", tag = "shops", params(("handle" = String, Path)),
    request_body = NewMemberBody, responses((status = 201, body = List<MemberBody>),
    (status = 422, description = "some fields were refused")))]
async fn add_staff(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    mut form: Fields,
) -> Result<(StatusCode, Json<List<MemberBody>>), Problem> {
    visit.allow(shops::scopes::WRITE)?;
    let (by, _) = visit.seller(&handle)?;
    hire(&market, &visit, by, &mut form).await?;
    if !form.is_good() {
        return Err(Problem::invalid(&form));
    }
    Ok((StatusCode::CREATED, staff(&market, &visit, &handle).await?))
}

/// Take somebody off the staff.
#[utoipa::path(delete, path = "/shops/{handle}/staff/{account}", tag = "shops",
    params(("handle" = String, Path), ("account" = String, Path)), responses((status = 204)))]
async fn remove_staff(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, account)): Path<(String, AccountId)>,
) -> Result<StatusCode, Problem> {
    visit.allow(shops::scopes::WRITE)?;
    let (by, _) = visit.seller(&handle)?;
    market.db.write(async move |tx: &mut Tx| shops::remove_staff(tx, &by, account).await).await?;
    Ok(StatusCode::NO_CONTENT)
}
