//! How orders look to programs.

use kernel::Money;
use people::{
    accounts::Address,
    one_of::{word_of, words_of},
    rates::wire::AboutOut,
    reduction::Funder,
    wire::{Amount, List, time},
};
use platform::db::{DbError, Tx};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    Around, Channel, Deposit, KeptDeduction, Order, OrderAct, OrderLine, OrderStage, Parcel, Placed, around,
    tax::PartsAndBack,
};
use crate::prices::{Deduction, TaxPart, Taxed, Treatment, by_rate};

#[derive(Serialize, ToSchema)]
pub struct OrderOut {
    id: String,
    /// The number that people say and type; it is the shop's own, and comes back after a year at the earliest.
    #[schema(example = "1129-4821")]
    number: String,
    purchase: String,
    shop: String,
    #[schema(schema_with = word_of::<OrderStage>)]
    state: &'static str,
    /// By which door it was sold.
    #[schema(schema_with = word_of::<Channel>)]
    channel: &'static str,
    /// When the next thing happens by itself, RFC 3339.
    due_at: Option<String>,
    /// When it can leave, or is made, as the shop has promised; none when that was at once. RFC 3339.
    ready_at: Option<String>,
    /// What can be done now.
    #[schema(schema_with = words_of::<OrderAct>)]
    acts: Vec<&'static str>,
    /// The goods as they were priced.
    items: Amount,
    /// What a coupon of the shop took off them.
    shop_discount: Amount,
    /// What a coupon of the market took off them; the market pays it to the shop.
    market_discount: Amount,
    shipping: Amount,
    /// What the buyer pays: `items` less both discounts, and `shipping`.
    total: Amount,
    /// What the buyer was shown it comes to in their own currency when they ordered, by the rate of then.
    about: Option<AboutOut>,
    /// Set when it is paid in two parts.
    deposit: Option<DepositOut>,
    /// Of `items` less `shop_discount`.
    commission: Amount,
    /// What of the same is the host's, who sold it for the shop; none where the shop sold it itself.
    host_share: Option<Amount>,
    /// What of it is tax, rate by rate: it is in the prices, of what the shop gets, which is `items` less `shop_discount`, and
    /// `shipping`. Empty where the shop stated none, which is another thing than a rate of nothing.
    taxes: Vec<TaxOut>,
    /// The tax in `shipping`, which follows the goods; none where the shop stated none.
    shipping_tax: Option<Amount>,
    /// What of `taxes` has gone back with `refunded`.
    taxes_refunded: Vec<TaxOut>,
    /// What has gone back to the buyer: by refund requests, or all that was paid when it was cancelled.
    refunded: Amount,
    /// What was sent, from then on for good.
    parcel: Option<ParcelOut>,
    ship_to: Address,
    created_at: String,
    lines: Vec<OrderLineOut>,
}

#[derive(Serialize, ToSchema)]
pub struct OrderLineOut {
    /// None for what was made for this buyer alone.
    listing: Option<String>,
    variant: Option<String>,
    title: String,
    /// In English; empty when the shop had one name for it.
    title_en: String,
    choices: String,
    choices_en: String,
    sku: String,
    quantity: i64,
    unit: Amount,
    /// What was taken off all its pieces together, by who pays for it.
    shop_discount: Amount,
    market_discount: Amount,
    /// The same, one after the other as it was taken off; the two sums are theirs.
    deductions: Vec<DeductionOut>,
    /// What of it is tax; none where the shop stated none.
    tax: Option<TaxOut>,
}

/// The tax in an amount.
#[derive(Serialize, ToSchema)]
pub struct TaxOut {
    /// What it is called.
    #[schema(example = "VAT")]
    name: String,
    /// `exempt` has no rate; `zero` and `export` have one of nothing.
    #[schema(schema_with = word_of::<Treatment>)]
    treatment: &'static str,
    /// The rate, in hundredths of a percent.
    basis_points: u32,
    net: Amount,
    tax: Amount,
    /// `net` and `tax`.
    gross: Amount,
}

impl TaxOut {
    pub fn new(name: &str, part: &TaxPart) -> Self {
        Self {
            name: name.to_owned(),
            treatment: part.taxed.treatment.name(),
            basis_points: part.taxed.rate.get(),
            net: part.net().unwrap_or(part.gross).into(),
            tax: part.tax.into(),
            gross: part.gross.into(),
        }
    }

    pub fn all(name: &str, parts: &[TaxPart]) -> Vec<Self> {
        parts.iter().map(|part| Self::new(name, part)).collect()
    }
}

/// How something is taxed.
#[derive(Serialize, ToSchema)]
pub struct TaxRateOut {
    /// What the tax is called.
    #[schema(example = "VAT")]
    name: String,
    #[schema(schema_with = word_of::<Treatment>)]
    treatment: &'static str,
    /// The rate, in hundredths of a percent.
    basis_points: u32,
}

impl TaxRateOut {
    pub fn new(name: &str, taxed: Taxed) -> Self {
        let (treatment, basis_points) = (taxed.treatment.name(), taxed.rate.get());
        Self { name: name.to_owned(), treatment, basis_points }
    }
}

/// What a reduction takes off.
#[derive(Serialize, ToSchema)]
pub struct DeductionOut {
    /// `tiers`, `campaign`, `bundle`, `threshold` or `coupon`; a market may have more.
    #[schema(example = "campaign")]
    kind: String,
    /// As its owner calls it; empty when it has no name.
    name: String,
    name_en: String,
    /// `shop`: it sells for less. `market`: it pays the shop so much.
    #[schema(schema_with = word_of::<Funder>)]
    funded_by: &'static str,
    amount: Amount,
}

