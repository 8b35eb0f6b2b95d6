//! What shipping adds to the page of a shop and to cards: where a shop sends parcels, for how much, and what travels free.

use askama::Template;
use kernel::{Country, Currency, Money, Timestamp, days};
use people::{
    accounts,
    capability::{Drawn, Looking, Shown},
    choices,
    shops::{
        self, Shop,
        pages::{shop_of_desk, start_step},
    },
};
use platform::{Later, db::DbError, db::Tx, i18n::Lang, views::Shell};
use serde_json::json;

use crate::{
    catalog::{self, LeadTime, ListingId, Pricing},
    shipping::{Rate, Zone, reach::places, store},
};

#[derive(Template)]
#[template(path = "shipping/views/_of_shop.html")]
struct Ways<'a> {
    shell: &'a Shell,
    currency: Currency,
    zones: Vec<Zone>,
}

impl Ways<'_> {
    fn money(&self, minor: &i64) -> String {
        self.shell.money(&Money::new(*minor, self.currency))
    }

    fn places(&self, zone: &Zone) -> String {
        places(self.shell, zone)
    }
}

pub fn ways_of_shop<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let Some(shop) = looking.shop else { return Ok(Vec::new()) };
        let Some(shop) = shops::find(tx, shop).await? else { return Ok(Vec::new()) };
        let zones = store::list(tx, shop.id).await?;
        if zones.is_empty() {
            return not_yet_of(tx, looking, &shop, "aside").await;
        }
        let ways = Ways { shell: &looking.shell, currency: shop.currency, zones };
        Ok(vec![("aside", ways.render().map_err(DbError::draw)?)])
    })
}

#[derive(Template)]
#[template(path = "shipping/views/_not_yet.html")]
struct NotYet<'a> {
    shell: &'a Shell,
    /// The shop's own people are told what to do.
    desk: Option<&'a str>,
}

/// What a parcel with a listing would cost, and how soon it would be there.
struct Parcel {
    shop: Shop,
    zones: Vec<Zone>,
    lead: LeadTime,
    weight_grams: i64,
    price: Money,
}

impl Parcel {
    async fn of(
        tx: &mut Tx,
        looking: &Looking,
        shop: Shop,
        zones: Vec<Zone>,
    ) -> Result<Option<Self>, DbError> {
        let id = ListingId::new(shop.id, looking.id);
        let Some(listing) = catalog::find(tx, id).await? else { return Ok(None) };
        let mut variants = catalog::variants(tx, id).await?;
        catalog::prices_now(tx, &Pricing::looking(looking), [id]).await?.settle_variants(&mut variants);
        let least = variants.into_iter().min_by_key(|it| it.price.minor());
        let lead = LeadTime::of(listing.kind, &listing.facts);
        Ok(least.map(|least| Self {
            shop,
            zones,
            lead,
            weight_grams: least.weight_grams,
            price: least.price,
        }))
    }

    /// To a place, where the shop ships there.
    fn to(&self, country: Country, region: &str) -> Option<(&Zone, Rate)> {
        let zone = self.zones.iter().find(|zone| zone.fits(country, region))?;
        Some((zone, zone.rate(self.weight_grams, self.price).ok()?))
    }
}

/// A shop that has not said where it ships sells nothing: its buyers are told so, and its own people where to say it.
/// Search engines learn what a parcel costs to where most read the page's language.
pub fn of_listing<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let Some((shop, zones)) = shop_and_zones(tx, looking).await? else { return Ok(Vec::new()) };
        if zones.is_empty() {
            return not_yet_of(tx, looking, &shop, "barred").await;
        }
        let Some(parcel) = Parcel::of(tx, looking, shop, zones).await? else { return Ok(Vec::new()) };
        let country = country_of_language(looking.lang, &parcel.shop);
        let told = parcel.to(country, "").map(|(zone, rate)| {
            ("product", told(country, zone, &rate, parcel.lead.days, parcel.shop.dispatch_days))
        });
        Ok(told.into_iter().collect())
    })
}

/// What a parcel to the reader's own place costs and when it comes.
pub fn to_reader_of_listing<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let Some((shop, zones)) = shop_and_zones(tx, looking).await? else { return Ok(Vec::new()) };
        if zones.is_empty() {
            return Ok(Vec::new());
        }
        let Some(parcel) = Parcel::of(tx, looking, shop, zones).await? else { return Ok(Vec::new()) };
        let (country, region) = place_of_reader(tx, looking, &parcel.shop).await?;
        let words = to_reader(
            &looking.shell,
            country,
            parcel.to(country, &region).map(|(zone, rate)| {
                let ready = parcel.lead.ready_at(looking.now);
                let after = |time: i64| ready + days(u64::try_from(time).unwrap_or(0));
                (rate.price, after(zone.days_low), after(parcel.shop.dispatch_days + zone.days_high))
            }),
        );
        let line = ToReader { shell: &looking.shell, words }.render().map_err(DbError::draw)?;
        Ok(vec![("assurances", line)])
    })
}

