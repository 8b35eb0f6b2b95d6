use kernel::Money;
use people::shops::{Shop, pick};
use platform::{files::Files, i18n::Text, paper::Poster, views::Shell};

use super::ShownListing;

/// Another number draws all of them anew.
const DRAWN: &str = "1";

/// What stands for a listing where its address is shared, but for its photo, and the name that it is kept under: by what
/// is on it, so that one with other words has another name.
pub fn poster(
    market: &str,
    text: &Text,
    shop: &Shop,
    listing: &ShownListing,
    photo: &str,
) -> (Poster, String) {
    let lang = text.lang();
    let poster = Poster {
        lang: lang.code(),
        photo: None,
        seal: shop.seal.clone(),
        market: market.to_owned(),
        title: pick(lang, shop.language, &listing.title, &listing.title_en).to_owned(),
        price: price(market, text, listing.low, listing.high),
        shop: shop.name_in(lang).to_owned(),
    };
    let Poster { lang, seal, market, title, price, shop, .. } = &poster;
    let shown = [DRAWN, photo, lang, seal, market, title, price, shop].join("\u{1f}");
    let name = Files::name_of(shown.as_bytes());
    (poster, name)
}

fn price(market: &str, text: &Text, low: Money, high: Money) -> String {
    let shell = Shell::new(text.clone(), market);
    let price = shell.money_and_code(&low);
    if low == high { price } else { shell.say("shelf-from", &[("price", &price)]) }
}
