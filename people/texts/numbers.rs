//! The numbers of texts that the operator may change. Each of them costs money.

use crate::rules::Number;

/// News to one person.
pub const NEWS: Number = Number::new("texts_of_person_per_day", 12, 1, 1_000);
/// Codes to one person, besides.
pub const CODES: Number = Number::new("text_codes_of_person_per_day", 10, 1, 1_000);
/// News and codes to everybody.
pub const ALL: Number = Number::new("texts_of_market_per_day", 5_000, 1, 10_000_000);

pub const NUMBERS: &[&[Number]] = &[&[NEWS, CODES, ALL]];
