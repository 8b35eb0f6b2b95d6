use goods::{
    catalog::{self, Offered},
    shipping::{self, Rate},
};
use kernel::{Actor, Forbidden, Money, MoneyError, Refused, Side, Timestamp};
use people::{
    accounts::Address,
    rules::Rules,
    shops::{self, Shop},
};
use platform::{
    db::{DbError, Tx},
    views::Reader,
};
use selling::{
    orders::{
        self, Basket, BasketLine, Channel, Destination, PlaceError, Placed, Terms, coupons::CountError,
    },
    payments::Takes,
    prices::{OrderTax, Taxable},
};

use super::{Offer, OfferAct, OfferId, OfferStage, Step, StepError, step};

#[derive(Clone, Debug, thiserror::Error)]
pub enum BuyError {
    #[error("something of it is not sold any more")]
    Gone,
    #[error("the shop does not ship there")]
    NoZone,
    #[error("the total has changed since it was shown")]
    TotalChanged,
    #[error(transparent)]
    Step(#[from] StepError),
    #[error(transparent)]
    Place(#[from] PlaceError),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the amounts do not add up")]
    Money(#[from] MoneyError),
    #[error("the deal could not be kept")]
    Store(#[from] DbError),
}

impl From<CountError> for BuyError {
    fn from(error: CountError) -> Self {
        match error {
            CountError::Money(error) => error.into(),
            CountError::Store(error) => error.into(),
        }
    }
}

/// What an accepted offer costs, sent to an address.
#[derive(Clone, Debug)]
pub struct Deal {
    pub offer: Offer,
    pub shop: Shop,
    pub lines: Vec<BasketLine>,
    /// What of it is tax, if the shop states any.
    pub tax: Option<OrderTax>,
    /// None when the shop does not ship there.
    pub rate: Option<Rate>,
    pub total: Money,
}

/// What the buyer decided when buying.
#[derive(Clone, Debug)]
pub struct Checkout {
    pub to: Destination,
    /// Made when the form was shown: sending it twice places one purchase.
    pub key: String,
    /// What the buyer saw as the total. Refused when it has changed since.
    pub seen_total: Option<Money>,
    /// The currency that the buyer thinks in: the rate of the moment is kept with the order.
    pub reader: Option<Reader>,
}

/// What it would cost the buyer to have what was agreed sent to an address (its country and region decide).
pub async fn deal(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    id: OfferId,
    to: &Address,
) -> Result<Deal, BuyError> {
    let (offer, _) = step::find(tx, by, id, OfferAct::Order).await?;
    price(tx, now, rules, offer, to).await
}

async fn price(
    tx: &mut Tx,
    now: Timestamp,
    rules: &Rules,
    offer: Offer,
    to: &Address,
) -> Result<Deal, BuyError> {
    let shop = shops::find(tx, offer.id.shop()).await?.ok_or(BuyError::Gone)?;
    let mut things: Vec<Offered> = Vec::with_capacity(offer.things.len());
    for thing in &offer.things {
        things.push(catalog::find_offered(tx, thing.variant).await?.ok_or(BuyError::Gone)?);
    }
    let grams = things.iter().zip(&offer.things).filter(|(offered, _)| offered.requires_shipping);
    let grams = grams.map(|(offered, thing)| offered.weight_grams.saturating_mul(thing.quantity)).sum();
    let rate = shipping::quote(tx, &shop, to, grams, offer.amount).await?;
    let (mut lines, mut taxable) = (Vec::new(), Vec::new());
    for ((offered, thing), priced) in things.into_iter().zip(&offer.things).zip(offer.priced(rules)?.lines) {
        taxable.push(Taxable::new(offered.tax_class, &priced)?);
        let line = orders::line(offered, thing.quantity);
        lines.push(BasketLine { unit: thing.unit, deductions: priced.deductions, ..line });
    }
    let fee = rate.as_ref().map_or(Money::zero(offer.amount.currency()), |rate| rate.price);
    let tax = orders::tax::tax_of(tx, now, &shop, to.country, &taxable, fee).await?;
    let total = offer.amount.checked_add(fee)?;
    Ok(Deal { offer, shop, lines, tax, rate, total })
}

/// Buy what was agreed, at the price that was agreed. The same key buys it once.
///
/// The pieces that were held go back and are taken again by `orders::place`, in one transaction, so nobody can come
/// between.
pub async fn buy(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    takes: Takes,
    id: OfferId,
    checkout: Checkout,
) -> Result<Placed, BuyError> {
    let Checkout { to, key, seen_total, reader } = checkout;
    let new_address = to.new_address();
    let buyer = by.account()?;
    let (offer, conversation) = match step::find(tx, by, id, OfferAct::Order).await {
        Err(StepError::Refused(Refused { from: OfferStage::Ordered, act })) => {
            let currency = shop_currency(tx, id).await?;
            let earlier = orders::find_placed(tx, buyer, &key, currency).await?;
            return earlier
                .ok_or_else(|| StepError::Refused(Refused { from: OfferStage::Ordered, act }).into());
        }
        found => found?,
    };
    // A form from before the purchase closed unpaid is answered with that purchase.
    if let Some(earlier) = orders::find_placed(tx, buyer, &key, offer.amount.currency()).await? {
        return Ok(earlier);
    }
    let Deal { offer, lines, tax, rate, total, .. } = price(tx, now, rules, offer, &to.address).await?;
    let rate = rate.ok_or(BuyError::NoZone)?;
    if seen_total.is_some_and(|seen| seen != total) {
        return Err(BuyError::TotalChanged);
    }
    let held = step::counted(tx, &offer).await?;
    catalog::put_back(tx, &held).await?;
    let basket = Basket {
        shop: id.shop(),
        lines,
        shipping: rate.price,
        ship_to: to.address,
        note: offer.note.clone(),
        tax,
        work: None,
        host: offer.host,
        channel: Channel::Offer,
    };
    let about = reader.and_then(|reader| reader.conversion(basket.shipping.currency()));
    let terms = Terms { new_address, about, ..Terms::with_one_shop(buyer, key, basket) };
    let placed = orders::place(tx, now, rules, takes, terms).await?;
    let step = Step::Order { at: now, purchase: placed.purchase };
    step::take(tx, by, Side::Buyer, now, &conversation, &offer, step).await?;
    Ok(placed)
}

async fn shop_currency(tx: &mut Tx, id: OfferId) -> Result<kernel::Currency, BuyError> {
    Ok(shops::find(tx, id.shop()).await?.ok_or(BuyError::Gone)?.currency)
}
