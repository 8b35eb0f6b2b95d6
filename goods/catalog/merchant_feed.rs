//! What a shop sells, as Google Merchant Center and those who read the same take it: RSS 2.0, an item for each variant.
//!
//! Variants of one listing have the same `item_group_id`; what they differ in stands in Google's own words as far as it has
//! any, and in the shop's words as well (`custom_variant1_category`, `custom_variant1_option`), so that nothing is lost.

use people::shops::{Shop, pick};
use platform::{
    i18n::{Lang, Text},
    web::xml::{element, escaped},
};

use super::{Kind, OptionInput, ShownListing, ShownVariant, product::plain};

/// Characters of a title, of a description, of a material: what is longer is refused by readers.
const TITLE: usize = 150;
const DESCRIPTION: usize = 5_000;
const MATERIAL: usize = 200;
/// Pictures beside the first.
const PICTURES: usize = 10;

/// Whose feed it is: of one shop, or of the whole market, whose readers are told which shop sells a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    Shop,
    Market,
}

/// The beginning of a feed.
pub fn head(title: &str, link: &str, words: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <rss version=\"2.0\" xmlns:g=\"http://base.google.com/ns/1.0\">\n<channel>\n{}{}<description>{}</description>\n",
        element("title", title),
        element("link", link),
        escaped(words),
    )
}

/// Its end: a feed without it has broken off.
pub const TAIL: &str = "</channel>\n</rss>\n";

/// What is the same for every item of a shop.
pub struct Writer<'a> {
    pub origin: &'a str,
    pub text: &'a Text,
    pub shop: &'a Shop,
    pub whose: Whose,
    /// Whether one can buy there now.
    pub is_selling: bool,
}

impl Writer<'_> {
    fn lang(&self) -> Lang {
        self.text.lang()
    }

    fn pick<'b>(&self, own: &'b str, english: &'b str) -> &'b str {
        pick(self.lang(), self.shop.language, own, english)
    }

    /// The items of a listing: one for each variant that has a price.
    pub fn items(&self, listing: &ShownListing, variants: &[ShownVariant], pictures: &[String]) -> String {
        variants.iter().map(|variant| self.item(listing, variant, pictures)).collect()
    }

    fn item(&self, listing: &ShownListing, variant: &ShownVariant, pictures: &[String]) -> String {
        let title = self.pick(&listing.title, &listing.title_en);
        let body = self.pick(&listing.body, &listing.body_en);
        let url = format!("{}/shops/{}/{}", self.origin, self.shop.handle, listing.handle);
        let picture = |file: &String| format!("{}/media/{file}-1280.webp", self.origin);
        let mut item = String::from("<item>\n");
        let mut put = |name: &str, text: &str| item.push_str(&element(name, text));
        put("g:id", &variant.id.to_string());
        let choices = self.pick(&variant.choices.join(" / "), &variant.choices_en).to_owned();
        if listing.options.is_empty() {
            put("title", &cut(title, TITLE));
            put("link", &url);
        } else {
            put("title", &cut(&format!("{title} · {choices}"), TITLE));
            put("link", &format!("{url}?variant={}", variant.id));
            put("g:item_group_id", &listing.id.to_string());
            put("g:item_group_title", &cut(title, TITLE));
        }
        let words = plain(body, DESCRIPTION - 1);
        put("description", if words.is_empty() { title } else { &words });
        let own = Some(&variant.picture).filter(|file| !file.is_empty());
        let mut shown: Vec<&String> = own.into_iter().collect();
        shown.extend(pictures.iter().filter(|file| own != Some(*file)));
        if let Some(first) = shown.first() {
            put("g:image_link", &picture(first));
        }
        for file in shown.iter().skip(1).take(PICTURES) {
            put("g:additional_image_link", &picture(file));
        }
        put(
            "g:availability",
            if self.is_selling && variant.is_available() { "in_stock" } else { "out_of_stock" },
        );
        let amount = |money: &kernel::Money| format!("{} {}", money.decimal(), money.currency().code());
        match &variant.compare_at {
            Some(before) => {
                put("g:price", &amount(before));
                put("g:sale_price", &amount(&variant.price));
                // What is reduced for some days says which; readers hold to them though they read the feed before.
                if let Some((since, until)) =
                    variant.reduced.as_ref().and_then(|one| Some((one.since?, one.until?)))
                {
                    put("g:sale_price_effective_date", &format!("{}/{}", since.rfc3339(), until.rfc3339()));
                }
            }
            None => put("g:price", &amount(&variant.price)),
        }
        put("g:condition", "new");
        put(
            "g:brand",
            if listing.vendor.is_empty() { self.shop.name_in(self.lang()) } else { &listing.vendor },
        );
        put("g:gtin", gtin(&variant.barcode).unwrap_or_default());
        put("g:mpn", &cut(&variant.sku, 70));
        if gtin(&variant.barcode).is_none() && variant.sku.is_empty() {
            // Made by hand: neither the trade nor its maker has a number for it.
            put("g:identifier_exists", "no");
        }
        put("g:product_type", &self.product_type(listing));
        for (name, text) in self.differences(listing, variant) {
            put(&format!("g:{name}"), &text);
        }
        if variant.weight_grams > 0 {
            put("g:shipping_weight", &format!("{} g", variant.weight_grams));
        }
        let ready = listing.facts.lead_days.filter(|_| listing.kind == Kind::MadeToOrder).unwrap_or(0);
        put("g:max_handling_time", &(ready + self.shop.dispatch_days).to_string());
        if self.whose == Whose::Market {
            put("g:external_seller_id", &self.shop.handle);
        }
        let id = variant.id.to_string();
        item.push_str(&format!("<guid isPermaLink=\"false\">{id}</guid>\n</item>\n"));
        item
    }

    /// Its craft, and what the shop itself calls it.
    fn product_type(&self, listing: &ShownListing) -> String {
        let key = format!("craft-{}", listing.craft);
        let craft = if listing.craft.is_empty() { "" } else { self.text.get(&key) };
        let both = [craft, &listing.product_type];
        both.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" > ")
    }

    fn differences(&self, listing: &ShownListing, variant: &ShownVariant) -> Vec<(String, String)> {
        let mut said: Vec<(String, String)> = Vec::new();
        for ((at, option), choice) in (1..).zip(&listing.options).zip(&variant.choices) {
            let value = self.pick(choice, option.english(choice)).to_owned();
            if let Some(name) = known(option).filter(|name| said.iter().all(|(have, _)| have != name)) {
                said.push((name.to_owned(), value.clone()));
            }
            said.push((
                format!("custom_variant{at}_category"),
                self.pick(&option.name, &option.name_en).to_owned(),
            ));
            said.push((format!("custom_variant{at}_option"), value));
        }
        if said.iter().all(|(name, _)| name != "material") {
            let material = cut(self.pick(&listing.materials, &listing.materials_en), MATERIAL);
            said.push(("material".to_owned(), material));
        }
        said
    }
}

