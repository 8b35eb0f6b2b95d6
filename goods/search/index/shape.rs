//! What an entry of the index of words is made of.

use platform::i18n::Lang;
use tantivy::{
    Term,
    schema::{
        FAST, Field, INDEXED, IndexRecordOption, Schema, SchemaBuilder, TantivyDocument, TextFieldIndexing,
        TextOptions,
    },
    tokenizer::{PreTokenizedString, Token},
};

use crate::{
    catalog::ListingId,
    search::{
        Document,
        fold::fold,
        query::{Cell, Origin},
        sounds::sounds,
        words::{Runs, Word, is_run, split},
    },
};

/// Another number makes every index anew.
pub const VERSION: u32 = 2;
/// What parts the properties of a cell; no property contains it.
const PART: char = '\u{1f}';

/// A text of an entry, and how much a word in it says of what the listing is.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub field: Field,
    pub weight: f32,
    pub has_singles: bool,
}

#[derive(Clone, Debug)]
pub struct Shape {
    pub schema: Schema,
    pub key: Field,
    /// What a title says the listing is: its last word, or its first in Indonesian.
    pub head: Field,
    pub title: Field,
    pub tags: Field,
    pub places: Field,
    pub body: Field,
    pub sound: Field,
    pub cell: Field,
    pub origin: Field,
    pub material: Field,
    pub price: Field,
    pub shop: Field,
    pub number: Field,
    pub length: Field,
}

impl Shape {
    pub fn new() -> Self {
        let mut schema = SchemaBuilder::new();
        let text = |option| {
            let indexing = TextFieldIndexing::default().set_index_option(option).set_fieldnorms(false);
            TextOptions::default().set_indexing_options(indexing.set_tokenizer("raw"))
        };
        let placed = || text(IndexRecordOption::WithFreqsAndPositions);
        let plain = || text(IndexRecordOption::Basic);
        Self {
            key: schema.add_text_field("key", plain()),
            head: schema.add_text_field("head", placed()),
            title: schema.add_text_field("title", placed()),
            tags: schema.add_text_field("tags", placed()),
            places: schema.add_text_field("places", placed()),
            body: schema.add_text_field("body", placed()),
            sound: schema.add_text_field("sound", plain()),
            cell: schema.add_text_field("cell", TextOptions::default().set_fast("raw")),
            origin: schema.add_text_field("origin", TextOptions::default().set_fast("raw")),
            material: schema.add_text_field("material", TextOptions::default().set_fast("raw")),
            price: schema.add_i64_field("price", FAST),
            shop: schema.add_i64_field("shop", FAST),
            number: schema.add_i64_field("number", FAST | INDEXED),
            length: schema.add_u64_field("length", FAST),
            schema: schema.build(),
        }
    }

    /// The texts in which words are looked for, the weightiest first.
    pub fn places(&self) -> [Place; 5] {
        let place = |field, weight, has_singles| Place { field, weight, has_singles };
        [
            place(self.head, 13.0, true),
            place(self.title, 10.0, true),
            place(self.tags, 6.0, true),
            place(self.places, 5.0, true),
            place(self.body, 1.5, false),
        ]
    }

    pub fn key_of(&self, id: ListingId) -> Term {
        Term::from_field_text(self.key, &key(id))
    }

    pub fn entry(&self, document: &Document) -> TantivyDocument {
        let mut entry = TantivyDocument::default();
        entry.add_text(self.key, key(document.id));
        let mut length = 0;
        for (text, language) in &document.titles {
            length = length.max(add(&mut entry, self.title, text, Runs::PairsAndSingles, *language));
            entry.add_pre_tokenized_text(self.head, tokens(head(text, *language).into_iter()));
        }
        for (text, language) in &document.tags {
            add(&mut entry, self.tags, text, Runs::PairsAndSingles, *language);
        }
        for (text, language) in &document.places {
            add(&mut entry, self.places, text, Runs::PairsAndSingles, *language);
        }
        for (text, language) in &document.bodies {
            add(&mut entry, self.body, text, Runs::Pairs, *language);
        }
        let heard = document.titles.iter().chain(&document.tags).chain(&document.places);
        let heard = heard.flat_map(|(text, _)| sounds(text));
        entry.add_pre_tokenized_text(self.sound, tokens(heard.map(|sound| (sound, 0))));
        entry.add_text(self.cell, written(&document.cell()));
        entry.add_text(self.origin, written_origin(&document.origin));
        for code in &document.materials {
            entry.add_text(self.material, code);
        }
        entry.add_i64(self.price, document.price_minor);
        entry.add_i64(self.shop, document.id.shop().get());
        entry.add_i64(self.number, document.id.number());
        entry.add_u64(self.length, length);
        entry
    }
}

