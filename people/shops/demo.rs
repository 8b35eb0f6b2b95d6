//! The shops of the demo, each with its owner and those who follow it.

use kernel::{Actor, Country, Currency, ShopRole, Timestamp, days};
use platform::{Later, db::Tx, i18n::Lang};
use serde::Deserialize;

use super::{FollowError, Heritage, Kind, Shop, ShopState, follow, insert, insert_member};
use crate::{
    accounts::{self, Login, NewAccount, Profile},
    fair::{Broken, Fair, Opened, Pair, Stall, email},
    market::Market,
};

/// Who has been open so long was there before the year.
const FIRST_MONTHS: i64 = 36;

/// A shop of `shops.json`.
#[derive(Deserialize)]
struct ShopContent {
    handle: String,
    name: Pair,
    lang: String,
    kind: String,
    owner: Pair,
    owner_birth_year: Option<i64>,
    opened_months_ago: i64,
    place: Place,
    lat: f64,
    lon: f64,
    zone: String,
    currency: Currency,
    generation: Option<i64>,
    heritage: String,
    tagline: Pair,
    story: Pair,
    seal: String,
    band: String,
    shipping: Shipping,
}

#[derive(Deserialize)]
struct Place {
    country: Country,
    region: Pair,
    city: Pair,
    town: Option<Pair>,
    village: Option<Pair>,
}

#[derive(Deserialize)]
struct Shipping {
    dispatch_days: i64,
}

pub fn open(market: Market, fair: &mut Fair) -> Later<'_, Opened> {
    Box::pin(async move {
        for content in fair.content::<Vec<ShopContent>>("shops.json")? {
            let handle = content.handle.clone();
            let opened = open_one(&market, content, fair.before).await;
            fair.stalls.push(opened.map_err(|error| format!("{handle}: {error}"))?);
        }
        for (at, stall) in fair.stalls.iter().enumerate() {
            let follow_it = |number: &usize| (number * 5 + at * 3).is_multiple_of(4 + at % 6);
            let fans = fair.buyers.iter().enumerate().filter(|(number, _)| follow_it(number));
            let (fans, now, shop) =
                (fans.map(|(_, buyer)| *buyer).collect::<Vec<_>>(), market.now(), stall.shop);
            let act = async move |tx: &mut Tx| {
                for account in &fans {
                    follow(tx, &Actor::Buyer { account: *account }, now, shop).await?;
                }
                Ok::<_, FollowError>(())
            };
            market.db.write(act).await?;
        }
        Ok(None)
    })
}

/// Open a shop: now, or when the year begins in so many days.
async fn open_one(market: &Market, content: ShopContent, before: u64) -> Result<Stall, Broken> {
    let now = market.now();
    let is_first = content.opened_months_ago >= FIRST_MONTHS;
    let opened_at = if is_first { now } else { now + days(before) };
    let language = Lang::parse(&content.lang).ok_or("lang")?;
    let act = async move |tx: &mut Tx| {
        let owner = NewAccount {
            login: Login::Email(email(&content.handle)),
            name: content.owner.own.clone(),
            password_hash: None,
            language,
            zone: content.zone.clone(),
        };
        let owner = accounts::register(tx, now, owner).await?;
        let profile = Profile {
            name: owner.name,
            language,
            zone: owner.zone,
            currency: None,
            birth_year: content.owner_birth_year,
        };
        accounts::edit(tx, &Actor::Buyer { account: owner.id }, &profile).await?;
        let shop = shop(tx, &content, language, (now, opened_at))?;
        insert(tx, &shop).await?;
        insert_member(tx, shop.id, owner.id, ShopRole::Owner, opened_at).await?;
        Ok::<_, Broken>(Stall {
            shop: shop.id,
            handle: shop.handle,
            name: shop.name,
            language,
            currency: shop.currency,
            country: shop.country,
            owner: owner.id,
            is_first,
        })
    };
    market.db.write(act).await
}

fn shop(
    tx: &Tx,
    content: &ShopContent,
    language: Lang,
    (now, opened_at): (Timestamp, Timestamp),
) -> Result<Shop, &'static str> {
    let place = &content.place;
    let village = place.village.as_ref().or(place.town.as_ref());
    Ok(Shop {
        id: tx.chance().next_shop_number(now),
        handle: content.handle.clone(),
        kind: Kind::parse(&content.kind).ok_or("kind")?,
        name: content.name.own.clone(),
        name_en: content.name.en.clone(),
        language,
        currency: content.currency,
        tagline: content.tagline.own.clone(),
        tagline_en: content.tagline.en.clone(),
        story: content.story.own.clone(),
        story_en: content.story.en.clone(),
        seal: content.seal.clone(),
        band: content.band.clone(),
        generation: content.generation,
        heritage: Heritage::parse(&content.heritage).ok_or("heritage")?,
        country: place.country,
        region: place.region.own.clone(),
        city: place.city.own.clone(),
        village: village.map_or(String::new(), |pair| pair.own.clone()),
        place_en: format!("{}, {}", place.city.en, place.region.en),
        latitude_e6: Some(micro_degrees(content.lat)),
        longitude_e6: Some(micro_degrees(content.lon)),
        zone: content.zone.clone(),
        cover: String::new(),
        cover_alt: String::new(),
        dispatch_days: content.shipping.dispatch_days,
        followers: 0,
        holiday_until: None,
        state: ShopState::Open,
        opened_at,
    })
}

#[allow(clippy::cast_possible_truncation, reason = "a coordinate has nine digits")]
fn micro_degrees(degrees: f64) -> i64 {
    (degrees * 1e6) as i64
}
