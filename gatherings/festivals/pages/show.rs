//! A festival, for everybody.

use std::collections::BTreeSet;

use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderName, header},
    response::{IntoResponse, Response},
};
use goods::catalog::data_block;
use kernel::{AccountId, Day, Timestamp};
use people::{
    shops::{self, Shop},
    visit::Visit,
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::Problem,
};
use serde_json::json;

use commons::Commons;

use super::common::{days, doors, find_shown, home, place, zone_name};
use crate::festivals::{
    self, Festival, FestivalStage, Stand, Venue, Zone,
    booths::{self, Call},
    programme::{self, Item, ItemId},
    stands, tickets,
};

/// A day of the programme.
pub struct ProgrammeDay {
    pub day: Day,
    pub items: Vec<Item>,
}

/// A programme day by day, by the calendar of its place.
pub fn by_day(items: Vec<Item>, zone: &str) -> Vec<ProgrammeDay> {
    let mut all: Vec<ProgrammeDay> = Vec::new();
    for item in items {
        let day = Day::there(item.said.begins_at, zone);
        match all.last_mut().filter(|last| last.day == day) {
            Some(last) => last.items.push(item),
            None => all.push(ProgrammeDay { day, items: vec![item] }),
        }
    }
    all
}

#[derive(Template)]
#[template(path = "festivals/views/show.html")]
struct FestivalPage {
    shell: Shell,
    lang: Lang,
    now: Timestamp,
    festival: Festival,
    shop: Shop,
    zones: Vec<Zone>,
    stands: Vec<Stand>,
    call: Option<Call>,
    programme: Vec<ProgrammeDay>,
    /// Of the reader.
    seats: BTreeSet<ItemId>,
    clashing: BTreeSet<ItemId>,
    has_tickets: bool,
    is_member: bool,
    is_signed_in: bool,
    /// A shop of the reader's that could apply.
    own_shop: Option<String>,
    canonical: String,
    image: String,
    event: String,
}

impl FestivalPage {
    fn days(&self) -> String {
        days(&self.shell, &self.festival)
    }

    fn doors(&self) -> String {
        doors(&self.festival)
    }

    fn place(&self) -> String {
        place(&self.shell, &self.festival)
    }

    fn address(&self) -> &str {
        if let Venue::Ground { address, .. } = &self.festival.said.venue { address } else { "" }
    }

    fn zone_name(&self, zone: &Zone) -> String {
        zone_name(&self.shell, self.lang, &self.festival, zone)
    }

    fn in_zone<'a>(&'a self, zone: &'a Zone) -> Vec<&'a Stand> {
        self.stands.iter().filter(|stand| stand.booth.zone == zone.id && stand.given.is_some()).collect()
    }

    fn season(&self) -> &'static str {
        if self.festival.stage == FestivalStage::Announced {
            self.festival.season(self.now).name()
        } else {
            self.festival.stage.name()
        }
    }

    fn is_open(&self, call: &Call) -> bool {
        call.is_open(&self.festival, self.now)
    }

    fn is_to_come(&self, item: &Item) -> bool {
        self.festival.is_announced() && !item.has_begun(self.now)
    }

    fn has(&self, item: &Item) -> bool {
        self.seats.contains(&item.id)
    }

    fn clashes(&self, item: &Item) -> bool {
        self.clashing.contains(&item.id)
    }

    /// By the clock of the festival.
    fn clock(&self, at: &Timestamp) -> String {
        clock(*at, &self.festival)
    }

    fn words(&self) -> Vec<&str> {
        self.festival.words_in(self.lang).split("\n\n").collect()
    }
}

/// The time of day on the clock of a festival: `10:30`.
pub fn clock(at: Timestamp, festival: &Festival) -> String {
    at.in_zone(&festival.said.days.time_zone)
        .map(|there| format!("{:02}:{:02}", there.hour(), there.minute()))
        .unwrap_or_default()
}

