//! Villages: which shops are of which village, and what online trade does for a place.
//!
//! **Words.** A *division* is a part of a country that has an official code: province, prefecture, county, township,
//! *village*. A *steward* looks after a place and is appointed by the operator. A shop *joins* a village when its steward
//! says yes, and *leaves* when it likes. What its *household* is it says itself. The `sales` of a village are those of its
//! shops, from the day on which each joined until the day it left.
//!
//! ```text
//! asked --admit--> joined
//! asked --decline--> declined
//! asked --withdraw--> withdrawn
//! joined --leave--> left
//! ```
//!
//! **Promises.** A division never disappears: one that is no more is kept with its day and with what became of it, and the
//! shops under it stay. A shop belongs to one village at a time, and its sales count for one. A household that a shop has not
//! named is not counted, and that is said.
//!
//! **Not here.** What a shop sells (`catalog`) and earns (`ledger`).

pub mod api;
mod capability;
mod commands;
mod demo;
pub mod desk_api;
pub mod divisions;
mod fact;
mod invariants;
mod jobs;
mod join;
mod membership;
mod membership_store;
mod numbers;
mod pages;
mod person;
mod place;
mod place_store;
mod promises;
pub mod publication;
pub mod recognition;
pub mod sales;
mod scopes;
mod steward;
mod steward_store;
mod wire;

pub use capability::CAPABILITY;
pub use divisions::{Division, DivisionCode};
pub use fact::{Fact, FactKind, PlaceStory};
pub use join::{Answer, JoinError, ask, leave, tell};
pub use membership::{MOST_HOUSEHOLD, Membership, MembershipAct, MembershipId, MembershipStage, Told};
pub use membership_store::{count as count_members, find_now, list_of_shop, members, open_members};
pub use place::{Elsewhere, Figures, PlaceError, declare, enter, figures, look, shop_figures, tell_of};
pub use place_store::{Declared, declared, facts, story, under_vanished};
pub use steward::{AppointError, answer, appoint, dismiss, find_for, list_asking};
pub use steward_store::{all_stewards, divisions_of, stewards_of};
