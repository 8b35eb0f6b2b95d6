use platform::views::Shell;

use crate::live::coupons::RoomCoupon;

/// What a coupon gives, in words.
pub fn terms(shell: &Shell, coupon: &RoomCoupon) -> String {
    let off = shell.say("coupon-off-amount", &[("amount", &shell.money(&coupon.off))]);
    shell.say("coupon-from-least", &[("off", &off), ("least", &shell.money(&coupon.least))])
}
