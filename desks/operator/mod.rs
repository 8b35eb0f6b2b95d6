//! The operator's desk: what whoever runs the market looks at, and what they may do about it.
//!
//! **Words.** The *trial balance* sums every account of the ledger; it is good when each currency comes to nothing.
//! A *reason* is what the operator writes when they step in; it stays in the audit log.
//!
//! **Promises.** Every act here writes who did what to whom, with before and after, into the audit log in its own
//! transaction. The last operator can neither leave nor be shut out. To everybody else none of this exists.
//!
//! **Not here.** How an order, a shop or an account changes: the desk puts the capabilities' own acts and rows together
//! and owns no table.

pub mod api;
mod cancel_order;
mod capability;
mod change_numbers;
mod close_account;
mod close_shop;
mod drop_job;
mod grant_role;
pub mod jobs;
pub mod pages;
mod reopen_account;
mod reopen_shop;
mod revoke_role;
mod run_job;
mod trial_balance;

pub use cancel_order::cancel_order;
pub use capability::CAPABILITY;
pub use change_numbers::{NumbersError, change_numbers};
pub use close_account::{AccountError, close_account};
pub use close_shop::{ShopError, close_shop};
pub use drop_job::{JobError, drop_job};
pub use grant_role::grant_role;
pub use reopen_account::reopen_account;
pub use reopen_shop::reopen_shop;
pub use revoke_role::revoke_role;
pub use run_job::{may_run, run_job};
pub use trial_balance::{CurrencyTrial, TrialBalance};
