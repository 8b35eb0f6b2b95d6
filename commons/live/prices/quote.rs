use goods::{
    catalog::{self, ListingId, ListingState, Offered, VariantId},
    shipping::{self, Rate},
};
use kernel::Money;
use people::{
    accounts::Address,
    shops::{self, Shop},
};
use platform::db::Tx;
use selling::{
    orders::{
        self, BasketLine,
        coupons::{Codes, count},
        tax::tax_of,
    },
    prices::{self, Asking, Line, OrderTax, PricedLine, Taxable},
    promotions::Claim,
};

use super::{ClaimError, RoomPrice};
use crate::live::coupons;

/// What some pieces cost, at a room's price or without one, sent to an address.
#[derive(Clone, Debug)]
pub struct Quote {
    pub shop: Shop,
    pub line: BasketLine,
    pub priced: PricedLine,
    /// Coupons that come off by themselves, taken in a room before.
    pub coupons: Vec<Claim>,
    /// What the goods cost.
    pub goods: Money,
    /// What of it is tax, if the shop states any.
    pub tax: Option<OrderTax>,
    /// None when the shop does not ship there.
    pub rate: Option<Rate>,
    pub total: Money,
}

/// What it would cost to have some pieces sent to an address (its country and region decide).
pub async fn quote(
    tx: &mut Tx,
    asking: &Asking,
    price: Option<&RoomPrice>,
    (listing, variant, quantity): (ListingId, VariantId, i64),
    to: &Address,
) -> Result<Quote, ClaimError> {
    let offered = catalog::find_offered(tx, variant).await?.ok_or(ClaimError::NotOnSale)?;
    let shop = shops::find(tx, variant.shop()).await?.ok_or(ClaimError::NotOnSale)?;
    let is_sold = offered.listing == listing && offered.state == ListingState::Active;
    if !is_sold || !shop.is_selling(asking.now) {
        return Err(ClaimError::NotOnSale);
    }
    let asked = price_line(&offered, quantity);
    let (priced, coupons) = match price {
        Some(price) => {
            let mut reductions = prices::reductions(tx, asking, &[asked]).await?;
            reductions.push(price.reduction());
            let found = prices::price(offered.unit.currency(), &[asked], &reductions, &asking.rules)?;
            (found.lines, Vec::new())
        }
        None => with_coupon(tx, asking, asked).await?,
    };
    let priced = priced.into_iter().next().ok_or(ClaimError::NotOnSale)?;
    let grams = if offered.requires_shipping { asked.grams } else { 0 };
    let rate = shipping::quote(tx, &shop, to, grams, priced.priced).await?;
    let fee = rate.as_ref().map_or(Money::zero(offered.unit.currency()), |rate| rate.price);
    let taxable = Taxable::new(offered.tax_class, &priced)?;
    let tax = tax_of(tx, asking.now, &shop, to.country, &[taxable], fee).await?;
    let goods = priced.left()?;
    let line = BasketLine { deductions: priced.deductions.clone(), ..orders::line(offered, quantity) };
    Ok(Quote { shop, line, priced, coupons, goods, tax, rate, total: goods.checked_add(fee)? })
}

/// The price of now, less the best coupon that the buyer took in a room of the shop.
async fn with_coupon(
    tx: &mut Tx,
    asking: &Asking,
    asked: Line,
) -> Result<(Vec<PricedLine>, Vec<Claim>), ClaimError> {
    let taken = match asking.buyer {
        Some(buyer) => coupons::usable(tx, asking.now, buyer, asked.shop).await?,
        None => Vec::new(),
    };
    for code in taken {
        let codes = Codes { shops: vec![(asked.shop, code.to_string())], market: String::new() };
        let counted = count(tx, asking, asked.unit.currency(), &[asked], &codes).await?;
        if counted.refusal().is_none() {
            return Ok((counted.priced.lines, counted.claims));
        }
    }
    let counted = count(tx, asking, asked.unit.currency(), &[asked], &Codes::default()).await?;
    Ok((counted.priced.lines, counted.claims))
}

fn price_line(offered: &Offered, quantity: i64) -> Line {
    Line {
        shop: offered.variant.shop(),
        listing: offered.listing.number(),
        variant: offered.variant.number(),
        unit: offered.unit,
        quantity,
        grams: offered.weight_grams.saturating_mul(quantity),
    }
}
