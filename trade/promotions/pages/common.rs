use kernel::{Money, Timestamp, hours};
use platform::{
    views::Shell,
    web::{self, Fields, Limit, Problem},
};

use crate::{market::Market, promotions::Refusal, promotions::numbers, wire::time};

pub fn guesses(market: &Market) -> Limit {
    Limit { name: "coupon-guesses", times: market.rules().count(numbers::GUESSES), per: hours(1) }
}

/// Whether somebody's codes are looked at: not after too many wrong ones.
pub fn may_try(market: &Market, from: &str) -> bool {
    !market.limits.is_spent(guesses(market), from)
}

/// The same for programs, which are told to come back.
pub fn may_try_or_wait(market: &Market, from: &str, has_none: bool) -> Result<(), Problem> {
    if has_none || may_try(market, from) { Ok(()) } else { market.limits.take(guesses(market), from) }
}

/// Count a code that may have been a guess.
pub fn count_guess(market: &Market, from: &str, refusal: Refusal) {
    if refusal.is_guess() {
        // Refused only when nothing is left, and then no code is looked at.
        let _ = market.limits.take(guesses(market), from);
    }
}

/// Why a code does not apply, beside its field.
pub fn worded(
    refusal: Refusal,
    moment: impl Fn(Timestamp) -> String,
    money: impl Fn(Money) -> String,
) -> web::Refusal {
    match refusal {
        Refusal::Unknown => web::Refusal::new("refused-coupon-unknown"),
        Refusal::OtherShop => web::Refusal::new("refused-coupon-other-shop"),
        Refusal::OfMarket => web::Refusal::new("refused-coupon-of-market"),
        Refusal::OfShop => web::Refusal::new("refused-coupon-of-shop"),
        Refusal::OtherCurrency { currency } => {
            web::Refusal::new("refused-coupon-currency").with("currency", currency.code())
        }
        Refusal::NotYet { from } => web::Refusal::new("refused-coupon-not-yet").with("when", moment(from)),
        Refusal::Paused => web::Refusal::new("refused-coupon-paused"),
        Refusal::Over => web::Refusal::new("refused-coupon-over"),
        Refusal::UsedUp => web::Refusal::new("refused-coupon-used-up"),
        Refusal::UsedByYou => web::Refusal::new("refused-coupon-used-by-you"),
        Refusal::BelowLeast { least, missing } => web::Refusal::new("refused-coupon-below")
            .with("least", money(least))
            .with("missing", money(missing)),
        Refusal::Nothing => web::Refusal::new("refused-coupon-takes-nothing"),
        Refusal::TooManyGuesses => web::Refusal::new("refused-coupon-guesses"),
    }
}

/// Why a code does not apply, for a person.
pub fn said(shell: &Shell, refusal: Refusal) -> web::Refusal {
    worded(refusal, |at| shell.moment(&at), |amount| shell.money(&amount))
}

/// Codes that do not apply, for a program: each beside its field.
pub fn problem(refused: &[(String, Refusal)]) -> Problem {
    let mut fields = Fields::default();
    for (field, refusal) in refused {
        fields.refuse(field, worded(*refusal, time, |amount| amount.to_string()));
    }
    Problem::invalid(&fields)
}
