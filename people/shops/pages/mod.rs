//! Shops to look at, and the part of a shop's desk that is about the shop itself.

mod common;
mod cover;
mod desk;
mod open;
mod share;
mod staff;
mod start;
mod story;

use axum::extract::DefaultBodyLimit;
use platform::web::{Problem, Routes};

pub use common::{Story, seller, shop_of_desk, start_step};
pub(super) use cover::{MOST_BYTES as MOST_COVER_BYTES, keep as keep_cover, read as read_cover};
pub(super) use open::read_shop;
pub use share::share_path;
pub(super) use staff::hire;
pub(super) use start::steps as start_steps;
pub(super) use story::follow_panel;

use super::{CloseShopError, EditShopError, FollowError, HolidayError, OpenError, SenderError, StaffError};
use crate::market::Market;

pub fn routes() -> Routes<Market> {
    Routes::default()
        .post("/desk/{handle}/cover", cover::update)
        .map(|router| router.layer(DefaultBodyLimit::max(cover::MOST_BYTES)))
        .get("/desk/{handle}/cover", cover::edit)
        .get("/share", share::show)
        .post("/shops", open::create)
        .get("/shops/new", open::new)
        .post("/following/{handle}", story::follow)
        .get("/desk", desk::index)
        .get("/desk/{handle}/settings", desk::settings)
        .post("/desk/{handle}/settings", desk::edit)
        .get("/desk/{handle}/closure", desk::closure)
        .post("/desk/{handle}/closure", desk::close)
        .post("/desk/{handle}/reopening", desk::reopen)
        .get("/desk/{handle}/holiday", desk::holiday)
        .post("/desk/{handle}/holiday", desk::begin_holiday)
        .post("/desk/{handle}/holiday/end", desk::end_holiday)
        .get("/desk/{handle}/staff", staff::index)
        .post("/desk/{handle}/staff", staff::create)
        .get("/desk/{handle}/staff/{id}/removal", staff::confirm)
        .post("/desk/{handle}/staff/{id}/removal", staff::destroy)
}

impl From<OpenError> for Problem {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::HandleTaken => Self::conflict("problem-handle-taken"),
            OpenError::TooMany => Self::conflict("problem-shops-full"),
            OpenError::Forbidden(error) => error.into(),
            OpenError::Store(error) => error.into(),
        }
    }
}

impl From<EditShopError> for Problem {
    fn from(error: EditShopError) -> Self {
        match error {
            EditShopError::NoSuchShop => Self::not_found(),
            EditShopError::Forbidden(error) => error.into(),
            EditShopError::Store(error) => error.into(),
        }
    }
}

impl From<SenderError> for Problem {
    fn from(error: SenderError) -> Self {
        match error {
            SenderError::Forbidden(error) => error.into(),
            SenderError::Store(error) => error.into(),
        }
    }
}

impl From<CloseShopError> for Problem {
    fn from(error: CloseShopError) -> Self {
        match error {
            CloseShopError::Already => Self::conflict("problem-raced"),
            CloseShopError::Forbidden(error) => error.into(),
            CloseShopError::Store(error) => error.into(),
        }
    }
}

impl From<FollowError> for Problem {
    fn from(error: FollowError) -> Self {
        match error {
            FollowError::NoSuchShop => Self::not_found(),
            FollowError::Forbidden(error) => error.into(),
            FollowError::Store(error) => error.into(),
        }
    }
}

impl From<HolidayError> for Problem {
    fn from(error: HolidayError) -> Self {
        match error {
            HolidayError::BadEnd => Self::conflict("problem-holiday-end"),
            HolidayError::Forbidden(error) => error.into(),
            HolidayError::Store(error) => error.into(),
        }
    }
}

impl From<StaffError> for Problem {
    fn from(error: StaffError) -> Self {
        match error {
            StaffError::NotStaff => Self::not_found(),
            StaffError::NoSuchAccount => Self::conflict("problem-no-such-account"),
            StaffError::Already => Self::conflict("problem-staff-already"),
            StaffError::Full => Self::conflict("problem-staff-full"),
            StaffError::Forbidden(error) => error.into(),
            StaffError::Store(error) => error.into(),
        }
    }
}
