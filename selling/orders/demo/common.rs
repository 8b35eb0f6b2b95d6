//! What the demo of later capabilities does as well: shop, pay, send, and take photos. Whoever shops fills a basket, uses the codes
//! they know, and pays unless they forget to.

use goods::{
    catalog::{self, VariantId},
    shipping,
};
use kernel::{AccountId, Chance, Currency, Money, ShopId, Timestamp};
use people::{
    accounts::{self, Address},
    fair::{Broken, Stall},
    rules::Rules,
    shops,
};
use platform::{
    db::{DbError, Tx},
    files::{Files, picture::narrowed},
};

use super::{
    super::{
        Basket, BasketLine, Channel, Codes, OrderId, Parcel, PayError, PurchaseId, Terms, cart::price_line,
        coupons::count, gifts::Wrapping, line, lines, pay, place, tax::tax_of,
    },
    gifts::destination,
};
use crate::{
    Selling,
    payments::{self, Payment, PaymentId, PaymentState, Takes, sandbox},
    prices::{Asking, Line, Taxable},
    promotions::{self, Coupon, MARKET, Standing},
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
    /// Have them look at what some shops sell.
    pub async fn look(market: Selling, chance: Chance, stalls: &[Stall]) -> Result<Self, DbError> {
        let mut tables = Vec::with_capacity(stalls.len());
        for stall in stalls {
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

    /// Have them go to some shops only.
    pub fn keep(&mut self, is_one: impl Fn(ShopId) -> bool) {
        self.tables.retain(|table| is_one(table.shop));
    }

    /// The orders of the purchase; none while it is not paid, or where nobody ships to.
    pub async fn buy(&self, errand: Errand) -> Result<Vec<OrderId>, Broken> {
        let (now, rules, wanted) = (self.market.now(), self.market.rules(), self.choose(errand.shop));
        let (key, dice) = (self.chance.token(), self.chance.below(12));
        let asking = Asking::new(&self.market, now, Some(errand.buyer));
        let act = async move |tx: &mut Tx| {
            let own = home(tx, errand.buyer).await?;
            let ship_to = errand.gift.as_ref().map_or_else(|| own.clone(), |gift| destination(&own, gift));
            let mut things = Vec::new();
            for (variant, pieces) in &wanted {
                let Some(offered) = catalog::find_offered(tx, *variant).await? else { continue };
                let Some(shop) = shops::find(tx, variant.shop()).await? else { continue };
                things.push((offered, shop, *pieces));
            }
            let Some(currency) = things.first().map(|(offered, _, _)| offered.unit.currency()) else {
                return Ok(Vec::new());
            };
            let lines: Vec<Line> =
                things.iter().map(|(offered, _, pieces)| price_line(offered, *pieces)).collect();
            let codes = if errand.knows_codes {
                codes_of(tx, now, things.iter().map(|(_, shop, _)| shop.id), dice).await?
            } else {
                Codes::default()
            };
            let found = count(tx, &asking, currency, &lines, &codes).await?;
            let mut baskets = Vec::new();
            for ((offered, shop, pieces), priced) in things.into_iter().zip(found.priced.lines) {
                let grams = offered.weight_grams * pieces;
                let rate = shipping::quote(tx, &shop, &ship_to, grams, priced.priced).await?;
                // Without a parcel there is nothing to buy: what was counted together stays together.
                let Some(rate) = rate else { return Ok(Vec::new()) };
                let taxable = Taxable::new(offered.tax_class, &priced)?;
                let tax = tax_of(tx, now, &shop, ship_to.country, &[taxable], rate.price).await?;
                baskets.push(Basket {
                    shop: shop.id,
                    lines: vec![BasketLine { deductions: priced.deductions, ..line(offered, pieces) }],
                    shipping: rate.price,
                    ship_to: ship_to.clone(),
                    note: String::new(),
                    tax,
                    work: None,
                    host: None,
                    channel: door(dice),
                });
            }
            let terms = Terms {
                buyer: errand.buyer,
                key: key.clone(),
                currency,
                baskets,
                cart: None,
                gift: errand.gift.clone(),
                coupons: found.claims,
                about: None,
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

/// By which door somebody comes who throws this: most by a listing's page, one in three by words, one in six by a show.
fn door(dice: u64) -> Channel {
    match dice {
        0..=5 => Channel::Listing,
        6..=9 => Channel::Search,
        10 => Channel::Live,
        _ => Channel::Replay,
    }
}

/// A code of each shop and one of the market, as far as there are any.
async fn codes_of(
    tx: &mut Tx,
    now: Timestamp,
    shops: impl Iterator<Item = ShopId>,
    dice: u64,
) -> Result<Codes, DbError> {
    let mut codes = Codes { market: heard_of(tx, now, MARKET, dice).await?, ..Codes::default() };
    for shop in shops {
        codes.shops.push((shop, heard_of(tx, now, shop, dice).await?));
    }
    Ok(codes)
}

/// A code that can be used today, what is scarce before the rest; empty where there is none.
async fn heard_of(tx: &mut Tx, now: Timestamp, owner: ShopId, dice: u64) -> Result<String, DbError> {
    let mut running = promotions::list(tx, owner, i64::MAX, 20).await?;
    running.retain(|coupon| !coupon.has_single_codes() && coupon.standing(now) == Standing::Running);
    let any = || running.get(usize::try_from(dice).ok()? % running.len().max(1));
    let chosen: Option<&Coupon> = running.iter().find(|coupon| coupon.uses_most.is_some()).or_else(any);
    Ok(chosen.map_or_else(String::new, |coupon| coupon.code.clone()))
}

/// What is sent in the demo goes by a carrier that is nobody's.
pub fn parcel(tx: &Tx) -> Parcel {
    Parcel { carrier: "DEMO".into(), tracking: tx.chance().digits(12) }
}

/// Pay a purchase as the sandbox would, without its pages.
pub async fn pay_at_once(
    tx: &mut Tx,
    now: Timestamp,
    rules: &Rules,
    payer: AccountId,
    purchase: PurchaseId,
    amount: Money,
) -> Result<(), PayError> {
    let reference = sandbox::book(tx, now, &purchase.to_string(), amount).await?;
    let payment = Payment {
        id: PaymentId::new(tx.next_id(now)),
        purchase: purchase.get(),
        payer,
        provider: "sandbox".into(),
        reference,
        state: PaymentState::Started,
        amount,
        created_at: now,
    };
    payments::insert(tx, &payment).await?;
    pay(tx, now, rules, &payment).await.map(drop)
}

/// Where a buyer lives.
pub async fn home(tx: &mut Tx, buyer: AccountId) -> Result<Address, Broken> {
    let book = accounts::list_addresses(tx, buyer).await?;
    Ok(book.into_iter().next().ok_or("a buyer lives nowhere")?.address)
}

/// Photos of what was bought, cut as proofs are: the pictures of its listings.
pub async fn photos(tx: &mut Tx, files: &Files, order: OrderId) -> Result<Vec<String>, DbError> {
    let mut names: Vec<String> = lines(tx, order).await?.into_iter().map(|line| line.picture).collect();
    names.dedup();
    let is_there = |name: &str| files.path(name, "-proof-1280.webp").is_some_and(|path| path.exists());
    names.retain(|name| {
        if is_there(name) {
            return true;
        }
        let Ok(picture) = files.get(name, "-640.webp") else { return false };
        let Ok(Some(small)) = narrowed(&picture, 320) else { return false };
        let sizes = [("-proof-320.webp", &small.webp), ("-proof-1280.webp", &picture)];
        sizes.iter().all(|(suffix, size)| files.put(name, suffix, size).is_ok())
    });
    Ok(names)
}
