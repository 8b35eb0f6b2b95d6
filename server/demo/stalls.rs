//! The shops of the demo, with their listings, pictures and shipping, and the people who buy there.

use std::{collections::HashMap, path::Path};

use goods::{
    catalog::{
        self, Facts, Kind, ListingInput, ListingState, OptionInput, PictureInput, SaveError, VariantId,
        VariantInput,
    },
    shipping::{self, Zone},
};
use kernel::{AccountId, Country, Currency, Money, ShopId, ShopRole, Timestamp};
use people::{
    accounts::{self, Account, Address},
    shops::{self, Heritage, Shop, ShopState},
};
use platform::{
    db::{DbError, Tx},
    files::Files,
    i18n::Lang,
};
use selling::{Selling, orders::gifts::Wrapping};

use super::{
    content::{AddressContent, BuyerContent, Content, ListingContent, ShopContent},
    person::account,
};
use crate::error::CommandError;

/// Pieces on hand while the year goes by, so that nothing sells out before its time.
const PLENTY: i64 = 10_000;

/// A variant that people of the demo buy.
#[derive(Clone)]
pub struct Good {
    pub variant: VariantId,
    /// Pieces on hand at the end of the year.
    pub stock: i64,
}

pub struct Stall {
    pub shop: Shop,
    pub owner: AccountId,
    pub goods: Vec<Good>,
}

#[derive(Clone)]
pub struct Buyer {
    pub account: AccountId,
    pub address: Address,
    /// Set when what they buy is a gift.
    pub gift: Option<Wrapping>,
}

/// Open every shop of the demo.
pub async fn open(market: &Selling, content: &Content, from: &Path) -> Result<Vec<Stall>, CommandError> {
    let pictures = store_pictures(&market.files, content, from)
        .map_err(|error| CommandError::Refused(error.to_string()))?;
    let mut stalls = Vec::with_capacity(content.shops.len());
    for stall in &content.shops {
        stalls.push(open_one(market, stall).await?);
    }
    // One listing of each shop after the other, so that what is new is not all of one shop.
    let most = content.shops.iter().map(|shop| shop.listings.len()).max().unwrap_or(0);
    for round in 0..most {
        put_out(market, content, &pictures, &mut stalls, round).await?;
    }
    Ok(stalls)
}

/// Put pictures and models into the file store; the answer is their names there.
fn store_pictures(files: &Files, content: &Content, from: &Path) -> std::io::Result<HashMap<String, String>> {
    let mut names = HashMap::new();
    for listing in content.shops.iter().flat_map(|shop| &shop.listings) {
        let pictures = listing.pictures.iter().map(|name| ("pictures", "-640.webp", name));
        let model = listing.model.iter().map(|name| ("models", ".glb", name));
        for (folder, suffix, file) in pictures.chain(model) {
            if names.contains_key(file) {
                continue;
            }
            let bytes = std::fs::read(from.join("art").join(folder).join(file))?;
            let name = Files::name_of(&bytes);
            files.put(&name, suffix, &bytes)?;
            names.insert(file.clone(), name);
        }
    }
    Ok(names)
}

async fn open_one(market: &Selling, content: &ShopContent) -> Result<Stall, CommandError> {
    let now = market.now();
    let wrong = |what: &str| CommandError::Refused(format!("{}: {what}", content.handle));
    let language = Lang::parse(&content.lang).ok_or_else(|| wrong("lang"))?;
    let currency = Currency::parse(&content.currency).map_err(|_| wrong("currency"))?;
    let country = Country::parse(&content.place.country).map_err(|_| wrong("country"))?;
    let shop = shop(content, language, currency, country, now).ok_or_else(|| wrong("kind or heritage"))?;
    let zones = zones(content, country);
    let (email, owner_name) = (format!("{}@demo.example", content.handle), content.owner.own.clone());
    let birth_year = content.owner_birth_year;
    let act = async move |tx: &mut Tx| {
        let owner = account(AccountId::new(tx.next_id(now)), &owner_name, &email, language, now);
        accounts::insert(tx, &Account { birth_year, ..owner.clone() }).await?;
        let shop = Shop { id: tx.chance().next_shop_number(now), ..shop.clone() };
        shops::insert(tx, &shop).await?;
        shops::insert_member(tx, shop.id, owner.id, ShopRole::Owner, now).await?;
        shipping::replace_all(tx, now, shop.id, &zones).await?;
        Ok::<_, DbError>(Stall { shop, owner: owner.id, goods: Vec::new() })
    };
    market.db.write(act).await.map_err(|error| wrong(&error.to_string()))
}