async fn shop_and_zones(tx: &mut Tx, looking: &Looking) -> Result<Option<(Shop, Vec<Zone>)>, DbError> {
    let Some(id) = looking.shop else { return Ok(None) };
    let Some(shop) = shops::find(tx, id).await? else { return Ok(None) };
    let zones = store::list(tx, id).await?;
    Ok(Some((shop, zones)))
}

/// The same as search engines read it.
fn told(to: Country, zone: &Zone, rate: &Rate, ready: i64, dispatch: i64) -> String {
    let days = |low: i64, high: i64| json!({"@type": "QuantitativeValue", "minValue": low, "maxValue": high, "unitCode": "DAY"});
    let details = json!({
        "@type": "OfferShippingDetails",
        "shippingRate": {
            "@type": "MonetaryAmount", "value": rate.price.decimal(), "currency": rate.price.currency().code(),
        },
        "shippingDestination": {"@type": "DefinedRegion", "addressCountry": to.code()},
        "deliveryTime": {
            "@type": "ShippingDeliveryTime", "handlingTime": days(ready, ready + dispatch),
            "transitTime": days(zone.days_low, zone.days_high),
        },
    });
    json!({"offers": {"shippingDetails": details}}).to_string()
}

/// In feeds of what shops sell: that nothing of a shop can be bought as long as it ships nowhere.
pub fn of_feed<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let Some(shop) = looking.shop else { return Ok(Vec::new()) };
        let is_barred = store::count(tx, shop).await? == 0;
        Ok(if is_barred { vec![("barred", String::new())] } else { Vec::new() })
    })
}

#[derive(Template)]
#[template(path = "shipping/views/_to_reader.html")]
struct ToReader<'a> {
    shell: &'a Shell,
    words: String,
}

/// Where somebody is as far as one may say: their address, or the country of their language, or else the shop's own.
async fn place_of_reader(tx: &mut Tx, looking: &Looking, shop: &Shop) -> Result<(Country, String), DbError> {
    if let Some(account) = looking.account
        && let Some(kept) = accounts::list_addresses(tx, account).await?.into_iter().next()
    {
        return Ok((kept.address.country, kept.address.region));
    }
    Ok((country_of_language(looking.lang, shop), String::new()))
}

fn country_of_language(lang: Lang, shop: &Shop) -> Country {
    let code = match lang {
        Lang::Chinese => "CN",
        Lang::Japanese => "JP",
        Lang::Hindi => "IN",
        Lang::Indonesian => "ID",
        Lang::English => shop.country.code(),
    };
    Country::parse(code).unwrap_or(shop.country)
}

/// What a parcel costs and between which days it comes; nothing where the shop does not ship.
fn to_reader(shell: &Shell, to: Country, rate: Option<(Money, Timestamp, Timestamp)>) -> String {
    let place = choices::country(shell, to.code());
    let Some((price, from, until)) = rate else {
        return shell.say("shipping-to-reader-none", &[("place", &place)]);
    };
    let (from, until) = (shell.day(&from), shell.day(&until));
    let days = [("place", place.as_str()), ("from", &from), ("until", &until)];
    if price.is_positive() {
        let amount = shell.money(&price);
        return shell.say("shipping-to-reader", &[days.as_slice(), &[("amount", &amount)]].concat());
    }
    shell.say("shipping-to-reader-free", &days)
}

async fn not_yet_of(tx: &mut Tx, looking: &Looking, shop: &Shop, place: &'static str) -> Drawn {
    let is_member = match looking.account {
        Some(account) => shops::role_of(tx, shop.id, account).await?.is_some(),
        None => false,
    };
    let page = NotYet { shell: &looking.shell, desk: is_member.then_some(shop.handle.as_str()) };
    Ok(vec![(place, page.render().map_err(DbError::draw)?)])
}

/// The step of a new shop that says where it ships.
pub fn start<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let Some(shop) = shop_of_desk(tx, looking).await? else { return Ok(Vec::new()) };
        let is_done = store::count(tx, shop.id).await? > 0;
        Ok(vec![start_step(&looking.shell, &shop, "shipping", "truck", "/shipping", is_done)?])
    })
}

#[derive(Template)]
#[template(path = "shipping/views/_free.html")]
struct Free<'a> {
    shell: &'a Shell,
    country: String,
}

/// On the card of what travels free within the country of its shop.
pub fn free_of_cards<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let mut shops: Vec<_> = looking.cards.iter().map(|card| card.shop).collect();
        shops.sort_unstable();
        shops.dedup();
        let zones = store::list_of_several(tx, shops).await?;
        let free_in = |card: &Shown| -> Option<Country> {
            let of_shop =
                |(shop, country, zone): &&(_, Country, Zone)| *shop == card.shop && zone.fits(*country, "");
            let (_, country, zone) = zones.iter().find(of_shop)?;
            zone.is_free(card.price).then_some(*country)
        };
        let mut drawn = Vec::new();
        for card in &looking.cards {
            let Some(country) = free_in(card) else { continue };
            let country = choices::country(&looking.shell, country.code());
            let free = Free { shell: &looking.shell, country }.render().map_err(DbError::draw)?;
            drawn.push(("card", format!("{} {free}", ListingId::new(card.shop, card.id))));
        }
        Ok(drawn)
    })
}
