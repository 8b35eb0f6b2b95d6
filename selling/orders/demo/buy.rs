//! Shopping in the demo: somebody fills a basket, uses the codes they know, and pays unless they forget to.

use goods::{
    catalog::{self, VariantId},
    shipping,
};
use kernel::{AccountId, Chance, Currency, MoneyError, OrderId, ShopId, Timestamp};
use people::{
    fair::{Broken, Fair},
    shops,
};
use platform::db::{DbError, Tx};

use super::{
    super::{Basket, Codes, Terms, coupons::discount, gifts::Wrapping, line, place},
    common::{home, pay_at_once},
    gifts::destination,
};
use crate::{
    Selling,
    payments::Takes,
    promotions::{self, Claim, Coupon, MARKET, Standing},
};

/// Who shall buy something, and how.
pub struct Errand {
    pub buyer: AccountId,
    /// Where; anywhere if none.
    pub shop: Option<ShopId>,
    pub gift: Option<Wrapping>,
    pub is_paid: bool,
    /// Whether they have heard of the codes of that day.
    pub knows_codes: bool,
}

impl Errand {
    /// Something of a shop, bought for oneself and paid.
    pub fn at(shop: ShopId, buyer: AccountId) -> Self {
        Self { buyer, shop: Some(shop), gift: None, is_paid: true, knows_codes: false }
    }
}

/// What one can buy of a shop.
struct Table {
    shop: ShopId,
    currency: Currency,
    goods: Vec<VariantId>,
}

/// The buyers, with what they see on the tables.
pub struct Shoppers {
    pub market: Selling,
    pub chance: Chance,
    tables: Vec<Table>,
}

impl Shoppers {
    /// Have them look at what every shop of the fair sells.
    pub async fn look(market: Selling, chance: Chance, fair: &Fair) -> Result<Self, DbError> {
        let mut tables = Vec::with_capacity(fair.stalls.len());
        for stall in &fair.stalls {
            let (shop, currency) = (stall.shop, stall.currency);
            let look = async move |tx: &mut Tx| {
                let mut goods = Vec::new();
                for listing in catalog::list_ids(tx, shop, 0, 100).await? {
                    let variants = catalog::variant_ids(tx, listing).await?;
                    goods.extend(variants.into_iter().map(|(variant, _)| variant));
                }
                Ok::<_, DbError>(Table { shop, currency, goods })
            };
            tables.push(market.db.read(look).await?);
        }
        Ok(Self { market, chance, tables })
    }

    /// The orders of the purchase; none while it is not paid, or where nobody ships to.
    pub async fn buy(&self, errand: Errand) -> Result<Vec<OrderId>, Broken> {
        let (now, rules, wanted) = (self.market.now(), self.market.rules(), self.choose(errand.shop));
        let (key, dice) = (self.chance.token(), self.chance.below(12));
        let act = async move |tx: &mut Tx| {
            let own = home(tx, errand.buyer).await?;
            let ship_to = errand.gift.as_ref().map_or_else(|| own.clone(), |gift| destination(&own, gift));
            let mut baskets = Vec::new();
            for (variant, pieces) in &wanted {
                let Some(offered) = catalog::find_offered(tx, *variant).await? else { continue };
                let Some(shop) = shops::find(tx, variant.shop()).await? else { continue };
                let (goods, grams) = (offered.unit.times(*pieces)?, offered.weight_grams * pieces);
                let Some(rate) = shipping::quote(tx, &shop, &ship_to, grams, goods).await? else { continue };
                baskets.push(Basket {
                    shop: shop.id,
                    lines: vec![line(offered, *pieces)],
                    shipping: rate.price,
                    ship_to: ship_to.clone(),
                    note: String::new(),
                    work: None,
                });
            }
            let Some(currency) = baskets.first().map(|basket| basket.shipping.currency()) else {
                return Ok(Vec::new());
            };
            let coupons = if errand.knows_codes {
                apply_codes(tx, now, errand.buyer, currency, &mut baskets, dice).await?
            } else {
                Vec::new()
            };
            let terms = Terms {
                buyer: errand.buyer,
                key: key.clone(),
                currency,
                baskets,
                cart: None,
                gift: errand.gift.clone(),
                coupons,
                new_address: None,
            };
            let placed = place(tx, now, &rules, Takes::ALL, terms).await?;
            if !errand.is_paid {
                return Ok(Vec::new());
            }
            pay_at_once(tx, now, &rules, errand.buyer, placed.purchase, placed.total).await?;
            Ok::<_, Broken>(placed.orders)
        };
        self.market.db.write(act).await
    }

    /// Variants and how many pieces. One purchase in four is from two shops of one currency.
    fn choose(&self, shop: Option<ShopId>) -> Vec<(VariantId, i64)> {
        let known = |table: &&Table| Some(table.shop) == shop;
        let Some(first) = self.tables.iter().find(known).or_else(|| self.pick(&self.tables)) else {
            return Vec::new();
        };
        let mut chosen = vec![first];
        if self.chance.below(4) == 0 {
            let second = self.pick(&self.tables);
            chosen
                .extend(second.filter(|table| table.currency == first.currency && table.shop != first.shop));
        }
        let goods = chosen.into_iter().filter_map(|table| self.pick(&table.goods));
        goods.map(|variant| (*variant, if self.chance.below(3) == 2 { 2 } else { 1 })).collect()
    }

    fn pick<'a, T>(&self, all: &'a [T]) -> Option<&'a T> {
        all.get(usize::try_from(self.chance.below(all.len() as u64)).ok()?)
    }
}

/// Use a code of each shop and one of the market; the answer is what the purchase claims. Codes that do not apply are
/// left away.
async fn apply_codes(
    tx: &mut Tx,
    now: Timestamp,
    buyer: AccountId,
    currency: Currency,
    baskets: &mut [Basket],
    dice: u64,
) -> Result<Vec<Claim>, Broken> {
    let mut codes = Codes { market: heard_of(tx, now, MARKET, dice).await?, ..Codes::default() };
    for basket in &*baskets {
        codes.shops.push((basket.shop, heard_of(tx, now, basket.shop, dice).await?));
    }
    if codes.is_empty() {
        return Ok(Vec::new());
    }
    let price = |basket: &Basket| {
        let lines = basket.lines.iter().map(|line| line.unit.times(line.quantity));
        Ok::<_, MoneyError>((basket.shop, lines.collect::<Result<Vec<_>, MoneyError>>()?))
    };
    let priced = baskets.iter().map(price).collect::<Result<Vec<_>, MoneyError>>()?;
    let found = discount(tx, now, Some(buyer), currency, &priced, &codes).await?;
    for (basket, lines) in baskets.iter_mut().zip(found.lines) {
        for (line, off) in basket.lines.iter_mut().zip(lines) {
            line.discount = off;
        }
    }
    Ok(found.claims)
}

/// A code that can be used today, what is scarce before the rest; empty where there is none.
async fn heard_of(tx: &mut Tx, now: Timestamp, owner: ShopId, dice: u64) -> Result<String, DbError> {
    let mut running = promotions::list(tx, owner, i64::MAX, 20).await?;
    running.retain(|coupon| !coupon.has_single_codes() && coupon.standing(now) == Standing::Running);
    let any = || running.get(usize::try_from(dice).ok()? % running.len().max(1));
    let chosen: Option<&Coupon> = running.iter().find(|coupon| coupon.uses_most.is_some()).or_else(any);
    Ok(chosen.map_or_else(String::new, |coupon| coupon.code.clone()))
}
