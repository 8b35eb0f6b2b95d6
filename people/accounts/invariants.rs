//! What must always be true of accounts.

use crate::capability::Invariant;

pub const INVARIANTS: &[Invariant] = &[
    (
        "no two accounts have the same login",
        "SELECT 0, id FROM account WHERE same_as IS NOT NULL AND closed_at IS NULL LIMIT 10",
    ),
    (
        "a phone number begins with its country",
        "SELECT 0, id FROM account WHERE phone LIKE '+0%' AND closed_at IS NULL LIMIT 10",
    ),
    (
        "an address has a key to be found by",
        "SELECT 0, id FROM account WHERE email IS NOT NULL AND email_key IS NULL LIMIT 10",
    ),
];
