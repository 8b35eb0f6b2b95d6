use std::collections::HashSet;

use people::shops::Shop;
use platform::i18n::{Lang, Texts};

use super::words::{Runs, split};
use crate::{
    catalog::{Craft, Kind, ListingId, ShownListing, plain},
    search::query::band_of,
};

/// Words of one listing in the index. A longer text is found by its first words.
const MOST_WORDS: usize = 120;
/// Characters of a description that are looked at.
const LONGEST: usize = 2_000;

/// A listing arranged for finding.
#[derive(Clone, Debug)]
pub struct Document {
    pub id: ListingId,
    pub kind: Kind,
    pub craft: String,
    pub country: &'static str,
    pub region: String,
    pub region_en: String,
    pub currency: &'static str,
    pub band: i64,
    pub price_minor: i64,
    /// Words by weight, each word once: title; tags and craft; shop and place; body.
    pub words: [Vec<String>; 4],
}

impl Document {
    /// Arrange a listing for finding. The craft's name counts in every language.
    pub fn of(listing: &ShownListing, shop: &Shop, texts: &Texts) -> Self {
        let mut words = Gather::default();
        words.add(0, &listing.title, Runs::PairsAndSingles);
        words.add(0, &listing.title_en, Runs::PairsAndSingles);
        for tag in &listing.tags {
            words.add(1, tag, Runs::Pairs);
        }
        if let Some(craft) = Craft::parse(&listing.craft) {
            let key = format!("craft-{}", craft.code);
            for lang in Lang::ALL {
                words.add(1, texts.of(lang).get(&key), Runs::Pairs);
            }
        }
        for text in [&listing.materials, &listing.technique, &listing.product_type, &listing.vendor] {
            words.add(1, text, Runs::Pairs);
        }
        for text in [&shop.name, &shop.name_en, &shop.region, &shop.city, &shop.village, &shop.place_en] {
            words.add(2, text, Runs::Pairs);
        }
        words.add(3, &plain(&listing.body, LONGEST), Runs::Pairs);
        words.add(3, &plain(&listing.body_en, LONGEST), Runs::Pairs);
        Self {
            id: listing.id,
            kind: listing.kind,
            craft: listing.craft.clone(),
            country: shop.country.code(),
            region: shop.region.clone(),
            region_en: shop.place_en.rsplit(',').next().unwrap_or_default().trim().to_owned(),
            currency: listing.low.currency().code(),
            band: band_of(listing.low),
            price_minor: listing.low.minor(),
            words: words.lines,
        }
    }

    /// The words as they are kept: a line for each weight, with a space on both sides of every word.
    pub fn kept_words(&self) -> String {
        let line = |words: &Vec<String>| format!(" {} ", words.join(" "));
        self.words.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

#[derive(Default)]
struct Gather {
    lines: [Vec<String>; 4],
    seen: HashSet<String>,
}

impl Gather {
    fn add(&mut self, line: usize, text: &str, runs: Runs) {
        for word in split(text, runs) {
            if self.seen.len() == MOST_WORDS {
                return;
            }
            if self.seen.insert(word.clone())
                && let Some(line) = self.lines.get_mut(line)
            {
                line.push(word);
            }
        }
    }
}
