//! The numbers of accounts that the operator may change.

use crate::rules::Number;

/// From one network address.
pub const REGISTRATIONS: Number = Number::new("registrations_per_hour", 60, 1, 1_000_000);
pub const SIGN_INS: Number = Number::new("sign_ins_per_hour", 240, 1, 1_000_000);

/// Guests who put something into a cart or keep something, from one network address.
pub const GUEST_SESSIONS: Number = Number::new("guest_sessions_per_hour", 240, 1, 1_000_000);

pub const NUMBERS: &[&[Number]] = &[&[REGISTRATIONS, SIGN_INS, GUEST_SESSIONS]];