/// The words that say what a title names: *purple clay* **teapot** *with a bamboo handle*, 紫砂**壶**, **kain** *batik*.
fn head(title: &str, language: Lang) -> Vec<(String, usize)> {
    const ENDS: [&str; 13] =
        [" of ", " in ", " with ", " for ", " from ", " to ", " on ", ",", "·", "（", "(", "，", "、"];
    let folded = fold(title);
    let end =
        ENDS.iter().filter_map(|end| folded.find(end)).filter(|at| *at > 0).min().unwrap_or(folded.len());
    let mut words = split(folded.get(..end).unwrap_or_default(), Runs::PairsAndSingles, language);
    words.retain(|word| !word.text.starts_with('#'));
    let Some(last) = words.iter().map(|word| word.position).max() else { return Vec::new() };
    let is_of_head = |word: &Word| {
        let is_run = is_run(&word.text);
        match (language, is_run) {
            (Lang::Indonesian, false) => word.position == 0,
            (_, true) if word.text.chars().count() == 1 => word.position == last,
            // The last three pairs of a run.
            (_, true) => word.position + 4 > last,
            (_, false) => word.position == last,
        }
    };
    words.into_iter().filter(is_of_head).map(|word| (word.text, word.position)).collect()
}

fn key(id: ListingId) -> String {
    format!("{}/{}", id.shop().get(), id.number())
}

/// Add a text to a field; the answer is how many words it has.
fn add(entry: &mut TantivyDocument, field: Field, text: &str, runs: Runs, language: Lang) -> u64 {
    let words = split(text, runs, language);
    let length = words.last().map_or(0, |word| word.position + 1);
    entry.add_pre_tokenized_text(field, tokens(words.into_iter().map(|word| (word.text, word.position))));
    u64::try_from(length).unwrap_or(u64::MAX)
}

fn tokens(words: impl Iterator<Item = (String, usize)>) -> PreTokenizedString {
    let token = |(text, position)| Token { offset_from: 0, offset_to: 0, position, text, position_length: 1 };
    PreTokenizedString { text: String::new(), tokens: words.map(token).collect() }
}

/// An origin as it is kept.
fn written_origin(origin: &Origin) -> String {
    let Origin { city, city_en, village, heritage } = origin;
    [city, city_en, village, heritage].map(|text| text.replace(PART, "")).join(&String::from(PART))
}

pub fn read_origin(kept: &str) -> Option<Origin> {
    let mut parts = kept.split(PART).map(str::to_owned);
    let mut next = || parts.next();
    Some(Origin { city: next()?, city_en: next()?, village: next()?, heritage: next()? })
}

/// A cell as it is kept.
pub fn written(cell: &Cell) -> String {
    let Cell { kind, craft, country, region, region_en, currency, band, listings: _ } = cell;
    let band = band.to_string();
    let clean = |text: &String| text.replace(PART, "");
    [clean(kind), clean(craft), clean(country), clean(region), clean(region_en), clean(currency), band]
        .join(&String::from(PART))
}

pub fn read(kept: &str) -> Option<Cell> {
    let mut parts = kept.split(PART);
    let mut next = || parts.next().map(str::to_owned);
    Some(Cell {
        kind: next()?,
        craft: next()?,
        country: next()?,
        region: next()?,
        region_en: next()?,
        currency: next()?,
        band: next()?.parse().ok()?,
        listings: 1,
    })
}
