//! Festivals, as programs see them.

use people::{one_of::word_of, wire::time};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    Festival, FestivalStage, Stand, Theme, Venue, Zone,
    booths::{Application, ApplicationStage, Call},
    ground::Booth,
    programme::{Item, ItemKind},
};

/// A festival.
#[derive(Serialize, ToSchema)]
pub struct FestivalOut {
    pub id: String,
    /// Its word in addresses.
    handle: String,
    #[schema(schema_with = word_of::<FestivalStage>)]
    state: &'static str,
    /// BCP 47, of its own texts.
    language: &'static str,
    name: String,
    /// Empty when there is none.
    name_en: String,
    words: String,
    words_en: String,
    first_day: String,
    last_day: String,
    /// The doors open on the first day, and close on the last.
    begins_at: String,
    ends_at: String,
    /// IANA name.
    time_zone: String,
    is_online: bool,
    /// ISO 3166-1 alpha-2; none of one that is online.
    country: Option<&'static str>,
    region: String,
    city: String,
    address: String,
    /// Name of the picture at its head, empty for none, and what it shows.
    cover: String,
    cover_alt: String,
}

impl From<Festival> for FestivalOut {
    fn from(it: Festival) -> Self {
        let (country, region, city, address) = match it.said.venue {
            Venue::Online => (None, String::new(), String::new(), String::new()),
            Venue::Ground { country, region, city, address } => (Some(country.code()), region, city, address),
        };
        Self {
            id: it.id.to_string(),
            handle: it.handle,
            state: it.stage.name(),
            language: it.said.language.code(),
            name: it.said.name,
            name_en: it.said.name_en,
            words: it.said.words,
            words_en: it.said.words_en,
            first_day: it.said.days.first.to_string(),
            last_day: it.said.days.last.to_string(),
            begins_at: time(it.begins_at),
            ends_at: time(it.ends_at),
            time_zone: it.said.days.time_zone,
            is_online: country.is_none(),
            country,
            region,
            city,
            address,
            cover: it.cover,
            cover_alt: it.cover_alt,
        }
    }
}

/// A zone of a festival.
#[derive(Serialize, ToSchema)]
pub struct FestivalZoneOut {
    pub id: String,
    #[schema(schema_with = word_of::<Theme>)]
    theme: &'static str,
    /// Of an own one; empty of the others.
    name: String,
    name_en: String,
    booths: i64,
    taken: i64,
    /// The listing that is bought for a booth; none of a free one.
    fee: Option<String>,
}

impl From<Zone> for FestivalZoneOut {
    fn from(it: Zone) -> Self {
        Self {
            id: it.id.to_string(),
            theme: it.said.theme.name(),
            name: it.said.name,
            name_en: it.said.name_en,
            booths: it.said.booths,
            taken: it.taken,
            fee: it.said.fee.map(|fee| fee.to_string()),
        }
    }
}

/// When shops may apply.
#[derive(Serialize, ToSchema)]
pub struct FestivalCallOut {
    opens_at: String,
    closes_at: String,
    /// Days in which a fee is paid.
    pay_days: i64,
    words: String,
    words_en: String,
}

impl From<Call> for FestivalCallOut {
    fn from(it: Call) -> Self {
        Self {
            opens_at: time(it.said.opens_at),
            closes_at: time(it.said.closes_at),
            pay_days: it.said.pay_days,
            words: it.said.words,
            words_en: it.said.words_en,
        }
    }
}

/// A festival with its zones and its call.
#[derive(Serialize, ToSchema)]
pub struct FestivalWithZonesOut {
    #[serde(flatten)]
    festival: FestivalOut,
    zones: Vec<FestivalZoneOut>,
    call: Option<FestivalCallOut>,
}

impl FestivalWithZonesOut {
    pub fn new(festival: Festival, zones: Vec<Zone>, call: Option<Call>) -> Self {
        let zones = zones.into_iter().map(FestivalZoneOut::from).collect();
        Self { festival: festival.into(), zones, call: call.map(FestivalCallOut::from) }
    }
}

/// A booth on the ground of 1000 by 700.
#[derive(Serialize, ToSchema)]
pub struct FestivalBoothOut {
    number: i64,
    zone: String,
    x: i64,
    y: i64,
    /// The shop that shows something there, once that is certain; none while it is not.
    shop: Option<String>,
    words: String,
    listings: Vec<String>,
}

impl FestivalBoothOut {
    fn new(booth: &Booth) -> Self {
        Self {
            number: booth.number,
            zone: booth.zone.to_string(),
            x: booth.x,
            y: booth.y,
            shop: None,
            words: String::new(),
            listings: Vec::new(),
        }
    }
}

impl From<Booth> for FestivalBoothOut {
    fn from(it: Booth) -> Self {
        Self::new(&it)
    }
}

impl From<Stand> for FestivalBoothOut {
    fn from(it: Stand) -> Self {
        let place = Self::new(&it.booth);
        let Some(given) = it.given else { return place };
        let wants = given.application.wants;
        let listings = wants.listings.iter().map(ToString::to_string).collect();
        Self { shop: Some(given.shop.handle), words: wants.words, listings, ..place }
    }
}

/// What a shop asks for.
#[derive(Serialize, ToSchema)]
pub struct BoothApplicationOut {
    pub id: String,
    festival: String,
    zone: String,
    /// The shop that wants a booth.
    applicant: String,
    #[schema(schema_with = word_of::<ApplicationStage>)]
    state: &'static str,
    /// While it has one.
    booth: Option<i64>,
    /// Until when its fee is paid.
    pay_until: Option<String>,
    /// The order that paid for it.
    order: Option<String>,
    /// Why it was declined; empty of others.
    reason: String,
    shows: String,
    listings: Vec<String>,
    tables: i64,
    power_watts: i64,
}

impl From<Application> for BoothApplicationOut {
    fn from(it: Application) -> Self {
        Self {
            id: it.id.to_string(),
            festival: it.festival.to_string(),
            zone: it.wants.zone.to_string(),
            applicant: it.applicant.to_string(),
            state: it.state.name(),
            booth: it.state.booth(),
            pay_until: it.state.pay_until().map(time),
            order: it.state.order().map(|order| order.to_string()),
            reason: it.state.reason().to_owned(),
            shows: it.wants.words,
            listings: it.wants.listings.iter().map(ToString::to_string).collect(),
            tables: it.wants.tables,
            power_watts: it.wants.power_watts,
        }
    }
}

/// Something in a programme.
#[derive(Serialize, ToSchema)]
pub struct ProgrammeItemOut {
    pub id: String,
    festival: String,
    #[schema(schema_with = word_of::<ItemKind>)]
    kind: &'static str,
    title: String,
    title_en: String,
    stage: String,
    begins_at: String,
    minutes: i64,
    /// To be reserved; 0 where one comes as one likes.
    seats: i64,
    taken: i64,
}

impl From<Item> for ProgrammeItemOut {
    fn from(it: Item) -> Self {
        Self {
            id: it.id.to_string(),
            festival: it.festival.to_string(),
            kind: it.said.kind.name(),
            title: it.said.title,
            title_en: it.said.title_en,
            stage: it.said.stage,
            begins_at: time(it.said.begins_at),
            minutes: it.said.minutes,
            seats: it.said.seats,
            taken: it.taken,
        }
    }
}

/// What became of a drawing.
#[derive(Serialize, ToSchema)]
pub struct OutlineOut {
    /// Shapes that were kept.
    pub shapes: usize,
    /// What was dropped, by name.
    pub dropped: Vec<String>,
}
