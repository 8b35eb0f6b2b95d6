//! What pages of coupons share, and lend to those of later capabilities: the two desks that coupons are made on, a shop's
//! and the operator's, and what is said of a code that does not apply.

use kernel::{Actor, Currency, Money, ShopId, ShopRole, Timestamp, hours};
use people::{
    market::Market,
    shops::{self, Desk},
    visit::Visit,
    wire::time,
};
use platform::{
    db::{DbError, Tx},
    views::Shell,
    web::{self, Fields, Limit, Problem},
};

use crate::promotions::{self, Coupon, CouponAct, MARKET, Off, Refusal, Standing, numbers, percent_text};

/// Where the pages of coupons are below a desk.
pub const COUPONS: &str = "coupons";

/// Whose desk it is, and what differs between the two.
pub struct Side {
    pub by: Actor,
    pub owner: ShopId,
    /// The desk of a shop; none on the operator's.
    pub desk: Option<Desk>,
    /// The part of the desk that is looked at, and where its pages are.
    pub section: &'static str,
    pub base: String,
    /// In which moments are written and read.
    pub zone: String,
    /// What its coupons are in; the market's may be in any.
    pub currency: Option<Currency>,
    /// Whether the asker may make and change coupons.
    pub may_change: bool,
}

impl Side {
    pub async fn of_shop(
        market: &Market,
        visit: &Visit,
        handle: &str,
        section: &'static str,
    ) -> Result<Self, Problem> {
        let (by, _) = visit.seller(handle)?;
        let id = by.shop()?;
        let shop = market.db.read(async move |tx: &mut Tx| shops::find(tx, id).await).await?;
        let shop = shop.ok_or_else(Problem::not_found)?;
        Ok(Self {
            may_change: matches!(by, Actor::Seller { role: ShopRole::Owner, .. }),
            by,
            owner: id,
            section,
            base: format!("/desk/{handle}/{section}"),
            zone: shop.zone.clone(),
            currency: Some(shop.currency),
            desk: Some(Desk::new(&shop, section)),
        })
    }

    pub fn of_market(market: &Market, visit: &Visit, section: &'static str) -> Result<Self, Problem> {
        let by = visit.operator()?;
        Ok(Self {
            by,
            owner: MARKET,
            desk: None,
            section,
            base: format!("/operator/{section}"),
            zone: market.config.zone.clone(),
            currency: None,
            may_change: true,
        })
    }

    /// The currency of a new coupon: the shop's own, or the one that was chosen.
    pub fn read_currency(&self, form: &mut Fields) -> Option<Currency> {
        read_currency(form, self.currency)
    }

    /// The frame of its pages, with the moments in its zone.
    pub fn shell(&self, visit: &Visit) -> Shell {
        let section = if self.desk.is_some() { "desk" } else { "operator" };
        Shell { zone: self.zone.clone(), ..visit.shell(section) }
    }
}

/// The currency of a new coupon: a shop's own, which it may say again, or any for the market.
pub fn read_currency(form: &mut Fields, own: Option<Currency>) -> Option<Currency> {
    let parse = |code: &str| Currency::parse(code).ok().filter(|chosen| own.is_none_or(|own| own == *chosen));
    if own.is_some() && form.maybe_line("currency", 10).is_empty() {
        return own;
    }
    form.parsed("currency", parse)
}

/// A step by the noun in its address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    pub act: CouponAct,
    pub done: &'static str,
}

pub fn step_of(noun: &str) -> Option<Step> {
    match noun {
        "pause" => Some(Step { act: CouponAct::Pause, done: "done-coupon-paused" }),
        "resumption" => Some(Step { act: CouponAct::Resume, done: "done-coupon-resumed" }),
        "end" => Some(Step { act: CouponAct::End, done: "done-coupon-ended" }),
        _ => None,
    }
}

/// What a coupon gives, in one line: `¥20 off from ¥100`.
pub fn terms(shell: &Shell, coupon: &Coupon) -> String {
    let off = match coupon.off {
        Off::Amount(amount) => shell.say("coupon-off-amount", &[("amount", &shell.money(&amount))]),
        Off::Share { rate, cap } => {
            let percent = percent_text(rate.get());
            match cap {
                None => shell.say("coupon-off-share", &[("percent", &percent)]),
                Some(cap) => {
                    shell.say("coupon-off-share-cap", &[("percent", &percent), ("cap", &shell.money(&cap))])
                }
            }
        }
    };
    if coupon.least.is_positive() {
        shell.say("coupon-from-least", &[("off", &off), ("least", &shell.money(&coupon.least))])
    } else {
        off
    }
}

/// What a visitor of a shop may use there now: the shop's own first, then the market's in its currency.
pub async fn for_visitors(
    tx: &mut Tx,
    now: Timestamp,
    shop: ShopId,
    currency: Currency,
) -> Result<Vec<Coupon>, DbError> {
    let mut found = promotions::list_public(tx, shop, now, 3).await?;
    let of_market = promotions::list_public(tx, MARKET, now, 20).await?;
    found.extend(of_market.into_iter().filter(|coupon| coupon.currency() == currency).take(2));
    Ok(found)
}

/// Colour of the badge.
pub fn tone(standing: Standing) -> &'static str {
    match standing {
        Standing::Running => "good",
        Standing::Coming => "info",
        Standing::Paused => "warn",
        Standing::UsedUp | Standing::Over | Standing::Ended => "bad",
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_has_no_needless_zeros() {
        let table = [(500, "5"), (1_250, "12.5"), (1, "0.01"), (10_000, "100"), (1_005, "10.05")];
        for (rate, words) in table {
            assert_eq!(percent_text(rate), words);
        }
    }
}
