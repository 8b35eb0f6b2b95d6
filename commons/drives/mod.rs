//! Drives: campaigns that bring shops on, and what became of whom they brought.
//!
//! **Words.** A *drive* has dates and targets, retailers and companies apart; it is of a place, whose steward *leads* it, or of the
//! market, led by the operator. A *helper* is named by who leads, and has a *code*: on links, on posters, on their phone. Somebody who
//! comes *signs up*, by the page, by a helper's link, or by an *invitation* that a helper sends on the spot. From then on the drive
//! follows them: shop, first listing, first sale, third month. A shop is *brought on* when it has its first listing, and has *stayed*
//! when it sells in its third month.
//!
//! The stages of a drive stand in `drive.rs`, those of a sign-up in `sign_up.rs`, those of an invitation in `invitation.rs`.
//!
//! **Promises.**
//! - Nobody counts twice: one person signs up once, in whichever drives, and one shop is counted for one sign-up.
//! - Nobody counts for themselves: who leads or helps does not sign up in their own drive, and a shop in which its helper works is
//!   credited to nobody.
//! - There is one level: only who leads names helpers, and nothing is counted for having brought a helper.
//! - A helper sees no password, no code and no address: whoever they invite answers for themselves, signed in with what only they
//!   can read. Who has said no is not asked again for the same drive.
//! - A drive has courses for those who come by it; how many of them have completed one is told, never who.
//! - The public counter is what became of shops, never what was typed in.
//!
//! **Not here.** How one signs in (`accounts`), opens a shop (`shops`) or belongs to a village (`villages`).

pub mod api;
mod capability;
mod code;
mod cost;
mod cost_store;
mod course_store;
mod demo;
pub mod desk_api;
mod drive;
mod drive_store;
mod follow;
mod funnel;
mod helper_code;
mod helper_store;
mod invariants;
mod invitation;
mod invitation_store;
mod invite;
mod jobs;
mod join;
mod kind;
mod kinds;
mod lead;
mod mail;
mod name_helper;
mod numbers;
mod pages;
mod person;
mod promises;
mod scopes;
mod sign_up;
mod sign_up_store;
mod spend;
mod step_store;
mod teach;
mod wire;

pub use capability::CAPABILITY;
pub use cost::{Cost, CostId, NewCost};
pub use cost_store::list as costs;
pub use course_store::{count_learnt, list as courses};
pub use drive::{Drive, DriveAct, DriveId, DriveStage, LONGEST_DAYS, Plan, PlanFault};
pub use drive_store::{find as find_drive, list_made, list_of_places, list_open};
pub use follow::{follow, look_at_all};
pub use funnel::{Counts, Funnel, Reached, counted, counts, funnel, funnel_of_helpers, helper_funnel};
pub use helper_code::HelperCode;
pub use helper_store::{find_by_code, find_there as find_helper, helped_by, list as helpers};
pub use invitation::{Invitation, InvitationAct, InvitationId, InvitationStage};
pub use invitation_store::{find_for as find_invitation, list_of_helper as invitations_of, waiting_for};
pub use invite::{InviteError, Invited, accept, invite, refuse};
pub use join::{Came, JoinError, sign_up, withdraw};
pub use kind::SignUpKind;
pub use lead::{LeadError, find_led, is_led_by, make, plan, step};
pub use name_helper::{HelperError, dismiss, name_helper};
pub use sign_up::{Door, SignUp, SignUpAct, SignUpId, SignUpStage, THIRD_MONTH};
pub use sign_up_store::{find_of, list as list_sign_ups, list_of_helper};
pub use spend::{CostError, spend, strike};
pub use teach::{TeachError, add_course, remove_course};
