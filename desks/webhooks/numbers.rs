//! The numbers of webhooks that the operator may change.

use people::rules::Number;

/// An endpoint that has taken nothing for so long is switched off.
pub const GIVE_UP: Number = Number::new("webhook_give_up_days", 5, 1, 90);
/// How long deliveries are kept to be looked at.
pub const KEPT: Number = Number::new("webhook_kept_days", 30, 1, 3_650);

pub const NUMBERS: &[&[Number]] = &[&[GIVE_UP, KEPT]];
