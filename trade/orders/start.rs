use kernel::AccountId;
use platform::db::{DbError, Tx};

use super::{PayError, Purchase, PurchaseId, PurchaseState, pay, store};
use crate::{
    payments::{self, Charge, Payment, PaymentId, PaymentState, ProviderError},
    selling::Selling,
};

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
            let purchase = store::find_purchase(tx, id).await?;
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
