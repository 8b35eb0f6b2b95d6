//! Coupons in the room and at the desk of its host.

mod desk;
mod problems;
mod read;
mod room;
mod terms;

use platform::web::Routes;

pub(in crate::live) use read::read_coupon;

use crate::Commons;

pub fn routes() -> Routes<Commons> {
    Routes::default()
        .get("/live/{id}/coupons/{coupon}", room::show)
        .post("/live/{id}/coupons/{coupon}/codes", room::create)
        .get("/desk/{handle}/live/{id}/coupons", desk::index)
        .post("/desk/{handle}/live/{id}/coupons", desk::create)
}
