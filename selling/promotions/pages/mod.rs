//! Coupons on a shop's desk and on the operator's, and what is said of a code that does not apply.

mod codes;
mod common;
mod list;
pub mod panels;
mod problems;
mod routes;
mod steps;

pub use common::{COUPONS, Side, count_guess, may_try, may_try_or_wait, problem, said, terms, tone};
pub(super) use common::{read_currency, step_of};
pub use routes::routes;