impl From<KeptDeduction> for DeductionOut {
    fn from(kept: KeptDeduction) -> Self {
        let KeptDeduction { kind, name, name_en, funded_by, amount, .. } = kept;
        Self { kind, name, name_en, funded_by: funded_by.name(), amount: amount.into() }
    }
}

impl From<&Deduction> for DeductionOut {
    fn from(one: &Deduction) -> Self {
        let Deduction { kind, name, name_en, funded_by, amount, .. } = one.clone();
        Self { kind: kind.name.to_owned(), name, name_en, funded_by: funded_by.name(), amount: amount.into() }
    }
}

impl OrderLineOut {
    pub fn new(line: OrderLine, taken: Vec<KeptDeduction>, tax: Option<TaxOut>) -> Self {
        Self {
            tax,
            deductions: taken.into_iter().map(DeductionOut::from).collect(),
            listing: line.page().map(|listing| listing.to_string()),
            variant: line.page().map(|_| line.variant.to_string()),
            title: line.title,
            title_en: line.title_en,
            choices: line.choices,
            choices_en: line.choices_en,
            sku: line.sku,
            quantity: line.quantity,
            unit: line.unit.into(),
            shop_discount: line.discount.shop.into(),
            market_discount: line.discount.market.into(),
        }
    }
}

/// A parcel on its way, or one that came.
#[derive(Serialize, ToSchema)]
pub struct ParcelOut {
    carrier: String,
    tracking: String,
    /// The carrier's page of it, where the carrier is known.
    url: Option<String>,
}

impl From<&Parcel> for ParcelOut {
    fn from(parcel: &Parcel) -> Self {
        let Parcel { carrier, tracking } = parcel.clone();
        Self { carrier, tracking, url: parcel.page() }
    }
}

/// How an order is paid in two parts.
#[derive(Serialize, ToSchema)]
pub struct DepositOut {
    /// Paid before the work begins.
    amount: Amount,
    /// Still to be paid; nothing once the rest is paid.
    due: Amount,
    /// The purchase that pays the rest, from the day on which the piece is ready.
    rest: Option<String>,
}

impl From<Deposit> for DepositOut {
    fn from(deposit: Deposit) -> Self {
        let rest = deposit.rest.map(|rest| rest.to_string());
        Self { amount: deposit.amount.into(), due: deposit.due.into(), rest }
    }
}

impl OrderOut {
    fn new(order: Order, around: Around) -> Self {
        let Around { lines, deductions: taken, about, tax: PartsAndBack { parts, back } } = around;
        let name = order.tax.as_ref().map(|stated| stated.name.clone()).unwrap_or_default();
        let tax_of =
            |at: i64| parts.iter().find(|one| one.line == at).map(|one| TaxOut::new(&name, &one.part));
        let contained: Vec<TaxPart> = parts.iter().map(|one| one.part).collect();
        let of_shipping = parts.iter().filter(|one| one.line == 0).map(|one| one.part.tax);
        let of_shipping = Money::sum(of_shipping, order.total.currency()).ok();
        let of_line = |at: i64| taken.iter().filter(|one| one.line == at).cloned().collect();
        let acts = OrderAct::ALL.iter().copied().filter(|act| order.can(*act)).map(OrderAct::name).collect();
        Self {
            id: order.id.to_string(),
            number: order.short.clone(),
            purchase: order.purchase.to_string(),
            shop: order.id.shop().to_string(),
            state: order.state.name(),
            channel: order.channel.name(),
            due_at: order.state.due_at().map(time),
            ready_at: order.state.ready_at().map(time),
            acts,
            items: order.items.into(),
            shop_discount: order.discount.shop.into(),
            market_discount: order.discount.market.into(),
            shipping: order.shipping.into(),
            total: order.total.into(),
            about: about.and_then(|way| AboutOut::by(order.total, way)),
            deposit: order.deposit.map(DepositOut::from),
            commission: order.commission.into(),
            host_share: order.host.map(|host| host.amount.into()),
            taxes: TaxOut::all(&name, &by_rate(&contained).unwrap_or_default()),
            shipping_tax: order.tax.as_ref().and(of_shipping).map(Amount::from),
            taxes_refunded: TaxOut::all(&name, &back),
            refunded: order.sent_back().unwrap_or(order.refunded.goods).into(),
            parcel: order.state.parcel().map(ParcelOut::from),
            ship_to: order.ship_to,
            created_at: time(order.created_at),
            lines: (1_i64..)
                .zip(lines)
                .map(|(at, line)| OrderLineOut::new(line, of_line(at), tax_of(at)))
                .collect(),
        }
    }
}

pub async fn out(tx: &mut Tx, order: Order) -> Result<OrderOut, DbError> {
    let around = Around::of(tx, &order).await?;
    Ok(OrderOut::new(order, around))
}

/// A page of orders, each with its lines.
pub async fn outs(tx: &mut Tx, page: List<Order>) -> Result<List<OrderOut>, DbError> {
    let mut found = around(tx, &page.items).await?;
    let out = |order: Order| {
        let around = found.remove(&order.id).unwrap_or_default();
        OrderOut::new(order, around)
    };
    Ok(List { items: page.items.into_iter().map(out).collect(), next: page.next })
}

#[derive(Serialize, ToSchema)]
pub struct PlacedOut {
    purchase: String,
    orders: Vec<String>,
    total: Amount,
}

impl From<Placed> for PlacedOut {
    fn from(placed: Placed) -> Self {
        Self {
            purchase: placed.purchase.to_string(),
            orders: placed.orders.iter().map(ToString::to_string).collect(),
            total: placed.total.into(),
        }
    }
}
