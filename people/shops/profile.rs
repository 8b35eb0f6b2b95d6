use kernel::{Coordinates, Country, Currency, ShopId, Timestamp, words};
use platform::{
    i18n::Lang,
    web::{Fields, Refusal},
};

use super::{Heritage, Kind, Shop, ShopState};
use crate::choices;

words! {
    /// The cloth that a shop's page opens with.
    Band {
        Kawung = "kawung", Parang = "parang", Sashiko = "sashiko", Kullu = "kullu", Miao = "miao",
        Wave = "wave", Plain = "plain",
    }
}

/// What a shop says about itself.
#[derive(Clone, Debug)]
pub struct Profile {
    pub kind: Kind,
    pub name: String,
    pub name_en: String,
    pub language: Lang,
    pub tagline: String,
    pub tagline_en: String,
    pub story: String,
    pub story_en: String,
    pub seal: String,
    pub band: Band,
    pub generation: Option<i64>,
    pub heritage: Heritage,
    pub country: Country,
    pub region: String,
    pub city: String,
    pub village: String,
    pub place_en: String,
    /// Where it is on the map, for those who look for what is near.
    pub coordinates: Option<Coordinates>,
    pub zone: String,
    pub dispatch_days: i64,
}

const STORY_MOST: usize = 10_000;

impl Profile {
    /// What a shop says now, as a filled form.
    pub fn form(shop: &Shop) -> Fields {
        let (days, generation) =
            (shop.dispatch_days.to_string(), shop.generation.map(|count| count.to_string()));
        let coordinates = shop.coordinates().map_or(String::new(), |at| at.to_string());
        Fields::filled([
            ("kind", shop.kind.name()),
            ("name", &shop.name),
            ("name_en", &shop.name_en),
            ("language", shop.language.code()),
            ("tagline", &shop.tagline),
            ("tagline_en", &shop.tagline_en),
            ("story", &shop.story),
            ("story_en", &shop.story_en),
            ("seal", &shop.seal),
            ("band", &shop.band),
            ("generation", generation.as_deref().unwrap_or_default()),
            ("heritage", shop.heritage.name()),
            ("country", shop.country.code()),
            ("region", &shop.region),
            ("city", &shop.city),
            ("village", &shop.village),
            ("place_en", &shop.place_en),
            ("coordinates", &coordinates),
            ("zone", &shop.zone),
            ("dispatch_days", &days),
        ])
    }

    /// Read a profile; none when a field was refused. What the form does not mention is taken from `before`.
    pub fn read(form: &mut Fields, before: &Fields) -> Option<Self> {
        for name in before.names() {
            if !form.has(name) {
                form.set(name, before.value(name));
            }
        }
        let name = form.line("name", 60);
        if form.value("seal").trim().is_empty() {
            form.set("seal", name.chars().take(1).collect::<String>());
        }
        if form.value("zone").is_empty() {
            form.set("zone", "UTC");
        }
        let kind = form.parsed("kind", Kind::parse);
        let language = form.parsed("language", Lang::parse);
        let heritage = form.parsed("heritage", Heritage::parse);
        let band = form.parsed("band", Band::parse);
        let country = form.parsed("country", |code| Country::parse(code).ok());
        let zone = form.parsed("zone", choices::zone);
        let coordinates = coordinates(form);
        let profile = Self {
            name,
            name_en: form.maybe_line("name_en", 60),
            tagline: form.maybe_line("tagline", 120),
            tagline_en: form.maybe_line("tagline_en", 120),
            story: form.maybe_paragraphs("story", STORY_MOST),
            story_en: form.maybe_paragraphs("story_en", STORY_MOST),
            seal: seal(form),
            generation: form.maybe_whole("generation", 1..=99),
            region: form.maybe_line("region", 60),
            city: form.maybe_line("city", 60),
            village: form.maybe_line("village", 60),
            place_en: form.maybe_line("place_en", 120),
            coordinates,
            dispatch_days: form.whole("dispatch_days", 0..=90),
            kind: kind?,
            language: language?,
            band: band?,
            heritage: heritage?,
            country: country?,
            zone: zone?,
        };
        form.is_good().then_some(profile)
    }

