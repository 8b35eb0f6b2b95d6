//! The words every capability speaks: money, ids, time, chance, who is asking, and pages of a list.
//!
//! Everything here is pure: no database, no network, no async. Two things come from outside, the time of
//! day and chance, and both are values that are handed in ([`Clock`], [`Chance`]), so that a test can hold
//! them still.
//!
//! Promises: an amount of money always knows its currency and never touches a float; an id of something a
//! shop owns always names the shop; a time is always UTC; an id made later is always the larger one.
#![deny(clippy::float_arithmetic)]

mod actor;
mod base32;
mod chance;
mod clock;
mod coordinates;
mod country;
mod currency;
mod day;
mod exchange;
mod hands;
mod ids;
mod lifecycle;
mod money;
mod narrow;
mod page;
mod price;
mod rate;
mod rates;
mod time;
mod wire;
mod words;

pub use actor::{Actor, Forbidden, ShopRole, Side};
pub use chance::{Chance, born_at, first_id, shop_born_at};
pub use clock::{Clock, MockClock};
pub use coordinates::{Coordinates, NotCoordinates};
pub use country::{Country, UnknownCountry};
pub use currency::{Currency, UnknownCurrency};
pub use day::{Day, NotADay};
pub use exchange::{ExchangeRate, RateError, Ratio};
pub use ids::{AccountId, NotAnId, OfShop, OrderId, PurchaseId, ShopId};
pub use lifecycle::{Lifecycle, Refused};
pub use money::{Money, MoneyError};
pub use narrow::narrow;
pub use page::{Cursor, Limit, NotACursor, Page};
pub use price::PriceError;
pub use rate::{BasisPoints, Rounding};
pub use rates::{Conversion, Quoted, Rates};
pub use time::{NotATime, Timestamp, days, hours, minutes};
pub use words::Word;

/// What the macros need in the crate that calls them.
#[doc(hidden)]
pub mod for_macros {
    pub use crate::ids::{read_pair, read_single, write_pair, write_single};
    pub use crate::lifecycle::{disagreements, drawn, ends, steps, unreached};
    pub use crate::wire::text;
    pub use serde;
}
