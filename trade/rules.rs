//! The market's numbers: fees and clocks, each with its unit in its name, changed by the operator.

use std::time::Duration;

use kernel::{BasisPoints, Currency, days, hours, minutes};

/// A number the operator may change.
#[derive(Clone, Copy, Debug)]
pub struct Number {
    pub name: &'static str,
    pub default: u64,
    pub least: u64,
    pub most: u64,
}

impl Number {
    /// What it counts: the last word of its name.
    pub fn unit(&self) -> &'static str {
        const UNITS: [&str; 8] =
            ["basis_points", "per_minute", "per_hour", "per_day", "minutes", "hours", "days", "units"];
        UNITS.into_iter().find(|unit| self.name.ends_with(unit)).unwrap_or("")
    }

    /// What was set, or the default; never outside its range.
    pub fn in_force(&self, settings: &[(String, String)]) -> u64 {
        let set = settings.iter().find(|(name, _)| name == self.name);
        let set = set.and_then(|(_, value)| value.parse().ok());
        set.unwrap_or(self.default).clamp(self.least, self.most)
    }
}

const fn number(name: &'static str, default: u64, least: u64, most: u64) -> Number {
    Number { name, default, least, most }
}

/// Every number there is, in the order in which the operator sees them.
pub const NUMBERS: &[Number] = &[
    number("commission_basis_points", 500, 0, 5_000),
    number("unpaid_minutes", 30, 5, 1_440),
    number("gift_address_hours", 24, 1, 336),
    number("ship_within_days", 14, 1, 90),
    number("first_reminder_days", 2, 1, 90),
    number("second_reminder_days", 7, 1, 90),
    number("objection_home_days", 10, 1, 60),
    number("objection_abroad_days", 30, 1, 120),
    number("extension_days", 7, 1, 30),
    number("release_notice_days", 2, 1, 30),
    number("refund_answer_hours", 48, 1, 336),
    number("return_post_days", 7, 1, 60),
    number("return_confirm_days", 10, 1, 60),
    number("market_call_days", 7, 1, 60),
    number("ruling_days", 60, 1, 180),
    number("no_reason_return_days", 7, 0, 60),
    number("after_sales_days", 15, 0, 180),
    number("payout_least_units", 10, 1, 1_000_000),
    number("payout_least_idr_units", 20_000, 1, 1_000_000_000),
    number("payout_least_inr_units", 100, 1, 1_000_000_000),
    number("payout_least_jpy_units", 200, 1, 1_000_000_000),
    number("payout_least_usd_units", 2, 1, 1_000_000_000),
    number("payout_least_eur_units", 2, 1, 1_000_000_000),
    number("payout_automatic_units", 5_000, 0, 1_000_000_000),
    number("payout_automatic_idr_units", 10_000_000, 0, 1_000_000_000_000),
    number("payout_automatic_inr_units", 60_000, 0, 1_000_000_000_000),
    number("payout_automatic_jpy_units", 100_000, 0, 1_000_000_000_000),
    number("payout_automatic_usd_units", 700, 0, 1_000_000_000_000),
    number("payout_automatic_eur_units", 700, 0, 1_000_000_000_000),
    number("payout_shop_age_days", 30, 0, 365),
    number("payout_account_age_days", 3, 0, 90),
    number("work_regret_hours", 24, 0, 336),
    number("rest_days", 14, 1, 90),
    number("deposit_most_basis_points", 5_000, 100, 9_000),
    number("quote_answer_days", 7, 1, 60),
    number("quote_valid_days", 14, 1, 90),
    number("offer_answer_hours", 48, 1, 336),
    number("offer_hold_hours", 24, 1, 168),
    number("offers_per_day", 5, 1, 100),
    number("messages_per_minute", 30, 1, 1_000_000),
    number("conversations_per_hour", 30, 1, 1_000_000),
    number("conversation_reports_per_day", 10, 1, 1_000),
    number("review_days", 15, 1, 60),
    number("review_reminder_days", 5, 1, 60),
    number("notification_days", 90, 7, 730),
    number("checkout_attempts_per_hour", 30, 1, 1_000_000),
    number("coupon_guesses_per_hour", 30, 1, 1_000_000),
    number("registrations_per_hour", 60, 1, 1_000_000),
    number("sign_ins_per_hour", 240, 1, 1_000_000),
];

/// Whole units of a currency, where one number does not fit all: a hundred rupiah is not a hundred yuan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByCurrency {
    /// Those that have a number of their own.
    own: Vec<(Currency, i64)>,
    others: i64,
}

/// Currencies whose unit is worth far less or far more than a yuan: they have numbers of their own.
const OWN: [&str; 5] = ["IDR", "INR", "JPY", "USD", "EUR"];

impl ByCurrency {
    fn new(name: &str, get: impl Fn(&str) -> u64) -> Self {
        let units = |name: &str| i64::try_from(get(name)).unwrap_or(i64::MAX);
        let own = OWN.iter().filter_map(|code| {
            let currency = Currency::parse(code).ok()?;
            Some((currency, units(&format!("{name}_{}_units", code.to_lowercase()))))
        });
        Self { own: own.collect(), others: units(&format!("{name}_units")) }
    }

    pub fn units(&self, currency: Currency) -> i64 {
        self.own.iter().find(|(own, _)| *own == currency).map_or(self.others, |(_, units)| *units)
    }
}

