//! The numbers of negotiation that the operator may change.

use people::rules::Number;

/// A request for a quote that the shop has not answered by then expires.
pub const QUOTE_ANSWER: Number = Number::new("quote_answer_days", 7, 1, 60);
/// How long a quote stands.
pub const QUOTE_VALID: Number = Number::new("quote_valid_days", 14, 1, 90);
/// An offer that nobody answered by then expires.
pub const OFFER_ANSWER: Number = Number::new("offer_answer_hours", 48, 1, 336);
/// What was agreed is bought by then, or its pieces go back.
pub const OFFER_HOLD: Number = Number::new("offer_hold_hours", 24, 1, 168);
/// Of one buyer about one listing.
pub const OFFERS_PER_DAY: Number = Number::new("offers_per_day", 5, 1, 100);
/// From one account.
pub const MESSAGES: Number = Number::new("messages_per_minute", 30, 1, 1_000_000);
/// That one account begins.
pub const CONVERSATIONS: Number = Number::new("conversations_per_hour", 30, 1, 1_000_000);
/// That one person makes.
pub const REPORTS: Number = Number::new("conversation_reports_per_day", 10, 1, 1_000);

pub const NUMBERS: &[&[Number]] = &[&[
    QUOTE_ANSWER,
    QUOTE_VALID,
    OFFER_ANSWER,
    OFFER_HOLD,
    OFFERS_PER_DAY,
    MESSAGES,
    CONVERSATIONS,
    REPORTS,
]];
