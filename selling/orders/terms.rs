//! What a buyer and one or several shops have agreed on.

use goods::catalog::{Kind, LeadTime, ListingId, VariantId};
use kernel::{AccountId, Conversion, Currency, Money, MoneyError};
use people::accounts::Address;

use super::{Channel, Host, gifts::Wrapping};
use crate::{
    prices::{Deduction, OrderTax, Shares},
    promotions::Claim,
};

/// What a buyer and one or several shops have agreed on.
#[derive(Clone, Debug)]
pub struct Terms {
    pub buyer: AccountId,
    /// The same key is placed once; a repeat is answered with the purchase of the first time.
    pub key: String,
    pub currency: Currency,
    pub baskets: Vec<Basket>,
    /// Whose cart loses the bought lines, as they are bought: an account's or a session's number.
    pub cart: Option<i64>,
    /// Set when whoever receives it gives the address.
    pub gift: Option<Wrapping>,
    /// The coupons it uses; what they take off stands in the deductions of the lines.
    pub coupons: Vec<Claim>,
    /// The rate by which the buyer was shown what it comes to in their own currency: kept with each order.
    pub about: Option<Conversion>,
    /// An address that the buyer has just written, to be kept in their book.
    pub new_address: Option<Address>,
}

impl Terms {
    /// One shop's goods, with no cart, no gift and no coupon.
    pub fn with_one_shop(buyer: AccountId, key: String, basket: Basket) -> Self {
        Self {
            buyer,
            key,
            currency: basket.shipping.currency(),
            baskets: vec![basket],
            cart: None,
            gift: None,
            coupons: Vec::new(),
            about: None,
            new_address: None,
        }
    }
}

/// Where a purchase goes, as its buyer said.
#[derive(Clone, Debug)]
pub struct Destination {
    pub address: Address,
    /// Written just now: it goes into the buyer's book with the purchase.
    pub is_new: bool,
}

impl Destination {
    /// One that is in the book, or that nobody asked to keep.
    pub fn known(address: Address) -> Self {
        Self { address, is_new: false }
    }

    pub fn new_address(&self) -> Option<Address> {
        self.is_new.then(|| self.address.clone())
    }
}

/// One shop's part of the terms.
#[derive(Clone, Debug)]
pub struct Basket {
    pub shop: kernel::ShopId,
    pub lines: Vec<BasketLine>,
    pub shipping: Money,
    pub ship_to: Address,
    pub note: String,
    /// What of it is tax, line by line; none where the shop states none.
    pub tax: Option<OrderTax>,
    /// Set when it is made for this buyer.
    pub work: Option<Work>,
    /// Who sells it for the shop, if that is somebody else.
    pub host: Option<Host>,
    /// By which door it is sold.
    pub channel: Channel,
}

impl Basket {
    /// How long the slowest of it takes before it can leave.
    pub fn lead(&self) -> LeadTime {
        self.lines.iter().map(|line| line.lead).fold(LeadTime::default(), LeadTime::slowest)
    }
}

/// What is made for one buyer: how it is paid, how long it takes, and what the buyer hears of on the way.
#[derive(Clone, Debug)]
pub struct Work {
    /// A part of the goods that is paid before the work begins; the rest is paid when it is ready.
    pub deposit: Option<Money>,
    pub days: i64,
    pub milestones: Vec<String>,
}

#[derive(Clone, Debug)]
pub struct BasketLine {
    pub listing: ListingId,
    pub variant: VariantId,
    pub kind: Kind,
    pub title: String,
    pub title_en: String,
    pub choices: String,
    pub choices_en: String,
    pub sku: String,
    pub picture: String,
    pub quantity: i64,
    pub unit: Money,
    /// Whether the pieces are taken from stock.
    pub is_counted: bool,
    /// How long it takes before it can leave.
    pub lead: LeadTime,
    /// What is taken off all its pieces together, and why.
    pub deductions: Vec<Deduction>,
}

impl BasketLine {
    /// What is taken off, by who pays for it.
    pub fn discount(&self) -> Result<Shares, MoneyError> {
        Shares::of(&self.deductions, self.unit.currency())
    }
}
