use kernel::Currency;
use platform::web::{Fields, Refusal};

use crate::live::{
    coupons::{GiveError, MOST_DAYS, MOST_PIECES, NewRoomCoupon},
    prices::{LONGEST, SHORTEST},
};

/// What a host lets viewers take, from a page or a program.
pub fn read_coupon(form: &mut Fields, currency: Currency) -> Option<NewRoomCoupon> {
    let off = form.money("amount", currency);
    let least = form.money("least", currency);
    let pieces = form.whole("pieces", 1..=MOST_PIECES);
    let seconds = form.whole("seconds", SHORTEST..=LONGEST);
    let days = form.maybe_whole("days", 1..=MOST_DAYS).unwrap_or(1);
    if form.is_good() && off.minor() >= least.minor() {
        form.refuse("least", Refusal::new("refused-room-coupon-least"));
    }
    form.is_good().then_some(NewRoomCoupon { off, least, pieces, seconds, days })
}

/// Put what is wrong with a coupon beside its field. False when no field is to blame.
pub fn blame(form: &mut Fields, error: &GiveError) -> bool {
    match error {
        GiveError::NotLess => form.refuse("least", Refusal::new("refused-room-coupon-least")),
        GiveError::NoSuchRoom
        | GiveError::NotOnAir
        | GiveError::Limits
        | GiveError::Coupon(_)
        | GiveError::Forbidden(_)
        | GiveError::Store(_) => return false,
    }
    true
}
