//! The till: the last step before paying, the same for a cart, an accepted offer and a quote.

use axum::response::{IntoResponse, Redirect, Response};
use kernel::{AccountId, Timestamp, hours, words};
use people::{
    accounts::{self, Address, AddressForm, KeptAddress, Login, address_form},
    choices,
    visit::Visit,
};
use platform::{
    db::{DbError, Tx},
    views::Shell,
    web::{Fields, Limit, Problem, Refusal},
};

use crate::{
    Selling,
    orders::{
        self, CheckoutChoice, CheckoutError, Destination, PayError, Placed, Purchase, PurchaseId,
        PurchaseState, numbers, pay,
    },
    payments::{self, Charge, Payment, PaymentId, PaymentState, ProviderError},
    prices::Asking,
};

/// What the till shows: the buyer's addresses, the fields of a new one, and what stands in the way.
pub struct Till {
    pub addresses: Vec<KeptAddress>,
    pub countries: Vec<choices::Choice>,
    /// The fields of a new address, as its country writes them.
    pub address: AddressForm,
    /// What stands against placing the order, as the key of a text; empty when nothing does.
    pub obstacle: &'static str,
}

impl Till {
    pub fn new(
        shell: &Shell,
        form: &Fields,
        addresses: Vec<KeptAddress>,
        to: &Address,
        obstacle: &'static str,
    ) -> Self {
        let country = form.value("country").parse().unwrap_or(to.country);
        Self {
            addresses,
            countries: choices::countries(shell, country.code()),
            address: address_form(shell, form, country),
            obstacle,
        }
    }
}

/// Come to the till: a shop that is asked too often by one network address says so.
pub fn come(market: &Selling, visit: &Visit) -> Result<(), Problem> {
    let times = market.rules().count(numbers::CHECKOUT_ATTEMPTS);
    market.limits.take(Limit { name: "checkout", times, per: hours(1) }, visit.from.clone())
}

/// The addresses in the visitor's book; a guest has none.
pub async fn book(market: &Selling, visit: &Visit) -> Result<Vec<KeptAddress>, DbError> {
    let Ok(account) = visit.account_id() else { return Ok(Vec::new()) };
    market.db.read(async move |tx: &mut Tx| accounts::list_addresses(tx, account).await).await
}

/// Where it would go as far as the form and the book say: enough to count the shipping.
pub fn where_to(visit: &Visit, form: &Fields, book: &[KeptAddress]) -> Address {
    address(form, book).unwrap_or_else(|| provisional(visit, form, book))
}

/// The address that is chosen from the book or written into the form; without one the form says what is missing.
pub fn read_destination(form: &mut Fields, book: &[KeptAddress]) -> Option<Destination> {
    let chosen = address(form, book).map(Destination::known);
    chosen.or_else(|| Some(Destination { address: accounts::read_address(form)?, is_new: true }))
}

/// For whom it is, where nothing is sent: no more than the name and the country of whoever buys.
pub fn nowhere(visit: &Visit, form: &mut Fields) -> Option<Destination> {
    let name = match &visit.account {
        Some(account) => account.name.clone(),
        None => form.line("name", 100),
    };
    form.is_good()
        .then(|| Destination::known(Address { name, region: String::new(), ..provisional(visit, form, &[]) }))
}

/// The login of a guest; without one the form says what is missing.
pub fn read_login(market: &Selling, form: &mut Fields) -> Option<Login> {
    let typed = form.line("login", 254);
    let login = Login::parse(&typed, market.config.country);
    if login.is_none() && !typed.is_empty() {
        form.refuse("login", Refusal::new("refused-login"));
    }
    login
}

/// Say at its field that a guest's login cannot be read, or has an account already: only its owner may buy in its name.
pub async fn check_login(market: &Selling, form: &mut Fields) -> Result<(), DbError> {
    if form.value("login").trim().is_empty() {
        return Ok(());
    }
    let Some(login) = read_login(market, form) else { return Ok(()) };
    let find = async move |tx: &mut Tx| accounts::find_by_login(tx, &login).await;
    if market.db.read(find).await?.is_some() {
        form.refuse("login", Refusal::new("refused-login-known"));
    }
    Ok(())
}

/// Place what a cart holds. Sent twice, it is answered with the purchase of the first time.
pub async fn place_cart(
    market: &Selling,
    now: Timestamp,
    buyer: AccountId,
    holder: i64,
    choice: CheckoutChoice,
) -> Result<Placed, CheckoutError> {
    let (key, currency) = (choice.key.clone(), choice.currency);
    let asking = Asking::new(market, now, Some(buyer));
    let read = async move |tx: &mut Tx| match orders::terms(tx, &asking, buyer, holder, choice.clone()).await
    {
        // The first time has emptied the cart.
        Err(CheckoutError::Empty) => {
            let earlier = orders::find_placed(tx, buyer, &key, currency).await?;
            Ok(Err(earlier.ok_or(CheckoutError::Empty)?))
        }
        terms => terms.map(Ok),
    };
    match market.db.read(read).await? {
        Ok(terms) => Ok(market.door().place(now, market.rules(), terms).await?),
        Err(earlier) => Ok(earlier),
    }
}

/// On to the payment of what was placed.
pub async fn go_and_pay(market: &Selling, buyer: AccountId, placed: &Placed) -> Result<Response, Problem> {
    go_to_payment(market, buyer, placed.purchase).await
}

/// On to a payment. What the provider cannot or will not do is said on the purchase's own page: it is placed, and waits.
pub async fn go_to_payment(market: &Selling, buyer: AccountId, id: PurchaseId) -> Result<Response, Problem> {
    let next = match start_payment(market, buyer, id).await {
        Err(StartError::Provider(error)) => {
            tracing::warn!(%error, "a payment could not be started");
            let told = match error {
                ProviderError::Refused(_) => Told::Refused,
                ProviderError::Unanswered(_) => Told::Unanswered,
            };
            format!("/purchases/{id}?payment={}", told.name())
        }
        next => next?,
    };
    Ok(Redirect::to(&next).into_response())
}

words! {
    /// What has just become of an attempt to pay: `payment` of the purchase's page.
    Told {
        /// The provider refused to begin it, or did not answer.
        Refused = "refused", Unanswered = "unanswered",
        /// The buyer comes back from the payment page.
        Confirming = "confirming",
    }
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
    let provider =
        market.default_provider().ok_or_else(|| ProviderError::Refused("no provider is set up".into()))?;
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
