//! Where the shops of the demo ship to, and for how much.

use kernel::Country;
use people::fair::{Fair, Opened};
use platform::{
    Later,
    db::{DbError, Tx},
};
use serde::Deserialize;

use super::{Zone, replace_all};
use crate::Goods;

/// What `shops.json` says of a shop's parcels.
#[derive(Deserialize)]
struct ShopContent {
    handle: String,
    ships_to: Vec<Country>,
    shipping: Rates,
}

#[derive(Deserialize)]
struct Rates {
    free_from_minor: Option<i64>,
    first_kg_minor: i64,
    next_kg_minor: i64,
    abroad_first_kg_minor: i64,
    abroad_next_kg_minor: i64,
}

pub fn open(market: Goods, fair: &mut Fair) -> Later<'_, Opened> {
    Box::pin(async move {
        let (now, mut all) = (market.now(), Vec::new());
        for content in fair.content::<Vec<ShopContent>>("shops.json")? {
            let stall = fair.stall(&content.handle)?;
            all.push((stall.shop, zones(&content, stall.country)));
        }
        let act = async move |tx: &mut Tx| {
            for (shop, zones) in &all {
                replace_all(tx, now, *shop, zones).await?;
            }
            Ok::<_, DbError>(())
        };
        market.db.write(act).await?;
        Ok(None)
    })
}

fn zones(content: &ShopContent, country: Country) -> Vec<Zone> {
    let rates = &content.shipping;
    let home = Zone {
        name: "home".into(),
        countries: vec![country],
        regions: Vec::new(),
        first_grams: 1_000,
        first_minor: rates.first_kg_minor,
        next_grams: 1_000,
        next_minor: rates.next_kg_minor,
        free_from_minor: rates.free_from_minor,
        days_low: 2,
        days_high: 5,
    };
    let abroad = Zone {
        name: "abroad".into(),
        countries: content.ships_to.iter().copied().filter(|there| *there != country).collect(),
        first_minor: rates.abroad_first_kg_minor,
        next_minor: rates.abroad_next_kg_minor,
        free_from_minor: None,
        days_low: 8,
        days_high: 20,
        ..home.clone()
    };
    // A zone of no countries would be the whole world.
    if abroad.countries.is_empty() { vec![home] } else { vec![home, abroad] }
}