/// What search engines read: an Event in the words of schema.org.
fn event(festival: &Festival, shop: &Shop, lang: Lang, home: &str, image: &str) -> String {
    let url = format!("{home}{}", festival.path());
    let location = match &festival.said.venue {
        Venue::Online => json!({ "@type": "VirtualLocation", "url": url }),
        Venue::Ground { country, region, city, address } => json!({
            "@type": "Place", "name": address, "address": {
                "@type": "PostalAddress", "addressCountry": country.code(), "addressRegion": region,
                "addressLocality": city, "streetAddress": address,
            },
        }),
    };
    let (mode, status) = (
        if festival.said.venue == Venue::Online {
            "OnlineEventAttendanceMode"
        } else {
            "OfflineEventAttendanceMode"
        },
        if festival.stage == FestivalStage::CalledOff { "EventCancelled" } else { "EventScheduled" },
    );
    data_block(&json!({
        "@context": "https://schema.org", "@type": "Festival", "name": festival.name_in(lang), "url": url,
        "description": festival.words_in(lang), "image": image,
        "startDate": festival.begins_at.rfc3339(), "endDate": festival.ends_at.rfc3339(), "location": location,
        "eventAttendanceMode": format!("https://schema.org/{mode}"), "eventStatus": format!("https://schema.org/{status}"),
        "organizer": { "@type": "Organization", "name": shop.name_in(lang), "url": format!("{home}/shops/{}", shop.handle) },
    }))
}

/// What a reader has a seat at of one festival, and which of it is on while another thing of theirs is.
async fn seats(
    tx: &mut Tx,
    account: Option<AccountId>,
    festival: &Festival,
) -> Result<[BTreeSet<ItemId>; 2], DbError> {
    let Some(account) = account else { return Ok([BTreeSet::new(), BTreeSet::new()]) };
    let all = programme::reserved(tx, account, Timestamp::from_micros(0)).await?;
    let all: Vec<&Item> = all.iter().collect();
    let clashing = programme::clashes(&all);
    let clashing = clashing.into_iter().filter_map(|at| all.get(at)).map(|item| item.id).collect();
    let own = all.iter().filter(|item| item.festival == festival.id).map(|item| item.id).collect();
    Ok([own, clashing])
}

/// `GET /festivals/{festival}`
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    let festival = find_shown(&market, &visit, &handle).await?;
    let (account, of) = (visit.account_id().ok(), festival.clone());
    let look = async move |tx: &mut Tx| {
        let Some(shop) = shops::find(tx, of.id.shop()).await? else { return Ok(None) };
        let zones = festivals::zones(tx, of.id).await?;
        let (stands, call) = (stands(tx, of.id).await?, booths::call(tx, of.id).await?);
        let items = programme::items(tx, of.id).await?;
        let has_tickets = !tickets::kinds(tx, of.id).await?.is_empty();
        let seats = seats(tx, account, &of).await?;
        Ok::<_, DbError>(Some((shop, zones, stands, call, items, has_tickets, seats)))
    };
    let (shop, zones, stands, call, items, has_tickets, [seats, clashing]) = market.find(look).await?;
    let home = home(&market);
    let image = match festival.cover.as_str() {
        "" => String::new(),
        cover => format!("{home}/media/{cover}-1280.webp"),
    };
    let other = visit.memberships.iter().find(|member| member.shop != festival.id.shop());
    let page = FestivalPage {
        event: event(&festival, &shop, visit.lang, home, &image),
        canonical: format!("{home}{}", festival.path()),
        programme: by_day(items, &festival.said.days.time_zone),
        has_tickets,
        is_member: visit.memberships.iter().any(|member| member.shop == festival.id.shop()),
        is_signed_in: account.is_some(),
        own_shop: other.map(|member| member.handle.clone()),
        shell: visit.shell("festivals"),
        lang: visit.lang,
        now: visit.now,
        festival,
        shop,
        zones,
        stands,
        call,
        seats,
        clashing,
        image,
    };
    views::page(&page)
}

/// A calendar as a file.
pub fn file(name: &str, text: String) -> Response {
    let head: [(HeaderName, String); 2] = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.ics\"")),
    ];
    (head, text).into_response()
}

/// `GET /festivals/{festival}/festival.ics`: its days.
pub async fn calendar(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    let festival = find_shown(&market, &visit, &handle).await?;
    Ok(file(&handle, programme::of_festival(&festival, visit.lang, home(&market))))
}

/// `GET /festivals/{festival}/programme.ics`: all that happens at it.
pub async fn programme_calendar(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    let festival = find_shown(&market, &visit, &handle).await?;
    let id = festival.id;
    let items = market.read(async move |tx: &mut Tx| programme::all_items(tx, id).await).await?;
    let items: Vec<_> = items.into_iter().map(|item| (item, festival.clone())).collect();
    let text = programme::of_items(festival.name_in(visit.lang), &items, visit.lang, home(&market));
    Ok(file(&format!("{handle}-programme"), text))
}
