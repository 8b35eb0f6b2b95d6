use goods::catalog::{self, Kind, LeadTime, ListingId, TaxClass, VariantId};
use kernel::{Actor, Country, Refused, Side, Timestamp};
use people::{rules::Rules, shops};
use platform::{db::Tx, views::Reader};
use selling::{
    orders::{self, Basket, BasketLine, Channel, Destination, PlaceError, Placed, Terms, Work},
    payments::Takes,
    prices::{self, Line, OrderTax, PricedLine, Taxable},
};

use super::{Quote, QuoteAct, QuoteError, QuoteId, QuoteStage, QuoteTerms, Step, step, store};

/// What the buyer decided when ordering.
#[derive(Clone, Debug)]
pub struct QuoteCheckout {
    pub to: Destination,
    /// Made when the form was shown: sending it twice places one purchase.
    pub key: String,
    /// When the terms that the buyer saw were written. Refused when the shop has quoted anew since.
    pub seen: Option<Timestamp>,
    /// The currency that the buyer thinks in: the rate of the moment is kept with the order.
    pub reader: Option<Reader>,
}

/// A quote that the buyer may order now, with its terms.
pub async fn price(tx: &mut Tx, by: &Actor, id: QuoteId) -> Result<(Quote, QuoteTerms), QuoteError> {
    let (quote, _) = step::find(tx, by, id, QuoteAct::Order).await?;
    let terms = quote.terms.clone().ok_or(QuoteError::NoSuchQuote)?;
    Ok((quote, terms))
}

/// What a quote comes to through the one engine of prices, on its terms, and what of it is tax, sent somewhere. What is made for
/// one buyer is taxed as what it should be like, and costs what was agreed on: nothing is taken off it.
pub async fn reckon(
    tx: &mut Tx,
    now: Timestamp,
    rules: &Rules,
    quote: &Quote,
    terms: &QuoteTerms,
    to: Country,
) -> Result<(PricedLine, Option<OrderTax>), QuoteError> {
    let (id, like) = (quote.id.shop(), quote.brief.like.as_ref());
    let shop = shops::find(tx, id).await?.ok_or(QuoteError::NoSuchQuote)?;
    let asked = Line { shop: id, listing: 0, variant: 0, unit: terms.amount, quantity: 1, grams: 0 };
    let priced = prices::price(terms.amount.currency(), &[asked], &[], rules)?.lines.into_iter().next();
    let priced = priced.ok_or(QuoteError::NoSuchQuote)?;
    let class = match like {
        Some(card) => catalog::tax_class_of(tx, card.listing).await?,
        None => TaxClass::Standard,
    };
    let taxable = Taxable::new(class, &priced)?;
    let tax = orders::tax::tax_of(tx, now, &shop, to, &[taxable], terms.shipping).await?;
    Ok((priced, tax))
}

/// Order what was quoted, on the terms that were seen. The same key orders it once.
pub async fn buy(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    takes: Takes,
    id: QuoteId,
    checkout: QuoteCheckout,
) -> Result<Placed, QuoteError> {
    let QuoteCheckout { to, key, seen, reader } = checkout;
    let new_address = to.new_address();
    let buyer = by.account()?;
    let (quote, conversation) = match step::find(tx, by, id, QuoteAct::Order).await {
        Err(QuoteError::Refused(Refused { from: QuoteStage::Ordered, act })) => {
            return placed_before(tx, by, id, &key)
                .await?
                .ok_or_else(|| Refused { from: QuoteStage::Ordered, act }.into());
        }
        found => found?,
    };
    if conversation.is_blocked() {
        return Err(QuoteError::Blocked);
    }
    let terms = quote.terms.clone().ok_or(QuoteError::NoSuchQuote)?;
    if seen.is_some_and(|seen| seen != quote.updated_at) {
        return Err(QuoteError::TermsChanged);
    }
    let (priced, tax) = reckon(tx, now, rules, &quote, &terms, to.address.country).await?;
    let basket = Basket {
        channel: Channel::Quote,
        shop: id.shop(),
        tax,
        shipping: terms.shipping,
        ship_to: to.address,
        note: String::new(),
        host: None,
        work: Some(Work { deposit: terms.deposit, days: terms.days, milestones: terms.milestones.clone() }),
        lines: vec![BasketLine { deductions: priced.deductions, ..line(&quote, terms) }],
    };
    let about = reader.and_then(|reader| reader.conversion(basket.shipping.currency()));
    let terms = Terms { new_address, about, ..Terms::with_one_shop(buyer, key, basket) };
    let placed = orders::place(tx, now, rules, takes, terms).await?;
    let step = Step::Order { at: now, purchase: placed.purchase };
    step::take(tx, by, Side::Buyer, now, &conversation, &quote, step).await?;
    Ok(placed)
}

/// Characters of what is included that stand on the order and the invoice.
const MOST_SHOWN: usize = 120;

/// The one line of the order: nothing that is in stock, and nothing that anybody else can buy.
fn line(quote: &Quote, terms: QuoteTerms) -> BasketLine {
    let (shop, like) = (quote.id.shop(), quote.brief.like.as_ref());
    BasketLine {
        listing: like.map_or(ListingId::new(shop, 0), |card| card.listing),
        variant: VariantId::new(shop, 0),
        kind: Kind::MadeToOrder,
        title: terms.title,
        title_en: String::new(),
        choices_en: String::new(),
        choices: terms.includes.lines().next().unwrap_or_default().chars().take(MOST_SHOWN).collect(),
        sku: String::new(),
        picture: like.map(|card| card.picture.clone()).unwrap_or_default(),
        quantity: 1,
        unit: terms.amount,
        is_counted: false,
        lead: LeadTime::default(),
        deductions: Vec::new(),
    }
}

async fn placed_before(
    tx: &mut Tx,
    by: &Actor,
    id: QuoteId,
    key: &str,
) -> Result<Option<Placed>, QuoteError> {
    let buyer = by.account()?;
    let quote = store::find_for(tx, by, id).await?.ok_or(QuoteError::NoSuchQuote)?;
    let terms = quote.terms.ok_or(QuoteError::NoSuchQuote)?;
    let found = orders::find_placed(tx, buyer, key, terms.amount.currency()).await;
    found.map_err(PlaceError::from).map_err(QuoteError::from)
}
