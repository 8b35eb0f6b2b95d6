//! What machines read of a listing's page: data blocks, and words without markup.

use people::shops::{Shop, pick};
use platform::i18n::Lang;
use serde::Serialize;

use super::{Kind, ShownListing, ShownPicture, ShownVariant};

/// JSON that may stand inside a script element: nothing in it can end the element or start a comment.
pub fn data_block(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).unwrap_or_default();
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

/// The words of a description without its markup, `most` characters at most.
pub fn plain(html: &str, most: usize) -> String {
    let mut text = String::new();
    let mut is_in_tag = false;
    for character in html.chars() {
        match character {
            '<' => is_in_tag = true,
            '>' if is_in_tag => {
                is_in_tag = false;
                text.push(' ');
            }
            character if !is_in_tag => text.push(character),
            _ => {}
        }
    }
    let text = text.replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= most { words } else { words.chars().take(most).chain(['…']).collect() }
}

/// Schema.org's Product of a listing, for search engines. `added` are objects with more to say of it.
#[allow(clippy::too_many_arguments, reason = "a page's own data, each of another kind")]
pub fn product<'a>(
    origin: &str,
    canonical: &str,
    lang: Lang,
    shop: &Shop,
    listing: &ShownListing,
    variants: &[ShownVariant],
    pictures: &[ShownPicture],
    added: impl Iterator<Item = &'a str>,
) -> String {
    let offers: Vec<_> = variants
        .iter()
        .map(|variant| {
            let availability = match (listing.kind, variant.is_available()) {
                (_, false) => "https://schema.org/SoldOut",
                (Kind::MadeToOrder, true) => "https://schema.org/MadeToOrder",
                (Kind::Stock | Kind::Harvest, true) => "https://schema.org/InStock",
            };
            serde_json::json!({
                "@type": "Offer", "url": canonical, "sku": variant.sku, "availability": availability,
                "price": variant.price.decimal(), "priceCurrency": variant.price.currency().code(),
                "seller": {"@type": "Organization", "name": shop.name_in(lang)},
            })
        })
        .collect();
    let images: Vec<String> = pictures
        .iter()
        .filter(|picture| !picture.file.is_empty())
        .map(|picture| format!("{origin}/media/{}-1280.webp", picture.file))
        .collect();
    let mut product = serde_json::json!({
        "@context": "https://schema.org", "@type": "Product", "url": canonical,
        "name": pick(lang, shop.language, &listing.title, &listing.title_en),
        "description": plain(pick(lang, shop.language, &listing.body, &listing.body_en), 5_000),
        "image": images, "category": listing.product_type, "material": pick(lang, shop.language, &listing.materials, &listing.materials_en),
        "countryOfOrigin": listing.origin_country,
        "brand": {"@type": "Brand", "name": shop.name_in(lang)}, "offers": offers,
    });
    for more in added {
        let more: serde_json::Map<String, serde_json::Value> = serde_json::from_str(more).unwrap_or_default();
        for (name, value) in more {
            product[name] = value;
        }
    }
    data_block(&product)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_cannot_leave_its_data_block() {
        let json = data_block(&["</script><script>alert(1)</script><!--"]);
        assert!(!json.contains('<') && !json.contains('>'));
        assert_eq!(
            serde_json::from_str::<Vec<String>>(&json).unwrap(),
            ["</script><script>alert(1)</script><!--"]
        );
    }

    #[test]
    fn a_description_is_told_without_its_markup() {
        assert_eq!(plain("<p>Bowl &amp; <b>lid</b></p><p>碗</p>", 50), "Bowl & lid 碗");
        assert_eq!(plain("一二三四五", 3), "一二三…");
    }
}