/// Put the n-th listing of every shop on its table.
async fn put_out(
    market: &Selling,
    content: &Content,
    names: &HashMap<String, String>,
    stalls: &mut [Stall],
    round: usize,
) -> Result<(), CommandError> {
    let mut inputs = Vec::new();
    for (number, (stall, shop)) in stalls.iter().zip(&content.shops).enumerate() {
        let Some(listing) = shop.listings.get(round) else { continue };
        let Shop { id, language, currency, country, .. } = stall.shop;
        let input = listing_input(listing, language, currency, country, names)
            .ok_or_else(|| CommandError::Refused(format!("{}: {}", shop.handle, listing.handle)))?;
        let stocks: Vec<i64> = listing.variants.iter().map(|variant| variant.stock).collect();
        inputs.push((number, id, input, stocks));
    }
    let now = market.now();
    let act = async move |tx: &mut Tx| {
        let mut goods = Vec::new();
        for (number, shop, input, stocks) in &inputs {
            let listing = catalog::create(tx, now, *shop, input.clone()).await?;
            for (variant, stock) in input.variants.iter().zip(stocks) {
                if let Some(variant) = catalog::find_variant(tx, listing, &variant.choices).await? {
                    goods.push((*number, Good { variant, stock: *stock }));
                }
            }
        }
        Ok::<_, SaveError>(goods)
    };
    let goods = market.db.write(act).await.map_err(|error| CommandError::Refused(error.to_string()))?;
    for (number, good) in goods {
        if let Some(stall) = stalls.get_mut(number) {
            stall.goods.push(good);
        }
    }
    Ok(())
}

fn shop(
    content: &ShopContent,
    language: Lang,
    currency: Currency,
    country: Country,
    now: Timestamp,
) -> Option<Shop> {
    let place = &content.place;
    let own =
        |pair: &Option<super::content::Pair>| pair.as_ref().map_or(String::new(), |pair| pair.own.clone());
    let village = if place.village.is_some() { own(&place.village) } else { own(&place.town) };
    Some(Shop {
        id: ShopId::new(0),
        handle: content.handle.clone(),
        kind: shops::Kind::parse(&content.kind)?,
        name: content.name.own.clone(),
        name_en: content.name.en.clone(),
        language,
        currency,
        tagline: content.tagline.own.clone(),
        tagline_en: content.tagline.en.clone(),
        story: content.story.own.clone(),
        story_en: content.story.en.clone(),
        seal: content.seal.clone(),
        band: content.band.clone(),
        generation: content.generation,
        heritage: Heritage::parse(&content.heritage)?,
        country,
        region: place.region.own.clone(),
        city: place.city.own.clone(),
        village,
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
        opened_at: now,
    })
}

#[allow(clippy::cast_possible_truncation, reason = "a coordinate has nine digits")]
fn micro_degrees(degrees: f64) -> i64 {
    (degrees * 1e6) as i64
}

fn zones(content: &ShopContent, home: Country) -> Vec<Zone> {
    let rates = &content.shipping;
    let zone =
        |name: &str, countries: Vec<Country>, first: i64, next: i64, free: Option<i64>, low, high| Zone {
            name: name.into(),
            countries,
            regions: Vec::new(),
            first_grams: 1_000,
            first_minor: first,
            next_grams: 1_000,
            next_minor: next,
            free_from_minor: free,
            days_low: low,
            days_high: high,
        };
    let abroad: Vec<Country> = content
        .ships_to
        .iter()
        .filter_map(|code| Country::parse(code).ok())
        .filter(|country| *country != home)
        .collect();
    let mut zones = vec![zone(
        "home",
        vec![home],
        rates.first_kg_minor,
        rates.next_kg_minor,
        rates.free_from_minor,
        2,
        5,
    )];
    if !abroad.is_empty() {
        zones.push(zone(
            "abroad",
            abroad,
            rates.abroad_first_kg_minor,
            rates.abroad_next_kg_minor,
            None,
            8,
            20,
        ));
    }
    zones
}

