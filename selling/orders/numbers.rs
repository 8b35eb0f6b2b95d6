//! The numbers of orders that the operator may change.

use people::rules::Number;

/// The market's part of the goods of an order, shipping not counted.
pub const COMMISSION: Number = Number::new("commission_basis_points", 500, 0, 5_000);
/// A purchase that is not paid by then is closed and its stock goes back.
pub const UNPAID: Number = Number::new("unpaid_minutes", 30, 5, 1_440);
/// A gift whose receiver has not said by then where it goes is refunded.
pub const GIFT_ADDRESS: Number = Number::new("gift_address_hours", 24, 1, 336);
/// An order that is not shipped by then is refunded.
pub const SHIP_WITHIN: Number = Number::new("ship_within_days", 14, 1, 90);
/// When the seller of a paid order is reminded to ship it, and again.
pub const FIRST_REMINDER: Number = Number::new("first_reminder_days", 2, 1, 90);
pub const SECOND_REMINDER: Number = Number::new("second_reminder_days", 7, 1, 90);
/// Days in which the buyer may object, when buyer and shop are in one country, and when not.
pub const OBJECTION_HOME: Number = Number::new("objection_home_days", 10, 1, 60);
pub const OBJECTION_ABROAD: Number = Number::new("objection_abroad_days", 30, 1, 120);
/// What the buyer may add to it, once.
pub const EXTENSION: Number = Number::new("extension_days", 7, 1, 30);
/// How long before the release of the escrow the buyer is warned.
pub const RELEASE_NOTICE: Number = Number::new("release_notice_days", 2, 1, 30);
/// A request for money back that the shop has not answered by then is granted.
pub const REFUND_ANSWER: Number = Number::new("refund_answer_hours", 48, 1, 336);
/// What goes back to the shop is on its way by then, or the request is closed.
pub const RETURN_POST: Number = Number::new("return_post_days", 7, 1, 60);
/// A return that the shop has not confirmed by then counts as arrived.
pub const RETURN_CONFIRM: Number = Number::new("return_confirm_days", 10, 1, 60);
/// After a refusal the buyer may call the market in until then.
pub const MARKET_CALL: Number = Number::new("market_call_days", 7, 1, 60);
/// A dispute without a ruling by then is decided for the buyer.
pub const RULING: Number = Number::new("ruling_days", 60, 1, 180);
/// Days, from the day after receipt, in which what was in stock may go back for no reason.
pub const NO_REASON_RETURN: Number = Number::new("no_reason_return_days", 7, 0, 60);
/// How long after receipt money may still be asked back.
pub const AFTER_SALES: Number = Number::new("after_sales_days", 15, 0, 180);
/// How long the buyer of what is made for them may change their mind after paying.
pub const WORK_REGRET: Number = Number::new("work_regret_hours", 24, 0, 336);
/// When a piece is ready, its rest is paid by then, or the deposit is forfeit.
pub const REST: Number = Number::new("rest_days", 14, 1, 90);
/// The largest part of the goods that may be asked for before the work begins.
pub const DEPOSIT_MOST: Number = Number::new("deposit_most_basis_points", 5_000, 100, 9_000);
pub const CHECKOUT_ATTEMPTS: Number = Number::new("checkout_attempts_per_hour", 30, 1, 1_000_000);

pub const NUMBERS: &[&[Number]] = &[&[
    COMMISSION,
    UNPAID,
    GIFT_ADDRESS,
    SHIP_WITHIN,
    FIRST_REMINDER,
    SECOND_REMINDER,
    OBJECTION_HOME,
    OBJECTION_ABROAD,
    EXTENSION,
    RELEASE_NOTICE,
    REFUND_ANSWER,
    RETURN_POST,
    RETURN_CONFIRM,
    MARKET_CALL,
    RULING,
    NO_REASON_RETURN,
    AFTER_SALES,
    WORK_REGRET,
    REST,
    DEPOSIT_MOST,
    CHECKOUT_ATTEMPTS,
]];
