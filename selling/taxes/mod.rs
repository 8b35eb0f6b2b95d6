//! Taxes: what a shop states of the tax in its prices.
//!
//! **Words.** Prices *include* tax. What a shop *states* is what the tax is called there, its rates, and whether goods that leave
//! its country are taxed: its *tax terms*. They hold from a day of its calendar on, until others do. A *class* says which rate a listing has:
//! standard, reduced, zero or exempt.
//!
//! **Promises.** A shop that states nothing has no word of tax anywhere. That it states none, a rate of nothing and what is exempt
//! are three things. What was in force once stays in the history; an order keeps what was stated on its day.
//!
//! **Not here.** How much it comes to (`prices`), and what became of it with an order and its refunds (`orders`). What the law of
//! a place asks of a shop is for its adviser to say.

pub mod api;
mod capability;
mod demo;
pub mod pages;
mod read;
mod state_terms;
mod store;
mod terms;
mod wire;
mod withdraw;

pub use capability::CAPABILITY;
pub use state_terms::{NewTerms, StateError, state_terms};
pub use store::{find_in_force, list};
pub use terms::{TaxTerms, TermsId, calendar_day};
pub use withdraw::{WithdrawError, withdraw};