fn listing_input(
    content: &ListingContent,
    language: Lang,
    currency: Currency,
    country: Country,
    names: &HashMap<String, String>,
) -> Option<ListingInput> {
    let kind = Kind::parse(&content.kind)?;
    let english = |text: &str| if language == Lang::English { String::new() } else { text.to_owned() };
    let harvest = content.harvest.as_ref();
    let picture = |(index, file): (usize, &String)| PictureInput {
        file: names.get(file).cloned().unwrap_or_default(),
        source: String::new(),
        alt: if index == 0 { content.alt.own.clone() } else { String::new() },
        width: 640,
        height: 800,
    };
    let options = content.options.iter().map(|option| OptionInput {
        name: option.name.own.clone(),
        values: option.values.iter().map(|value| value.own.clone()).collect(),
    });
    let variants = content.variants.iter().map(|variant| {
        let chosen = variant.values.iter().zip(&content.options);
        let choices = chosen.map(|(value, option)| option.values.get(*value).map(|value| value.own.clone()));
        Some(VariantInput {
            choices: choices.collect::<Option<_>>()?,
            sku: variant.sku.clone(),
            barcode: String::new(),
            price: Money::new(variant.price_minor, currency),
            compare_at: variant.compare_at_minor.map(|minor| Money::new(minor, currency)),
            cost: None,
            weight_grams: variant.weight_g,
            available: Some(PLENTY),
            is_backordered: false,
            is_tracked: kind != Kind::MadeToOrder,
            requires_shipping: true,
            is_taxable: true,
            picture: String::new(),
            extra: "{}".into(),
        })
    });
    Some(ListingInput {
        handle: content.handle.clone(),
        kind,
        state: ListingState::Active,
        title: content.title.own.clone(),
        title_en: english(&content.title.en),
        body: paragraphs(&content.body.own),
        body_en: english(&paragraphs(&content.body.en)),
        craft: content.craft.clone(),
        materials: content.materials.join(", "),
        technique: content.technique.as_ref().map_or(String::new(), |pair| pair.own.clone()),
        vendor: String::new(),
        product_type: String::new(),
        tags: content.tags.clone(),
        options: options.collect(),
        variants: variants.collect::<Option<_>>()?,
        pictures: content.pictures.iter().enumerate().map(picture).collect(),
        facts: Facts {
            lead_days: content.lead_time_days,
            plot: harvest.map_or(String::new(), |harvest| harvest.plot.own.clone()),
            plot_en: harvest.map_or(String::new(), |harvest| harvest.plot.en.clone()),
            from_month: harvest.map(|harvest| harvest.from_month),
            to_month: harvest.map(|harvest| harvest.to_month),
            shelf_life_days: harvest.map(|harvest| harvest.shelf_life_days),
            ready_at: None,
        },
        is_negotiable: content.negotiable,
        floor: None,
        auto_accept: None,
        origin_country: Some(country),
        customs_code: content.customs_code.clone(),
        seo_title: String::new(),
        seo_description: String::new(),
        model: content.model.as_ref().and_then(|file| names.get(file)).cloned().unwrap_or_default(),
        extra: "{}".into(),
    })
}

fn paragraphs(text: &str) -> String {
    text.split("\n\n").map(|paragraph| format!("<p>{paragraph}</p>")).collect()
}

/// Register the demo's buyers.
pub async fn buyers(market: &Selling, content: &Content) -> Result<Vec<Buyer>, CommandError> {
    let now = market.now();
    let known: Option<Vec<(String, String, Lang, Address)>> = content
        .buyers
        .iter()
        .map(|buyer: &BuyerContent| {
            let email = format!("{}@demo.example", buyer.handle);
            Some((buyer.name.clone(), email, Lang::parse(&buyer.lang)?, address(&buyer.address)?))
        })
        .collect();
    let known = known.ok_or_else(|| CommandError::Refused("a buyer cannot be read".into()))?;
    let act = async move |tx: &mut Tx| {
        let mut buyers = Vec::with_capacity(known.len());
        for (name, email, lang, address) in &known {
            let person = account(AccountId::new(tx.next_id(now)), name, email, *lang, now);
            accounts::insert(tx, &person).await?;
            accounts::keep_address(tx, now, person.id, address).await?;
            buyers.push(Buyer { account: person.id, address: address.clone(), gift: None });
        }
        Ok::<_, DbError>(buyers)
    };
    Ok(market.db.write(act).await?)
}

fn address(content: &AddressContent) -> Option<Address> {
    Some(Address {
        name: content.name.clone(),
        phone: content.phone.clone(),
        country: Country::parse(&content.country).ok()?,
        region: content.region.clone(),
        city: content.city.clone(),
        line1: content.line1.clone(),
        line2: content.line2.clone(),
        postal_code: content.postal_code.clone(),
    })
}

/// At the end of the year the shelves hold what the content says.
pub async fn restock(market: &Selling, stalls: &[Stall]) -> Result<(), CommandError> {
    let goods: Vec<Good> = stalls.iter().flat_map(|stall| stall.goods.clone()).collect();
    let act = async move |tx: &mut Tx| {
        for good in &goods {
            catalog::restock(tx, good.variant, good.stock).await?;
        }
        Ok::<_, DbError>(())
    };
    Ok(market.db.write(act).await?)
}
