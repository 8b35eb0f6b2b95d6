use kernel::{Coordinates, Country, Currency, ShopId, Timestamp, words};
use platform::i18n::{Lang, Name};

/// Whose the market's own things are, in the place of a shop. No shop has this number.
pub const MARKET: ShopId = ShopId::new(0);

words! {
    /// What sort of seller.
    Kind { Maker = "maker", Farm = "farm", Designer = "designer", Company = "company", Carer = "carer" }
}

words! {
    /// The highest list of intangible heritage that names the craft of this shop.
    Heritage { None = "none", County = "county", City = "city", Province = "province", National = "national" }
}

words! {
    /// Whether a shop sells.
    ShopState {
        Open = "open",
        /// By its owner, who may open it again.
        Closed = "closed",
        /// By the operator of the market; only an operator may lift it.
        Suspended = "suspended",
    }
}

/// A shop and its story.
#[derive(Clone, Debug)]
pub struct Shop {
    pub id: ShopId,
    pub handle: String,
    pub kind: Kind,
    /// In the shop's own language.
    pub name: String,
    /// Empty when there is none.
    pub name_en: String,
    pub language: Lang,
    /// Every price of the shop is in it.
    pub currency: Currency,
    pub tagline: String,
    pub tagline_en: String,
    pub story: String,
    pub story_en: String,
    /// One or two characters on its stamp.
    pub seal: String,
    pub band: String,
    /// 3 for a third-generation maker.
    pub generation: Option<i64>,
    pub heritage: Heritage,
    pub country: Country,
    pub region: String,
    pub city: String,
    pub village: String,
    pub place_en: String,
    /// Degrees × 1,000,000.
    pub latitude_e6: Option<i64>,
    pub longitude_e6: Option<i64>,
    pub zone: String,
    /// Name of the picture at the head of the page, empty when there is none, and what it shows.
    pub cover: String,
    pub cover_alt: String,
    pub dispatch_days: i64,
    pub followers: i64,
    pub holiday_until: Option<Timestamp>,
    pub state: ShopState,
    pub opened_at: Timestamp,
}

impl Shop {
    /// The name for a reader: the English one for those who do not read the shop's language.
    pub fn name_in(&self, lang: impl Into<Lang>) -> &str {
        pick(lang, self.language, &self.name, &self.name_en)
    }

    /// The name for readers who are not known yet.
    pub fn called(&self) -> Name {
        Name::new(self.language, &self.name, &self.name_en)
    }

    /// Where it says it is.
    pub fn coordinates(&self) -> Option<Coordinates> {
        Coordinates::new(self.latitude_e6?, self.longitude_e6?).ok()
    }

    pub fn tagline_in(&self, lang: impl Into<Lang>) -> &str {
        pick(lang, self.language, &self.tagline, &self.tagline_en)
    }

    pub fn story_in(&self, lang: impl Into<Lang>) -> &str {
        pick(lang, self.language, &self.story, &self.story_en)
    }

    /// Where the shop is, from small to large, for a reader of `lang`.
    pub fn place_in(&self, lang: impl Into<Lang>) -> String {
        if lang.into() != self.language && !self.place_en.is_empty() {
            return self.place_en.clone();
        }
        let parts = [&self.region, &self.city, &self.village];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        match self.language {
            Lang::Chinese | Lang::Japanese => parts.map(String::as_str).collect::<Vec<_>>().join(" "),
            Lang::English | Lang::Hindi | Lang::Indonesian => {
                parts.rev().map(String::as_str).collect::<Vec<_>>().join(", ")
            }
        }
    }

    /// The language that the shop's texts are shown in to a reader of `lang`, for the `lang` attribute.
    pub fn shown_in(&self, lang: impl Into<Lang>) -> &'static str {
        if lang.into() == self.language || self.name_en.is_empty() { self.language.code() } else { "en" }
    }

    /// The language that one text is shown in, by whether it has an English one.
    pub fn lang_of(&self, lang: impl Into<Lang>, english: &str) -> &'static str {
        if lang.into() == self.language || english.is_empty() { self.language.code() } else { "en" }
    }

    pub fn is_selling(&self, now: Timestamp) -> bool {
        self.state == ShopState::Open && self.holiday_until.is_none_or(|until| until <= now)
    }
}

/// Whether a seal holds two characters that stand one above the other: two Chinese characters or kana. Letters
/// and syllables with marks stand side by side.
pub fn is_pair(seal: &str) -> bool {
    let stands = |c: char| matches!(u32::from(c), 0x3040..=0x30FF | 0x3400..=0x9FFF | 0x20000..=0x3FFFF);
    seal.chars().count() == 2 && seal.chars().all(stands)
}

/// The text a reader of `lang` gets: the shop's own language if they read it, else English if there is one.
pub fn pick<'a>(lang: impl Into<Lang>, own_lang: impl Into<Lang>, own: &'a str, english: &'a str) -> &'a str {
    if lang.into() == own_lang.into() || english.is_empty() { own } else { english }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_characters_stand_one_above_the_other() {
        for (seal, expected) in
            [("集市", true), ("こけ", true), ("马", false), ("So", false), ("खु", false), ("", false)]
        {
            assert_eq!(is_pair(seal), expected, "{seal}");
        }
    }
}
