use goods::catalog::{Kind, ListingId, VariantId};
use kernel::{Currency, Money, MoneyError};
use people::shops::pick;
use platform::{
    db::{DbError, Row, Tx},
    i18n::Lang,
    params,
};

use super::OrderId;
use crate::prices::Shares;

/// What was bought, as it was on the day.
#[derive(Clone, Debug)]
pub struct OrderLine {
    pub listing: ListingId,
    pub variant: VariantId,
    pub kind: Kind,
    pub title: String,
    /// In English; empty when the shop had one name for it.
    pub title_en: String,
    pub choices: String,
    pub choices_en: String,
    pub sku: String,
    pub picture: String,
    pub quantity: i64,
    pub unit: Money,
    pub is_held: bool,
    /// What was taken off all its pieces together.
    pub discount: Shares,
}

impl OrderLine {
    /// What the buyer paid for all its pieces.
    pub fn paid(&self) -> Result<Money, MoneyError> {
        self.unit.times(self.quantity)?.checked_sub(self.discount.total()?)
    }

    /// The listing that it was bought from; none for what was made for this buyer alone.
    pub fn page(&self) -> Option<ListingId> {
        (self.listing.number() != 0).then_some(self.listing)
    }

    /// Its name for a reader of `lang`, in a shop whose own language is `own`.
    pub fn title_in(&self, lang: Lang, own: Lang) -> &str {
        pick(lang, own, &self.title, &self.title_en)
    }

    /// What was chosen, for the same reader.
    pub fn choices_in(&self, lang: Lang, own: Lang) -> &str {
        pick(lang, own, &self.choices, &self.choices_en)
    }
}

macro_rules! columns {
    () => {
        "l.shop_id, l.listing_id, l.variant_id, l.kind, l.title, l.title_en, l.choices, l.choices_en, l.sku, l.picture, \
         l.quantity, l.unit_minor, o.currency, l.held, l.shop_discount_minor, l.market_discount_minor"
    };
}
pub(super) use columns;

pub(super) fn decode(mut row: Row) -> Result<OrderLine, DbError> {
    let shop = row.shop()?;
    let money = |row: &mut Row, unit: Money| Ok::<_, DbError>(Money::new(row.int()?, unit.currency()));
    let mut line = OrderLine {
        listing: ListingId::new(shop, row.int()?),
        variant: VariantId::new(shop, row.int()?),
        kind: row.word(Kind::parse)?,
        title: row.text()?,
        title_en: row.text()?,
        choices: row.text()?,
        choices_en: row.text()?,
        sku: row.text()?,
        picture: row.text()?,
        quantity: row.int()?,
        unit: row.money()?,
        is_held: row.flag()?,
        discount: Shares::none(Currency::CNY),
    };
    line.discount = Shares { shop: money(&mut row, line.unit)?, market: money(&mut row, line.unit)? };
    Ok(line)
}

const LIST: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM order_line l JOIN orders o ON o.shop_id = l.shop_id AND o.id = l.order_id \
     WHERE l.shop_id = $1 AND l.order_id = $2 ORDER BY l.position"
);
pub async fn lines(tx: &mut Tx, id: OrderId) -> Result<Vec<OrderLine>, DbError> {
    tx.list(LIST, params![id.shop(), id.number()], decode).await
}
