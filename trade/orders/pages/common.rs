//! What pages of orders share, and lend to those of later capabilities: an order as it is shown, and the till.

use kernel::{AccountId, Money, ShopId, Timestamp};
use platform::{
    db::{DbError, Tx},
    web::Fields,
};

use super::sheet::Sheet;
use crate::{
    accounts::{Address, KeptAddress},
    ledger,
    orders::{
        self, Order, OrderAct, OrderId, OrderLine, OrderStage, OrderState, Parcel, PayError, Purchase,
        PurchaseId, PurchaseState, Receipt, pay,
    },
    payments::{self, Charge, Payment, PaymentId, PaymentState, ProviderError},
    selling::Selling,
    shops::{self, Shop},
    visit::Visit,
};

/// An order with what its page or its row in a list needs.
pub struct ShownOrder {
    pub order: Order,
    pub shop: Shop,
    pub lines: Vec<OrderLine>,
}

impl ShownOrder {
    /// The name of its state in texts: to its two sides, a deposit that was kept is an end of its own.
    pub fn state(&self) -> &'static str {
        match self.order.state {
            OrderState::Completed { receipt: Receipt::Forfeit, .. } => "forfeited",
            _ => self.order.state.name(),
        }
    }

    /// Colour of the badge.
    pub fn tone(&self) -> &'static str {
        match self.order.state.stage() {
            OrderStage::Unpaid
            | OrderStage::Unaddressed
            | OrderStage::Deposited
            | OrderStage::Due
            | OrderStage::Paid
            | OrderStage::Objected => "warn",
            OrderStage::Shipped => "info",
            OrderStage::Completed => "good",
            OrderStage::Closed | OrderStage::Refunded => "bad",
        }
    }

    pub fn due_at(&self) -> Option<Timestamp> {
        self.order.state.due_at()
    }

    pub fn parcel(&self) -> Option<&Parcel> {
        match &self.order.state {
            OrderState::Shipped { parcel, .. } | OrderState::Objected { parcel, .. } => Some(parcel),
            OrderState::Unpaid { .. }
            | OrderState::Unaddressed { .. }
            | OrderState::Deposited { .. }
            | OrderState::Due { .. }
            | OrderState::Paid { .. }
            | OrderState::Completed { .. }
            | OrderState::Closed { .. }
            | OrderState::Refunded { .. } => None,
        }
    }

    /// What refund requests have given back, if anything.
    pub fn refunded(&self) -> Option<Money> {
        self.order.refunded.total().ok().filter(|back| back.is_positive())
    }

    /// What is paid after the deposit.
    pub fn rest(&self, deposit: &orders::Deposit) -> Money {
        self.order.total.checked_sub(deposit.amount).unwrap_or(deposit.due)
    }

    /// What coupons took off, if anything, with its minus: the shop's, then the market's.
    pub fn discounts(&self) -> Vec<(&'static str, Money)> {
        let off = self.order.discount;
        [("order-shop-discount", off.shop), ("order-market-discount", off.market)]
            .into_iter()
            .filter_map(|(name, amount)| Some((name, amount.negate().ok().filter(|off| off.is_negative())?)))
            .collect()
    }

    /// Whether there is something to print.
    pub fn has_papers(&self) -> bool {
        !matches!(self.order.state.stage(), OrderStage::Unpaid | OrderStage::Closed)
    }

    /// What the shop can print: the end of the address, and the key of its name.
    pub fn papers(&self) -> [(&'static str, &'static str); 3] {
        [
            (Sheet::PackingSlip.name(), "paper-slip"),
            (Sheet::Label.name(), "paper-label"),
            (Sheet::Invoice.name(), "paper-invoice"),
        ]
    }

    pub fn can(&self, act: OrderAct) -> bool {
        self.order.can(act)
    }

    /// How the timeline draws a step: the last one of an order that goes on is where it stands now.
    pub fn tense(&self, is_last: &bool) -> &'static str {
        if *is_last && !self.ahead().is_empty() { "now" } else { "done" }
    }

    /// The states that lie ahead if nothing goes wrong.
    pub fn ahead(&self) -> &'static [&'static str] {
        match self.order.state.stage() {
            OrderStage::Unpaid if self.order.deposit.is_some() => {
                &["deposited", "due", "paid", "shipped", "completed"]
            }
            OrderStage::Deposited => &["due", "paid", "shipped", "completed"],
            OrderStage::Unpaid | OrderStage::Due => &["paid", "shipped", "completed"],
            OrderStage::Unaddressed => &["paid", "shipped", "completed"],
            OrderStage::Paid => &["shipped", "completed"],
            OrderStage::Shipped | OrderStage::Objected => &["completed"],
            OrderStage::Completed | OrderStage::Closed | OrderStage::Refunded => &[],
        }
    }
}

