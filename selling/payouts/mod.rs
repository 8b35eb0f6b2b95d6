//! Payouts: the way of a shop's money to its bank.
//!
//! **Words.** A *payout account* is the bank account that a shop is paid to. A *payout* is one amount asked for. A
//! *batch* is what the operator hands to the bank in one file. A *doubt* is why a payout waits for the operator
//! instead of being approved by rule.
//!
//! **Promises.** What is asked for leaves the shop's balance at once, so it can never be paid twice; it comes back when
//! the payout is refused, withdrawn or sent back by the bank. Nobody asks for more than their balance, and what was
//! approved waits again when buyers got back more than stays: a shop that owes is paid nothing. A batch keeps its
//! number and its file, however often it is downloaded. Only the owner changes the account and asks for money; every
//! change of the account and every act of the operator is in the audit log.
//!
//! ```text
//! requested --approve--> approved
//! requested --refuse--> refused
//! requested --withdraw--> withdrawn
//! approved --withhold--> requested
//! approved --refuse--> refused
//! approved --withdraw--> withdrawn
//! approved --export--> exported
//! exported --pay--> paid
//! exported --return--> returned
//! paid --return--> returned
//! ```
//!
//! **Rule.** A payout is approved by itself when its amount is within the limit, the shop is old enough, its account was
//! not changed lately, and what buyers ask back of completed orders is covered by what stays. All are configuration
//! (`rules`).
//!
//! **Ledger.** Asked: `shop` → `payouts`. Paid: `payouts` → `bank`. Back: from where it is → `shop`.
//!
//! **Not here.** Moving real money: the operator's bank does that, by the file.

mod account;
pub mod api;
mod approve;
mod auto_approval;
mod batch;
mod capability;
mod change_account;
mod demo;
mod doubt;
mod export;
mod invariants;
pub mod jobs;
pub mod mail;
pub mod numbers;
pub mod pages;
mod pay;
mod payout;
mod person;
mod promises;
mod refuse;
mod request;
pub mod scopes;
mod send_back;
mod step;
mod store;
mod wire;
mod withdraw;
mod withhold;

pub use account::{AccountFault, PayoutAccount};
pub use approve::approve;
pub use auto_approval::{Funds, funds, least};
pub use batch::{Batch, BatchId, bank_file};
pub use capability::CAPABILITY;
pub use change_account::{AccountError, change_account};
pub use doubt::Doubt;
pub use export::{ExportError, export};
pub use pay::{pay, pay_batch};
pub use payout::{Approval, Payout, PayoutAct, PayoutId, PayoutStage, PayoutState, Step, Turn};
pub use person::export as export_person;
pub use promises::PayoutMoved;
pub use refuse::refuse;
pub use request::{RequestError, request};
pub use send_back::send_back;
pub use step::StepError;
pub use store::{
    StepRow, count_in_market, find_account, find_batch, find_for, list_batches, list_for_seller,
    list_in_market, list_of_batch, pending, steps,
};
pub use withdraw::withdraw;
pub use withhold::withhold;
