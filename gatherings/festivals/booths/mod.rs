//! Booths: an organiser calls for shops, shops apply, the organiser chooses, and a fee is paid where there is one.
//!
//! applied --accept--> accepted
//! applied --put-on-list--> waiting
//! applied --decline--> declined
//! applied --withdraw--> withdrawn
//! applied --call-off--> called-off
//! waiting --accept--> accepted
//! waiting --decline--> declined
//! waiting --withdraw--> withdrawn
//! waiting --call-off--> called-off
//! accepted --confirm--> confirmed
//! accepted --lapse--> lapsed
//! accepted --withdraw--> withdrawn
//! accepted --call-off--> called-off
//! confirmed --withdraw--> withdrawn
//! confirmed --call-off--> called-off
//! withdrawn --apply--> applied
//! lapsed --apply--> applied
//!
//! **Words.** A *call* is open from a moment to a moment. A shop *applies* for a booth of one zone. Whoever is *accepted* has a
//! booth and days to pay its *fee*, a listing of the organiser's that is bought like anything else; paid, or free, the booth is
//! *confirmed*. Where all are given, who comes next stands on the *waiting list*.
//!
//! **Promises.** A zone never gives more booths than it has. A booth that is given back, or whose fee is not paid in time, goes
//! to the first on the waiting list. Every fee that was paid has its booth, or goes back; what the market cannot send back by
//! itself the organiser is shown as *owed*.

mod application;
mod apply;
mod call;
mod call_store;
mod end;
mod fee;
mod fee_store;
mod fees;
mod give;
pub(in crate::festivals) mod invariants;
pub(in crate::festivals) mod jobs;
pub(in crate::festivals) mod mail;
mod promises;
mod select;
mod select_error;
mod set_call;
mod store;

pub use application::{
    Application, ApplicationAct, ApplicationStage, ApplicationState, MOST_LISTINGS, Step, Wants,
};
pub use apply::{ApplyError, apply};
pub use call::{Call, CallPlan, PAY_DAYS};
pub use call_store::{find as call, open_calls};
pub use end::{call_off, withdraw};
pub use fee::{Fee, FeeState};
pub use fee_store::owed;
pub(super) use give::move_up;
pub use select::{accept, decline, put_on_list};
pub use select_error::SelectError;
pub use set_call::{CallError, set_call};
pub use store::{
    find, find_of_applicant, is_applied_for, list_of_applicant, list_of_festival, standing, waiting_before,
};
