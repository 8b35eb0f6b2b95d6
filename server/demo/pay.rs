use kernel::{Money, Timestamp};
use people::rules::Rules;
use platform::db::{DbError, Tx};
use selling::{
    orders,
    payments::{self, Payment, PaymentId, PaymentState, sandbox},
};

use super::stalls::Buyer;

/// Pay a purchase as the sandbox would, without its pages.
pub async fn pay(
    tx: &mut Tx,
    now: Timestamp,
    rules: &Rules,
    buyer: &Buyer,
    purchase: orders::PurchaseId,
    amount: Money,
) -> Result<(), DbError> {
    let reference = sandbox::book(tx, now, &purchase.to_string(), amount).await?;
    let payment = Payment {
        id: PaymentId::new(tx.next_id(now)),
        purchase: purchase.get(),
        payer: buyer.account,
        provider: "sandbox".into(),
        reference,
        state: PaymentState::Started,
        amount,
        created_at: now,
    };
    payments::insert(tx, &payment).await?;
    orders::pay(tx, now, rules, &payment).await.map(drop).map_err(|_| DbError::Raced)
}
