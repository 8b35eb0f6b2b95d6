//! What search engines read on pages, in the words of schema.org: Product with its Offers, Organization, BreadcrumbList.

use people::shops::{Shop, pick};
use platform::i18n::Lang;
use serde_json::{Map, Value, json};

use super::{
    Kind, ShownListing, ShownPicture, ShownVariant,
    merchant_feed::gtin,
    product::{data_block, plain},
};

/// A listing as its page shows it.
pub struct Shown<'a> {
    pub origin: &'a str,
    pub lang: Lang,
    pub shop: &'a Shop,
    pub listing: &'a ShownListing,
    pub variants: &'a [ShownVariant],
    pub pictures: &'a [ShownPicture],
    /// Whether one can buy it now.
    pub is_selling: bool,
}

impl Shown<'_> {
    fn pick<'b>(&self, own: &'b str, english: &'b str) -> &'b str {
        pick(self.lang, self.shop.language, own, english)
    }

    fn url(&self) -> String {
        format!("{}/shops/{}/{}", self.origin, self.shop.handle, self.listing.handle)
    }

    /// The Product. `added` are objects with more to say of it; what they say of `offers` is said of each.
    pub fn product<'a>(&self, added: impl Iterator<Item = &'a str>) -> String {
        let (shop, listing) = (self.shop, self.listing);
        let mut offers: Vec<Value> = self.variants.iter().map(|variant| self.offer(variant)).collect();
        let files = self.pictures.iter().map(|picture| &picture.file).filter(|file| !file.is_empty());
        let images: Vec<String> =
            files.map(|file| format!("{}/media/{file}-1280.webp", self.origin)).collect();
        let maker = if listing.vendor.is_empty() { shop.name_in(self.lang) } else { &listing.vendor };
        let mut product = said(json!({
            "@context": "https://schema.org", "@type": "Product", "url": self.url(),
            "productID": listing.id.to_string(),
            "name": self.pick(&listing.title, &listing.title_en),
            "description": plain(self.pick(&listing.body, &listing.body_en), 5_000),
            "image": images, "category": listing.product_type,
            "material": self.pick(&listing.materials, &listing.materials_en),
            "countryOfOrigin": listing.origin_country,
            "brand": {"@type": "Brand", "name": maker},
        }));
        for more in added {
            let more: Map<String, Value> = serde_json::from_str(more).unwrap_or_default();
            for (name, value) in more {
                match value {
                    Value::Object(of_each) if name == "offers" => {
                        let known = offers.iter_mut().filter_map(Value::as_object_mut);
                        known.for_each(|offer| offer.extend(of_each.clone()));
                    }
                    value => product[name] = value,
                }
            }
        }
        // A thing without a price is not on offer.
        if !offers.is_empty() {
            product["offers"] = Value::Array(offers);
        }
        data_block(&product)
    }

    fn offer(&self, variant: &ShownVariant) -> Value {
        let availability = match (self.listing.kind, variant.is_available()) {
            (_, false) => "https://schema.org/SoldOut",
            _ if !self.is_selling => "https://schema.org/OutOfStock",
            (Kind::MadeToOrder, true) => "https://schema.org/MadeToOrder",
            (Kind::Stock | Kind::Harvest | Kind::Ticket, true) => "https://schema.org/InStock",
        };
        let choices = self.pick(&variant.choices.join(" / "), &variant.choices_en).to_owned();
        let url =
            if choices.is_empty() { self.url() } else { format!("{}?variant={}", self.url(), variant.id) };
        let mut offer = said(json!({
            "@type": "Offer", "url": url, "name": choices, "sku": variant.sku,
            "gtin": gtin(&variant.barcode).unwrap_or_default(), "availability": availability,
            "itemCondition": "https://schema.org/NewCondition",
            "price": variant.price.decimal(), "priceCurrency": variant.price.currency().code(),
            "seller": {
                "@type": "Organization", "name": self.shop.name_in(self.lang),
                "url": format!("{}/shops/{}", self.origin, self.shop.handle),
            },
        }));
        if let Some(reduced) = &variant.reduced {
            offer["priceSpecification"] = json!({
                "@type": "UnitPriceSpecification", "price": reduced.list.decimal(),
                "priceCurrency": reduced.list.currency().code(),
                "priceType": "https://schema.org/StrikethroughPrice",
            });
            if let Some(until) = reduced.until {
                offer["priceValidUntil"] = until.rfc3339().into();
            }
        }
        offer
    }
}

/// A BreadcrumbList: names and addresses from the first page to the one that is shown.
pub fn breadcrumbs(steps: &[(String, String)]) -> String {
    let step = |(position, (name, url)): (i64, &(String, String))| json!({"@type": "ListItem", "position": position, "name": name, "item": url});
    let steps: Vec<Value> = (1..).zip(steps).map(step).collect();
    data_block(
        &json!({"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": steps}),
    )
}

/// The Organization of a shop. `added` are objects with more to say of it.
pub fn of_shop<'a>(
    origin: &str,
    lang: Lang,
    shop: &Shop,
    picture: Option<&str>,
    added: impl Iterator<Item = &'a str>,
) -> String {
    let words = plain(shop.story_in(lang), 2_000);
    let words = if words.is_empty() { shop.tagline_in(lang) } else { &words };
    let mut told = said(json!({
        "@context": "https://schema.org", "@type": "OnlineStore",
        "name": shop.name_in(lang), "alternateName": if shop.name_in(lang) == shop.name { "" } else { &shop.name },
        "url": format!("{origin}/shops/{}", shop.handle), "image": picture.unwrap_or_default(),
        "slogan": shop.tagline_in(lang), "description": words,
        "address": said(json!({
            "@type": "PostalAddress", "addressCountry": shop.country.code(), "addressRegion": shop.region,
            "addressLocality": shop.city,
        })),
    }));
    for more in added {
        let more: Map<String, Value> = serde_json::from_str(more).unwrap_or_default();
        more.into_iter().for_each(|(name, value)| told[name] = value);
    }
    data_block(&told)
}

/// The market: its Organization, and how to look for something in it.
pub fn of_market(origin: &str, name: &str, words: &str) -> String {
    let search = json!({
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": format!("{origin}/search?q={{search_term_string}}")},
        "query-input": "required name=search_term_string",
    });
    data_block(&json!([
        {
            "@context": "https://schema.org", "@type": "Organization", "name": name, "description": words,
            "url": format!("{origin}/"), "logo": format!("{origin}{}", platform::web::assets::asset("favicon.svg")),
        },
        {
            "@context": "https://schema.org", "@type": "WebSite", "name": name, "url": format!("{origin}/"),
            "potentialAction": search,
        },
    ]))
}

/// An object without what is not said.
fn said(object: Value) -> Value {
    let Value::Object(fields) = object else { return object };
    let is_said = |value: &Value| value != "" && value.as_array().is_none_or(|list| !list.is_empty());
    Value::Object(fields.into_iter().filter(|(_, value)| is_said(value)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_said_is_left_out() {
        assert_eq!(said(json!({"a": "", "b": [], "c": 0, "d": "x"})), json!({"c": 0, "d": "x"}));
    }

    #[test]
    fn the_way_to_a_page_has_its_places() {
        let steps =
            [("<Home>".to_owned(), "https://fair.example/".to_owned()), ("Tea".to_owned(), "x".to_owned())];
        let told = breadcrumbs(&steps);
        assert!(!told.contains('<'), "{told}");
        let told: Value = serde_json::from_str(&told).unwrap();
        assert_eq!(told["itemListElement"][1]["position"], 2);
        assert_eq!(told["itemListElement"][0]["name"], "<Home>");
    }
}
