use kernel::{ShopId, hours};
use people::{market::Market, visit::Visit};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::Shell,
    web::{Limit, Problem},
};

use commons::Commons;

use crate::festivals::{
    self, Festival, Stand, Theme, Venue, Zone,
    ground::{self, Outline},
    numbers,
};

/// Count what somebody does at festivals, or refuse it.
pub fn may_change(market: &Market, visit: &Visit) -> Result<(), Problem> {
    let rule = Limit { name: "festivals", times: market.rules().count(numbers::CHANGES), per: hours(1) };
    market.limits.take(rule, visit.account_id()?.to_string())
}

/// A festival that the visitor may look at: once it was announced, or that of their own shop.
pub async fn find_shown(market: &Commons, visit: &Visit, handle: &str) -> Result<Festival, Problem> {
    let wanted = handle.to_owned();
    let found = market.find(async move |tx: &mut Tx| festivals::find_by_handle(tx, &wanted).await).await?;
    let is_own = visit.memberships.iter().any(|member| member.shop == found.id.shop());
    if found.is_shown() || is_own { Ok(found) } else { Err(Problem::not_found()) }
}

/// A festival of a shop; to others there is none.
pub async fn find_of_shop(market: &Commons, shop: ShopId, handle: &str) -> Result<Festival, Problem> {
    let wanted = handle.to_owned();
    let found = market.find(async move |tx: &mut Tx| festivals::find_by_handle(tx, &wanted).await).await?;
    if found.id.shop() == shop { Ok(found) } else { Err(Problem::not_found()) }
}

/// What a zone is called for a reader: an own one by its name, the others by their theme.
pub fn zone_name(shell: &Shell, lang: Lang, festival: &Festival, zone: &Zone) -> String {
    if zone.said.theme != Theme::Own {
        return shell.of("festivals-theme", zone.said.theme.name());
    }
    people::shops::pick(lang, festival.said.language, &zone.said.name, &zone.said.name_en).to_owned()
}

/// The days of a festival, as the calendar of its place has them.
pub fn days(shell: &Shell, festival: &Festival) -> String {
    let days = &festival.said.days;
    let (first, last) = (shell.calendar_day(&days.first), shell.calendar_day(&days.last));
    if days.first == days.last {
        first
    } else {
        shell.say("festivals-days", &[("first", &first), ("last", &last)])
    }
}

/// When its doors are open every day.
pub fn doors(festival: &Festival) -> String {
    let clock = |minute: i64| format!("{:02}:{:02}", minute / 60, minute % 60);
    let days = &festival.said.days;
    format!("{}–{}", clock(days.opens_minute), clock(days.closes_minute))
}

/// Where it is, for a reader.
pub fn place(shell: &Shell, festival: &Festival) -> String {
    match &festival.said.venue {
        Venue::Online => shell.t("festivals-online").to_owned(),
        Venue::Ground { country, region, city, .. } => {
            let country = people::choices::country(shell, country.code());
            let parts = [region.as_str(), city.as_str(), country.as_str()];
            let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            parts.join(" · ")
        }
    }
}

/// The market's own address, without a slash behind it.
pub fn home(market: &Commons) -> &str {
    market.config.public_url.trim_end_matches('/')
}

/// The ground as a page draws it.
pub struct Ground {
    pub zones: Vec<Zone>,
    pub stands: Vec<Stand>,
    pub outline: Option<Outline>,
    /// Of the organiser, who may move booths by it; empty for others.
    pub moves: String,
    /// The address of a booth's page begins so.
    pub booths: String,
}

impl Ground {
    /// The ground of a festival, as one statement for each of its parts.
    pub async fn load(tx: &mut Tx, festival: &Festival) -> Result<Self, DbError> {
        Ok(Self {
            zones: festivals::zones(tx, festival.id).await?,
            stands: festivals::stands(tx, festival.id).await?,
            outline: ground::outline(tx, festival.id).await?,
            moves: String::new(),
            booths: format!("{}/booths", festival.path()),
        })
    }

    /// The colour of a zone: there are eight.
    pub fn colour(&self, stand: &Stand) -> i64 {
        let zone = self.zones.iter().find(|zone| zone.id == stand.booth.zone);
        zone.map_or(1, |zone| (zone.position - 1).rem_euclid(8) + 1)
    }
}
