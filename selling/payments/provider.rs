use std::{future::Future, pin::Pin};

use axum::http::HeaderMap;
use kernel::{Money, Timestamp};

use super::Takes;

/// What a provider is asked to collect.
#[derive(Clone, Debug)]
pub struct Charge {
    /// Our name of the payment: the provider's idempotency key.
    pub key: String,
    pub amount: Money,
    /// Where the payer comes back to.
    pub return_url: String,
}

/// A payment page that waits for the payer.
#[derive(Clone, Debug)]
pub struct Started {
    pub reference: String,
    pub redirect_url: String,
}

/// A provider's word on a payment.
#[derive(Clone, Debug)]
pub struct Notice {
    /// The provider's name of this message: it may come twice.
    pub event: String,
    pub reference: String,
    pub outcome: Outcome,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Succeeded,
    Failed,
    /// Something that does not concern us.
    Nothing,
}

/// A notice that cannot be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadNotice {
    #[error("the signature is missing or wrong")]
    Signature,
    #[error("the notice is too old to be believed")]
    Stale,
    #[error("the notice cannot be read")]
    Unreadable,
}

/// The provider did not do it.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ProviderError {
    /// It will say so again.
    #[error("the payment provider refuses: {0}")]
    Refused(String),
    /// It may be asked again under the same key.
    #[error("the payment provider does not answer: {0}")]
    Unanswered(String),
}

/// The answer of a provider, some time later.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, ProviderError>> + Send + 'a>>;

/// A payment provider: sandbox, Stripe, later Alipay and WeChat Pay.
pub trait Provider: Send + Sync {
    /// Its name in addresses and in the ledger.
    fn name(&self) -> &'static str;

    /// The amounts that it takes; what it does not take is refused before anything is placed.
    fn takes(&self) -> Takes;

    /// Open a payment page. Asked again with the same key, it answers the same page.
    fn start<'a>(&'a self, charge: &'a Charge) -> Answer<'a, Started>;

    /// Check and read a notice.
    fn read_notice(&self, headers: &HeaderMap, body: &[u8], now: Timestamp) -> Result<Notice, BadNotice>;

    /// What the provider says it charged and sent back in some time, as CSV. Not every one gives that out.
    fn report<'a>(&'a self, _from: Timestamp, _to: Timestamp) -> Answer<'a, Vec<u8>> {
        Box::pin(async { Err(ProviderError::Refused("this provider gives out no report".into())) })
    }

    /// Send money back. Asked again with the same key, it is sent once.
    fn refund<'a>(&'a self, reference: &'a str, key: &'a str, amount: Money) -> Answer<'a, ()>;
}
