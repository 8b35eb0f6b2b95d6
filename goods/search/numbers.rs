//! The numbers of search that the operator may change.

use people::rules::Number;

/// Of how many places among what was found new shops have one, where their words fit well.
pub const NEW_SHARE: Number = Number::new("new_shop_places_basis_points", 500, 0, 5_000);
/// How long a shop is new.
pub const NEW_FOR: Number = Number::new("new_shop_days", 60, 1, 365);

pub const NUMBERS: &[Number] = &[NEW_SHARE, NEW_FOR];
