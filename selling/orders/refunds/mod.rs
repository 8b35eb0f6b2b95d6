//! After the sale: what a buyer asks back once the parcel is on its way, and how it ends.
//!
//! **Words.** A *refund request* asks for money back, with or without a *return* of the goods. Until it ends, the
//! order's days to object stand still. A *dispute* is a request that the market decides by a *ruling*. *Evidence* is
//! what either side says and shows.
//!
//! **Promises.** One request of an order is open at a time, and it is always somebody's turn until a moment that both
//! sides see; when that moment passes, what was promised happens by itself. Nobody gets back more than they paid, by
//! line, by piece or in sum. Money moves in the transaction of the step that decides it: from escrow while the order
//! is not completed, from the shop's balance afterwards, and the commission goes back in proportion.
//!
//! A shop may answer with an *offer*: a smaller sum, and the goods stay where they are. By *goodwill* it gives back a
//! part that nobody asked for: a request of the shop's own that ends at once, also before shipment. A ruling may *order
//! a return*: the goods go back first, then the money.
//!
//! ```text
//! requested --accept--> return-awaited
//! requested --grant--> return-granted
//! requested --refuse--> refused
//! requested --offer--> offered
//! requested --refund--> refunded
//! requested --withdraw--> closed
//! offered --agree--> refunded
//! offered --refund--> refunded
//! offered --dispute--> disputed
//! offered --withdraw--> closed
//! refused --dispute--> disputed
//! refused --refund--> refunded
//! refused --withdraw--> closed
//! refused --close--> closed
//! return-granted --accept--> return-awaited
//! return-granted --refund--> refunded
//! return-granted --withdraw--> closed
//! return-awaited --post--> return-posted
//! return-awaited --refund--> refunded
//! return-awaited --withdraw--> closed
//! return-awaited --close--> closed
//! return-posted --refund--> refunded
//! return-posted --dispute--> disputed
//! disputed --refund--> refunded
//! disputed --rule--> ruled
//! disputed --order-return--> return-awaited
//! disputed --order-address--> return-granted
//! disputed --withdraw--> closed
//! ```
//!
//! Returned pieces are in stock again when the shop, which has looked at them, says that they can be sold.
//!
//! **Clocks.** The shop answers within 48 h, or it is granted; the buyer posts within 7 d and calls the market in
//! within 7 d of a refusal, or it is closed, and of an offer, or that sum goes back; the shop confirms a return within
//! 10 d and the market rules within 60 d, or the buyer is refunded. All are configuration (`rules`).
//!
//! **Mail.** Whoever waits for a step is told of it when the other side, the market or the clock has taken it.
//!
//! **Not here.** Cancelling before shipment: that is `orders::cancel`.

mod accept;
mod agree;
pub mod api;
mod ask;
mod dispute;
mod end_turn;
mod evidence;
mod goodwill;
pub mod invariants;
pub mod jobs;
pub mod mail;
mod offer;
mod outcome;
pub mod pages;
mod plan;
mod post;
mod promises;
mod refund;
mod refuse;
mod request;
mod rule;
mod settle;
mod show_evidence;
mod step;
mod store;
pub mod tell;
mod window;
mod wire;
mod withdraw;

pub use accept::accept;
pub use agree::agree;
pub use ask::{AskError, ask};
pub use dispute::dispute;
pub use end_turn::end_turn;
pub use evidence::{Evidence, Testimony};
pub use goodwill::{GiveError, Goodwill, give, most, weigh};
pub use offer::{OfferError, offer};
pub use outcome::{Ended, Given, Ruling};
pub use plan::{LinePieces, PlanError, RefundClaim, RefundableLine, WithShipping, offered};
pub use post::post;
pub use promises::{RefundMoved, RefundPaid};
pub use refund::{Shelf, refund};
pub use refuse::refuse;
pub use request::{
    Kind, Reason, RefundAct, RefundRequest, RefundStage, RequestId, RequestLine, RequestState, Step,
};
pub use rule::{Decision, RuleError, can_go_back, rule};
pub use show_evidence::{EvidenceError, show_evidence};
pub use step::StepError;
pub(crate) use store::open_refunds;
pub use store::{
    StepRow, count_for_seller, count_in_market, evidence, find_for, find_open, lines, list_for_seller,
    list_in_market, list_of_order, return_address, steps, taken,
};
pub use window::Window;
pub use withdraw::withdraw;