/// The numbers in force, as the acts use them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// The market's part of the goods of an order, shipping not counted.
    pub commission: BasisPoints,
    /// A purchase that is not paid by then is closed and its stock goes back.
    pub unpaid: Duration,
    /// A gift whose receiver has not said by then where it goes is refunded.
    pub gift_address: Duration,
    /// An order that is not shipped by then is refunded.
    pub ship_within: Duration,
    /// When the seller of a paid order is reminded to ship it.
    pub ship_reminders: [Duration; 2],
    /// Days in which the buyer may object, when buyer and shop are in one country, and when not.
    pub objection_home: Duration,
    pub objection_abroad: Duration,
    /// What the buyer may add to it, once.
    pub extension: Duration,
    /// How long before the release of the escrow the buyer is warned.
    pub release_notice: Duration,
    /// A request for money back that the shop has not answered by then is granted.
    pub refund_answer: Duration,
    /// What goes back to the shop is on its way by then, or the request is closed.
    pub return_post: Duration,
    /// A return that the shop has not confirmed by then counts as arrived.
    pub return_confirm: Duration,
    /// After a refusal the buyer may call the market in until then.
    pub market_call: Duration,
    /// A dispute without a ruling by then is decided for the buyer.
    pub ruling: Duration,
    /// Days, from the day after receipt, in which what was in stock may go back for no reason.
    pub no_reason_return_days: u32,
    /// How long after receipt money may still be asked back.
    pub after_sales: Duration,
    /// Whole units of the shop's currency: less is not paid out, and up to the second a payout needs nobody to look
    /// at it.
    pub payout_least: ByCurrency,
    pub payout_automatic: ByCurrency,
    /// How long a shop has been open, and its account the same, before its payouts need nobody to look at them.
    pub payout_shop_age: Duration,
    pub payout_account_age: Duration,
    /// How long the buyer of what is made for them may change their mind after paying.
    pub work_regret: Duration,
    /// When a piece is ready, its rest is paid by then, or the deposit is forfeit.
    pub rest: Duration,
    /// The largest part of the goods that may be asked for before the work begins.
    pub deposit_most: BasisPoints,
    /// A request for a quote that the shop has not answered by then expires.
    pub quote_answer: Duration,
    /// How long a quote stands.
    pub quote_valid: Duration,
    /// An offer that nobody answered by then expires.
    pub offer_answer: Duration,
    /// What was agreed is bought by then, or its pieces go back.
    pub offer_hold: Duration,
    /// Of one buyer about one listing.
    pub offers_per_day: u32,
    /// From one account.
    pub messages_per_minute: u32,
    /// That one account begins.
    pub conversations_per_hour: u32,
    /// That one person makes.
    pub conversation_reports_per_day: u32,
    /// How long after receipt both sides may review each other; what one side says is published then at the latest.
    pub review: Duration,
    /// When the buyer is asked for a review.
    pub review_reminder: Duration,
    /// How long notifications are kept.
    pub notifications: Duration,
    pub checkout_attempts_per_hour: u32,
    /// Codes that do not exist, from one network address.
    pub coupon_guesses_per_hour: u32,
    /// From one network address.
    pub registrations_per_hour: u32,
    pub sign_ins_per_hour: u32,
}

impl Default for Rules {
    fn default() -> Self {
        Self::from_settings(&[])
    }
}

impl Rules {
    /// The numbers in force: what was set, and the default for the rest.
    pub fn from_settings(settings: &[(String, String)]) -> Self {
        let get = |name: &str| {
            let number = NUMBERS.iter().find(|number| number.name == name);
            number.map_or(0, |number| number.in_force(settings))
        };
        let count = |name: &str| u32::try_from(get(name)).unwrap_or(u32::MAX);
        Self {
            commission: BasisPoints::new(u32::try_from(get("commission_basis_points")).unwrap_or(0)),
            unpaid: minutes(get("unpaid_minutes")),
            gift_address: hours(get("gift_address_hours")),
            ship_within: days(get("ship_within_days")),
            ship_reminders: ["first_reminder_days", "second_reminder_days"].map(|name| days(get(name))),
            objection_home: days(get("objection_home_days")),
            objection_abroad: days(get("objection_abroad_days")),
            extension: days(get("extension_days")),
            release_notice: days(get("release_notice_days")),
            refund_answer: hours(get("refund_answer_hours")),
            return_post: days(get("return_post_days")),
            return_confirm: days(get("return_confirm_days")),
            market_call: days(get("market_call_days")),
            ruling: days(get("ruling_days")),
            no_reason_return_days: count("no_reason_return_days"),
            after_sales: days(get("after_sales_days")),
            payout_least: ByCurrency::new("payout_least", get),
            payout_automatic: ByCurrency::new("payout_automatic", get),
            payout_shop_age: days(get("payout_shop_age_days")),
            payout_account_age: days(get("payout_account_age_days")),
            work_regret: hours(get("work_regret_hours")),
            rest: days(get("rest_days")),
            deposit_most: BasisPoints::new(u32::try_from(get("deposit_most_basis_points")).unwrap_or(0)),
            quote_answer: days(get("quote_answer_days")),
            quote_valid: days(get("quote_valid_days")),
            offer_answer: hours(get("offer_answer_hours")),
            offer_hold: hours(get("offer_hold_hours")),
            offers_per_day: count("offers_per_day"),
            messages_per_minute: count("messages_per_minute"),
            conversations_per_hour: count("conversations_per_hour"),
            conversation_reports_per_day: count("conversation_reports_per_day"),
            review: days(get("review_days")),
            review_reminder: days(get("review_reminder_days")),
            notifications: days(get("notification_days")),
            checkout_attempts_per_hour: count("checkout_attempts_per_hour"),
            coupon_guesses_per_hour: count("coupon_guesses_per_hour"),
            registrations_per_hour: count("registrations_per_hour"),
            sign_ins_per_hour: count("sign_ins_per_hour"),
        }
    }

    /// How long API replies are remembered by their idempotency key.
    pub fn idempotency(&self) -> Duration {
        hours(24)
    }
}