pub async fn load(tx: &mut Tx, order: Order) -> Result<Option<ShownOrder>, DbError> {
    let lines = orders::lines(tx, order.id).await?;
    let shop = shops::find(tx, order.id.shop()).await?;
    Ok(shop.map(|shop| ShownOrder { order, shop, lines }))
}

/// The address chosen from the book, if one is.
pub fn address(form: &Fields, book: &[KeptAddress]) -> Option<Address> {
    let chosen = match form.value("address") {
        "new" => return None,
        "" => book.first()?.id,
        id => id.parse().ok()?,
    };
    book.iter().find(|kept| kept.id == chosen).map(|kept| kept.address.clone())
}

/// Where the parcel would go as far as it is known: enough to quote the shipping.
pub fn provisional(visit: &Visit, form: &Fields, book: &[KeptAddress]) -> Address {
    let known = book.first().map(|kept| kept.address.country);
    let country = form.value("country").parse().ok().or(known).unwrap_or_else(|| visit.country());
    Address {
        name: String::new(),
        phone: String::new(),
        country,
        region: form.value("region").trim().to_owned(),
        city: String::new(),
        line1: String::new(),
        line2: String::new(),
        postal_code: String::new(),
    }
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum StartError {
    #[error("there is no such purchase")]
    NoSuchPurchase,
    #[error("the purchase does not wait for a payment")]
    NotWaiting,
    #[error(transparent)]
    Provider(#[from] ProviderError),
    #[error(transparent)]
    Pay(#[from] PayError),
    #[error("the payment could not be kept")]
    Store(#[from] DbError),
}

/// Open the provider's page for a purchase; the answer is where the buyer goes now.
///
/// Asked again while a payment is open, it leads to the same page; after a failed one, to a new page. What costs
/// nothing needs no provider. The provider is called outside any transaction.
pub async fn start_payment(market: &Selling, buyer: AccountId, id: PurchaseId) -> Result<String, StartError> {
    let now = market.now();
    let (purchase, payments) = market
        .db
        .read(async move |tx: &mut Tx| {
            let purchase = orders::find_purchase(tx, id).await?;
            Ok::<_, DbError>((purchase, payments::list_of_purchase(tx, id.get()).await?))
        })
        .await?;
    let purchase = purchase.filter(|found| found.buyer == buyer).ok_or(StartError::NoSuchPurchase)?;
    let here = format!("/purchases/{id}");
    if purchase.state == PurchaseState::Paid {
        return Ok(here);
    }
    if purchase.state != PurchaseState::Unpaid {
        return Err(StartError::NotWaiting);
    }
    if purchase.total.is_zero() {
        settle_free(market, &purchase).await?;
        return Ok(here);
    }
    let failed = payments.iter().filter(|payment| payment.state == PaymentState::Failed).count();
    let charge = Charge { key: format!("{id}-{failed}"), amount: purchase.total, return_url: here };
    let provider = market.default_provider().ok_or_else(|| ProviderError("no provider is set up".into()))?;
    let started = provider.start(&charge).await?;
    let known = payments.iter().any(|payment| payment.reference == started.reference);
    if !known {
        let payment = Payment {
            id: PaymentId::new(market.chance.next_id(now)),
            purchase: id.get(),
            payer: buyer,
            provider: provider.name().into(),
            reference: started.reference,
            state: PaymentState::Started,
            amount: purchase.total,
            created_at: now,
        };
        let kept = market.db.write(async move |tx: &mut Tx| payments::insert(tx, &payment).await).await;
        // Two clicks at once: the other one has kept it.
        if !matches!(kept, Err(DbError::Unique)) {
            kept?;
        }
    }
    Ok(started.redirect_url)
}

async fn settle_free(market: &Selling, purchase: &Purchase) -> Result<(), StartError> {
    let (now, rules) = (market.now(), market.rules());
    let payment = Payment {
        id: PaymentId::new(market.chance.next_id(now)),
        purchase: purchase.id.get(),
        payer: purchase.buyer,
        provider: "free".into(),
        reference: purchase.id.to_string(),
        state: PaymentState::Started,
        amount: purchase.total,
        created_at: now,
    };
    let act = async move |tx: &mut Tx| {
        payments::insert(tx, &payment).await?;
        pay(tx, now, &rules, &payment).await
    };
    market.db.write(act).await.map(drop).map_err(StartError::from)
}

/// What the seller says of a parcel.
pub fn read_parcel(form: &mut Fields) -> Parcel {
    Parcel { carrier: form.maybe_line("carrier", 60), tracking: form.maybe_line("tracking", 60) }
}

/// The order that a line of a shop's statement is about.
pub fn about(shop: ShopId, line: &ledger::StatementLine) -> Option<OrderId> {
    (line.order != 0).then(|| OrderId::new(shop, line.order))
}
