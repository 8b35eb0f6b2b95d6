//! Payments: real money in and out, by providers behind one trait.
//!
//! **Words.** A *payment* is one attempt to pay a purchase. A *notice* is a provider's signed word (webhook) on what
//! became of it. A *refund* sends money back through the same provider.
//!
//! **Promises.** A notice is believed only with its signature and acted on once. A refund is asked for under its own
//! idempotency key until the provider has it. Card numbers never come here.
//!
//! **Not here.** Whose money it is meanwhile: that is the `ledger`.

mod capability;
mod invariants;
pub mod jobs;
mod payment;
mod provider;
mod refund;
pub mod sandbox;
mod signature;
mod store;
pub mod stripe;
mod takes;

pub use capability::CAPABILITY;
pub use payment::{Payment, PaymentId, PaymentState};
pub use provider::{BadNotice, Charge, Notice, Outcome, Provider, ProviderError, Started};
pub use refund::{SendRefund, refund};
use signature::Signature;
pub use store::{fail, find, find_by_reference, find_settled, first_time, insert, list_of_purchase, settle};
pub use takes::{Takes, Unpayable};
