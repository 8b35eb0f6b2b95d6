use people::shops::{Heritage, Shop};
use platform::i18n::{Lang, Texts};

use crate::{
    catalog::{Craft, Kind, ListingId, ShownListing, plain},
    search::{
        materials::materials_of,
        query::{Cell, Origin, band_of},
    },
};

/// Characters of a description that are looked at.
const LONGEST: usize = 2_000;

/// A listing arranged for finding. What changes by the hour (stock, stars) is not in it.
#[derive(Clone, Debug)]
pub struct Document {
    pub id: ListingId,
    pub kind: Kind,
    pub craft: String,
    pub country: &'static str,
    pub region: String,
    pub region_en: String,
    pub origin: Origin,
    /// Codes of what it is made of.
    pub materials: Vec<&'static str>,
    pub currency: &'static str,
    pub band: i64,
    pub price_minor: i64,
    pub titles: Vec<(String, Lang)>,
    /// Tags, the craft in every language, what it is made of and how, and what there is to choose.
    pub tags: Vec<(String, Lang)>,
    /// The shop's names and places.
    pub places: Vec<(String, Lang)>,
    pub bodies: Vec<(String, Lang)>,
}

impl Document {
    /// Arrange a listing for finding, whose prices are those of now. The craft's name counts in every language.
    pub fn of(listing: &ShownListing, shop: &Shop, texts: &Texts) -> Self {
        let own = shop.language;
        let in_own = |text: &String| (text.clone(), own);
        let in_english = |text: &String| (text.clone(), Lang::English);
        let mut tags: Vec<(String, Lang)> = listing.tags.iter().map(in_english).collect();
        if let Some(craft) = Craft::parse(&listing.craft) {
            let key = format!("craft-{}", craft.code);
            tags.extend(Lang::ALL.into_iter().map(|lang| (texts.of(lang).get(&key).to_owned(), lang)));
        }
        tags.extend(
            [&listing.materials, &listing.technique, &listing.product_type, &listing.vendor].map(in_own),
        );
        tags.extend([&listing.materials_en, &listing.technique_en].map(in_english));
        tags.extend(listing.options.iter().flat_map(|choices| &choices.values).map(in_own));
        tags.extend(listing.options.iter().flat_map(|choices| &choices.values_en).map(in_english));
        let mut places: Vec<(String, Lang)> =
            [&shop.name, &shop.region, &shop.city, &shop.village].map(in_own).into();
        places.extend([&shop.name_en, &shop.place_en].map(in_english));
        let said = |texts: Vec<(String, Lang)>| -> Vec<(String, Lang)> {
            texts.into_iter().filter(|(text, _)| !text.trim().is_empty()).collect()
        };
        Self {
            id: listing.id,
            kind: listing.kind,
            craft: listing.craft.clone(),
            country: shop.country.code(),
            region: shop.region.clone(),
            region_en: shop.place_en.rsplit(',').next().unwrap_or_default().trim().to_owned(),
            origin: Origin {
                city: shop.city.clone(),
                city_en: city_en(&shop.place_en).to_owned(),
                village: shop.village.clone(),
                heritage: if shop.heritage == Heritage::None { "" } else { shop.heritage.name() }.to_owned(),
            },
            materials: materials_of([listing.materials.as_str(), listing.materials_en.as_str()]),
            currency: listing.low.currency().code(),
            band: band_of(listing.low),
            price_minor: listing.low.minor(),
            titles: said(vec![in_own(&listing.title), in_english(&listing.title_en)]),
            tags: said(tags),
            places: said(places),
            bodies: said(vec![
                (plain(&listing.body, LONGEST), own),
                (plain(&listing.body_en, LONGEST), Lang::English),
            ]),
        }
    }

    /// The combination of properties that it is one of.
    pub fn cell(&self) -> Cell {
        Cell {
            kind: self.kind.name().to_owned(),
            craft: self.craft.clone(),
            country: self.country.to_owned(),
            region: self.region.clone(),
            region_en: self.region_en.clone(),
            currency: self.currency.to_owned(),
            band: self.band,
            listings: 1,
        }
    }
}

/// *Yinchuan, Ningxia* begins with the city; a place of one part is only the region.
fn city_en(place: &str) -> &str {
    place.split_once(',').map_or("", |(city, _)| city.trim())
}
