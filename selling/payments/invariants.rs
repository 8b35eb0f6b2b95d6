//! What must always be true of payments.

use people::capability::Invariant;

pub const INVARIANTS: &[Invariant] = &[(
    "no more is refunded than was paid",
    "SELECT 0, id FROM payment WHERE refunded_minor > minor OR refunded_minor < 0 LIMIT 10",
)];
