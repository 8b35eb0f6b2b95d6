//! Desks: webhooks, the operator's, and the handbook of the API; the last to know what the other capabilities are.

pub mod audit;
pub mod operator;
pub mod reference;
pub mod webhooks;

use people::capability::Capability;
use selling::Selling;

/// The capabilities in their order.
pub const CAPABILITIES: &[&Capability<Selling>] =
    &[&webhooks::CAPABILITY, &operator::CAPABILITY, &reference::CAPABILITY];
