use kernel::{AccountId, Money, Timestamp, id, words};

id!(
    /// One attempt to pay a purchase.
    PaymentId
);

words! {
    /// What became of a payment.
    PaymentState { Started = "started", Succeeded = "succeeded", Failed = "failed" }
}

/// One attempt to pay, and what became of it.
#[derive(Clone, Debug)]
pub struct Payment {
    pub id: PaymentId,
    /// Number of the purchase it is for.
    pub purchase: i64,
    pub payer: AccountId,
    pub provider: String,
    /// The provider's own name of it.
    pub reference: String,
    pub state: PaymentState,
    pub amount: Money,
    pub created_at: Timestamp,
}
