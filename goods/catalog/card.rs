use kernel::Money;
use people::shops::{Shop, pick};
use platform::{
    db::{DbError, Row},
    i18n::{Lang, Name},
};

use super::{Facts, Kind, ListingId};

/// A listing as it lies among others: the picture, who made it and where, its name, its price.
#[derive(Clone, Debug)]
pub struct Card {
    pub id: ListingId,
    pub handle: String,
    pub kind: Kind,
    pub title: String,
    pub title_en: String,
    pub cover: String,
    pub low: Money,
    pub high: Money,
    pub facts: Facts,
    pub shop: Face,
}

/// As much of a shop as stands beside its goods.
#[derive(Clone, Debug)]
pub struct Face {
    pub handle: String,
    pub name: String,
    pub name_en: String,
    pub language: Lang,
    pub region: String,
    pub city: String,
    pub place_en: String,
    pub seal: String,
    pub band: String,
    pub zone: String,
}

/// The columns of a card, in the order in which it is read; `l` is the listing and `s` its shop.
macro_rules! card_columns {
    () => {
        "l.shop_id, l.id, l.handle, l.kind, l.title, l.title_en, l.cover, l.price_low, l.currency, l.price_high, \
         l.currency, l.facts, s.handle, s.name, s.name_en, s.language, s.region, s.city, s.place_en, s.seal, s.band, s.zone"
    };
}
pub(crate) use card_columns;

impl Card {
    /// Its name for readers who are not known yet.
    pub fn called(&self) -> Name {
        Name::new(self.shop.language, &self.title, &self.title_en)
    }

    pub(crate) fn decode(mut row: Row) -> Result<Self, DbError> {
        Self::take(&mut row)
    }

    /// Read a card from the columns of [`card_columns`].
    pub(crate) fn take(row: &mut Row) -> Result<Self, DbError> {
        Ok(Self {
            id: ListingId::new(row.shop()?, row.int()?),
            handle: row.text()?,
            kind: row.word(Kind::parse)?,
            title: row.text()?,
            title_en: row.text()?,
            cover: row.text()?,
            low: row.money()?,
            high: row.money()?,
            facts: row.json()?,
            shop: Face {
                handle: row.text()?,
                name: row.text()?,
                name_en: row.text()?,
                language: row.word(Lang::parse)?,
                region: row.text()?,
                city: row.text()?,
                place_en: row.text()?,
                seal: row.text()?,
                band: row.text()?,
                zone: row.text()?,
            },
        })
    }

    pub fn url(&self) -> String {
        format!("/shops/{}/{}", self.shop.handle, self.handle)
    }

    pub fn title_in(&self, lang: &Lang) -> &str {
        pick(*lang, self.shop.language, &self.title, &self.title_en)
    }

    /// The language in which the title is shown, for the `lang` attribute.
    pub fn title_lang(&self, lang: &Lang) -> &'static str {
        shown_in(*lang, self.shop.language, &self.title_en)
    }
}

impl Face {
    pub fn of(shop: &Shop) -> Self {
        Self {
            handle: shop.handle.clone(),
            name: shop.name.clone(),
            name_en: shop.name_en.clone(),
            language: shop.language,
            region: shop.region.clone(),
            city: shop.city.clone(),
            place_en: shop.place_en.clone(),
            seal: shop.seal.clone(),
            band: shop.band.clone(),
            zone: shop.zone.clone(),
        }
    }

    pub fn name_in(&self, lang: &Lang) -> &str {
        pick(*lang, self.language, &self.name, &self.name_en)
    }

    /// The language of [`Face::name_in`] and [`Face::place_in`].
    pub fn name_lang(&self, lang: &Lang) -> &'static str {
        shown_in(*lang, self.language, &self.name_en)
    }

    pub fn place_in(&self, lang: &Lang) -> String {
        if *lang != self.language && !self.place_en.is_empty() {
            return self.place_en.clone();
        }
        let parts = [&self.region, &self.city].into_iter().filter(|part| !part.is_empty());
        match self.language {
            Lang::Chinese | Lang::Japanese => parts.map(String::as_str).collect::<Vec<_>>().join(" "),
            Lang::English | Lang::Hindi | Lang::Indonesian => {
                parts.rev().map(String::as_str).collect::<Vec<_>>().join(", ")
            }
        }
    }
}

fn shown_in(lang: Lang, own: Lang, english: &str) -> &'static str {
    if lang == own || english.is_empty() { own.code() } else { Lang::English.code() }
}
