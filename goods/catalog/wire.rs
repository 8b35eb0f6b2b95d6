//! A listing among others, as programs see it.

use kernel::Timestamp;
use people::{
    market::Market,
    one_of::{LanguageCode, word_of},
    rates::wire::AboutOut,
    reduction::PriceNow,
    wire::{Amount, time},
};
use platform::{
    db::{DbError, Tx},
    views::Reader,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Card, CardPrice, Kind, PricesNow, Pricing, prices_now};

/// The same text in the shop's own language and in English; English is empty when there is none.
#[derive(Serialize, ToSchema)]
pub struct BothWords {
    pub own: String,
    pub en: String,
}

/// A listing among others.
#[derive(Serialize, ToSchema)]
pub struct ListingSummaryOut {
    pub id: String,
    pub handle: String,
    /// Path of its page.
    pub url: String,
    /// `stock`, `made_to_order`, `harvest`, or `ticket`, which admits on its day and is listed by its festival.
    #[schema(schema_with = word_of::<Kind>)]
    pub kind: &'static str,
    pub title: BothWords,
    /// BCP 47 of the shop's own texts.
    #[schema(value_type = LanguageCode)]
    pub language: &'static str,
    pub shop: ShopSummaryOut,
    /// What its cheapest and its dearest piece cost in the list.
    pub price_low: Amount,
    pub price_high: Amount,
    /// What these cost everybody now.
    pub now_low: Amount,
    pub now_high: Amount,
    /// Why the cheapest piece costs less than in the list, where it does.
    pub reduced: Option<ReducedOut>,
    /// About how much `now_low` is in the caller's currency: that of their account, or the one that `Accept-Currency` names.
    pub about: Option<AboutOut>,
    /// Path of the first picture, 640 pixels wide.
    pub picture: Option<String>,
}

/// The shop beside a listing.
#[derive(Serialize, ToSchema)]
pub struct ShopSummaryOut {
    pub handle: String,
    pub name: BothWords,
    pub region: String,
    pub city: String,
}

/// What a piece costs everybody now, where it is reduced.
#[derive(Serialize, ToSchema)]
pub struct ReducedOut {
    /// What it costs now.
    pub price: Amount,
    /// What it costs in the list.
    pub list: Amount,
    /// The lowest price of the thirty days before; none where it was not on sale then.
    pub lowest: Option<Amount>,
    /// RFC 3339; none where that has no end.
    pub until: Option<String>,
    /// What the shop calls it.
    pub name: String,
    pub name_en: String,
}

impl From<&PriceNow> for ReducedOut {
    fn from(reduced: &PriceNow) -> Self {
        Self {
            price: reduced.now.into(),
            list: reduced.list.into(),
            lowest: reduced.lowest.map(Amount::from),
            until: reduced.until.map(time),
            name: reduced.name.clone(),
            name_en: reduced.name_en.clone(),
        }
    }
}

/// How listings are told to a caller: with what they cost now, and about how much that is.
pub struct Summaries {
    prices: PricesNow,
    reader: Reader,
}

impl Summaries {
    pub fn new(prices: PricesNow, reader: Reader) -> Self {
        Self { prices, reader }
    }

    /// For these listings, whatever is asked of others.
    pub async fn read<'a>(
        market: &Market,
        now: Timestamp,
        reader: Reader,
        cards: impl IntoIterator<Item = &'a Card>,
    ) -> Result<Self, DbError> {
        let (pricing, ids) =
            (Pricing::of(market, now), cards.into_iter().map(|card| card.id).collect::<Vec<_>>());
        let prices = market.db.read(async |tx: &mut Tx| prices_now(tx, &pricing, ids).await).await?;
        Ok(Self { prices, reader })
    }

    pub fn of(&self, card: &Card) -> ListingSummaryOut {
        ListingSummaryOut::new(card, self.prices.of_card(card), &self.reader)
    }
}

impl ListingSummaryOut {
    fn new(card: &Card, now: CardPrice, reader: &Reader) -> Self {
        let way = reader.conversion(now.low.currency());
        Self {
            id: card.id.to_string(),
            handle: card.handle.clone(),
            url: card.url(),
            kind: card.kind.name(),
            title: BothWords { own: card.title.clone(), en: card.title_en.clone() },
            language: card.shop.language.code(),
            shop: ShopSummaryOut {
                handle: card.shop.handle.clone(),
                name: BothWords { own: card.shop.name.clone(), en: card.shop.name_en.clone() },
                region: card.shop.region.clone(),
                city: card.shop.city.clone(),
            },
            price_low: card.low.into(),
            price_high: card.high.into(),
            about: way.and_then(|way| AboutOut::by(now.low, way)),
            now_low: now.low.into(),
            now_high: now.high.into(),
            reduced: now.reduced.as_ref().map(ReducedOut::from),
            picture: picture(&card.cover, 640),
        }
    }
}

pub fn picture(file: &str, width: u32) -> Option<String> {
    (!file.is_empty()).then(|| format!("/media/{file}-{width}.webp"))
}