/// What Google itself calls an option.
fn known(option: &OptionInput) -> Option<&'static str> {
    const WORDS: [(&str, &[&str]); 4] = [
        ("color", &["color", "colour", "颜色", "色", "カラー", "रंग", "warna"]),
        ("size", &["size", "尺寸", "尺码", "大小", "サイズ", "आकार", "नाप", "ukuran"]),
        ("material", &["material", "材质", "材料", "素材", "सामग्री", "bahan"]),
        ("pattern", &["pattern", "图案", "花纹", "柄", "模様", "पैटर्न", "motif"]),
    ];
    let names = [option.name.trim().to_lowercase(), option.name_en.trim().to_lowercase()];
    let is_one = |words: &[&str]| names.iter().any(|name| words.contains(&name.as_str()));
    WORDS.iter().find(|(_, words)| is_one(words)).map(|(name, _)| *name)
}

/// A number of the trade: 8, 12, 13 or 14 digits, the last of which checks the others.
pub fn gtin(barcode: &str) -> Option<&str> {
    let is_long_enough = matches!(barcode.len(), 8 | 12 | 13 | 14);
    if !is_long_enough || !barcode.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let weighed = barcode.bytes().rev().enumerate().map(|(at, byte)| {
        let digit = u32::from(byte - b'0');
        if at % 2 == 1 { digit * 3 } else { digit }
    });
    (weighed.sum::<u32>() % 10 == 0).then_some(barcode)
}

/// The first characters of a text, with a sign that there are more.
fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        text.to_owned()
    } else {
        text.chars().take(most - 1).chain(['…']).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_barcode_is_told_only_if_its_digits_agree() {
        for (code, is_good) in [
            ("4006381333931", true),
            ("4006381333930", false),
            ("036000291452", true),
            ("96385074", true),
            ("0", false),
            ("SKU-4006381333", false),
            ("", false),
        ] {
            assert_eq!(gtin(code).is_some(), is_good, "{code}");
        }
    }

    #[test]
    fn an_option_has_googles_name_in_every_language() {
        let option = |name: &str, name_en: &str| OptionInput {
            name: name.into(),
            name_en: name_en.into(),
            values: Vec::new(),
            values_en: Vec::new(),
        };
        assert_eq!(known(&option("颜色", "")), Some("color"));
        assert_eq!(known(&option("釉色", "Colour")), Some("color"));
        assert_eq!(known(&option("UKURAN ", "")), Some("size"));
        assert_eq!(known(&option("Glaze", "")), None);
    }
}
