//! The ledger: double entry, only inserts, per shop.
//!
//! **Words.** A *transfer* moves money between *accounts* in two or more *entries*. Credit is positive. `escrow` is
//! held for an order, `shop` is owed to the shop, `commission` is the market's, `coupons` is what the
//! market pays for buyers by its coupons (negative), `payouts` is on its way to a shop's
//! bank, `bank` was paid to it, `hosts` is between a shop and those who sold for it, `provider:…` is what a payment provider holds for the market (negative: it owes us).
//!
//! **Promises.** The entries of a transfer sum to zero, in the type and again at insert. A cause posts once: its key
//! is unique in the shop. A balance is the sum of entries and nothing else.
//!
//! **Not here.** Moving real money: that is `payments`.

pub mod api;
mod capability;
mod invariants;
pub mod scopes;
mod store;
mod transfer;

pub use capability::CAPABILITY;
pub use store::{
    Balance, MonthSums, OrderEntry, StatementLine, Taking, balance, balance_before, balances_of_shop,
    entries_of_order, list_unbalanced, list_uncountable, month_sums, post, statement, statement_between,
    taking, takings, trial_balance,
};
pub use transfer::{Account, Cause, Leg, Transfer, Unbalanced};
