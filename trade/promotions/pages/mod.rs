//! Coupons on a shop's desk and on the operator's, and what is said of a code that does not apply.

mod codes;
mod common;
mod list;
pub mod panels;
mod problems;
mod routes;
mod show;
mod side;

pub use common::{count_guess, may_try, may_try_or_wait, problem, said};
pub use routes::routes;
pub use side::{for_visitors, terms};
pub(super) use side::{read_currency, step_of};