    /// A shop that opens with this profile.
    pub fn open(self, id: ShopId, handle: String, currency: Currency, now: Timestamp) -> Shop {
        Shop {
            id,
            handle,
            currency,
            kind: self.kind,
            name: self.name,
            name_en: self.name_en,
            language: self.language,
            tagline: self.tagline,
            tagline_en: self.tagline_en,
            story: self.story,
            story_en: self.story_en,
            seal: self.seal,
            band: self.band.name().to_owned(),
            generation: self.generation,
            heritage: self.heritage,
            country: self.country,
            region: self.region,
            city: self.city,
            village: self.village,
            place_en: self.place_en,
            zone: self.zone,
            dispatch_days: self.dispatch_days,
            latitude_e6: self.coordinates.map(Coordinates::latitude_e6),
            longitude_e6: self.coordinates.map(Coordinates::longitude_e6),
            cover: String::new(),
            cover_alt: String::new(),
            followers: 0,
            holiday_until: None,
            state: ShopState::Open,
            opened_at: now,
        }
    }

    /// The shop with this profile in place of its own.
    pub fn put(self, shop: Shop) -> Shop {
        let moved = self.open(shop.id, shop.handle, shop.currency, shop.opened_at);
        Shop {
            cover: shop.cover,
            cover_alt: shop.cover_alt,
            followers: shop.followers,
            holiday_until: shop.holiday_until,
            state: shop.state,
            ..moved
        }
    }
}

/// Degrees north and east, as maps write them.
fn coordinates(form: &mut Fields) -> Option<Coordinates> {
    let text = form.maybe_line("coordinates", 60);
    if text.is_empty() {
        return None;
    }
    let read = text.parse().ok();
    if read.is_none() {
        form.refuse("coordinates", Refusal::new("refused-coordinates"));
    }
    read
}

/// One or two characters for the stamp; a flag or a family of emoji counts as what it is made of.
fn seal(form: &mut Fields) -> String {
    let seal = form.maybe_line("seal", 8);
    let shown = seal.chars().filter(|c| !matches!(u32::from(*c), 0xFE00..=0xFE0F | 0x200D)).count();
    if shown > 2 {
        form.refuse("seal", Refusal::new("refused-seal"));
    }
    seal
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled() -> Fields {
        Fields::filled([
            ("kind", "maker"),
            ("language", "zh-CN"),
            ("heritage", "none"),
            ("band", "miao"),
            ("country", "CN"),
            ("zone", "Asia/Shanghai"),
            ("dispatch_days", "3"),
        ])
    }

    #[test]
    fn whatever_is_typed_is_kept_or_refused_beside_its_field() {
        let long = "山".repeat(10_000);
        for (name, value, expected) in [
            ("story", long.as_str(), None),
            ("story", &"山".repeat(10_001), Some("refused-too-long")),
            ("story", "a\u{0}b", Some("refused-control-characters")),
            ("story", "first\r\n\r\nsecond", None),
            ("tagline", "خيمة 🏺 \u{1F468}\u{200D}\u{1F469}", None),
            ("tagline", "two\nlines", Some("refused-control-characters")),
            ("seal", "贺兰山", Some("refused-seal")),
            ("seal", "🏺\u{FE0F}", None),
            ("generation", "1e9", Some("refused-not-whole")),
            ("generation", "-3", Some("refused-out-of-range")),
            ("dispatch_days", "99999999999999999999", Some("refused-not-whole")),
            ("country", "ZZ", Some("refused-not-a-choice")),
            ("zone", "Mars/Base", Some("refused-not-a-choice")),
            ("coordinates", "38.62, 106.05", None),
            ("coordinates", "106.05, 38.62", Some("refused-coordinates")),
            ("coordinates", "", None),
        ] {
            let mut form = Fields::filled([("name", "贺兰皮雕坊"), (name, value)]);
            let profile = Profile::read(&mut form, &filled());
            assert_eq!(form.refusal(name).map(|refusal| refusal.code), expected, "{name}");
            assert_eq!(profile.is_some(), expected.is_none(), "{name}");
        }
    }

    #[test]
    fn a_shop_without_a_seal_is_stamped_with_its_first_character() {
        let mut form = Fields::filled([("name", "贺兰皮雕坊")]);
        assert_eq!(Profile::read(&mut form, &filled()).unwrap().seal, "贺");
    }
}
