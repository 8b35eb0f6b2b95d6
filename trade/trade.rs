//! The trade: accounts · shops · catalog · search · shipping · ledger · payments · promotions · orders.
//!
//! Each capability may use only those before it. `market`, `visit` and `rules` are what their pages share.

pub mod accounts;
pub mod catalog;
pub mod ledger;
pub mod market;
pub mod orders;
pub mod payments;
pub mod rules;
pub mod shipping;
pub mod shops;
pub mod visit;
