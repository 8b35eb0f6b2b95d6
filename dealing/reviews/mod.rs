//! Reviews: what buyers and shops say of each other after an order, and the reputation that comes of it.
//!
//! **Words.** A *review* is what one side of a completed order says about the other: a *verdict* (good, fair, poor), a
//! buyer's three *scores*, words and photos. It is *sealed* while only its author sees it. *Credit* is one point for every
//! good review and one less for every poor one.
//!
//! **Promises.** Only completed orders are reviewed, once by each side, within 15 d. Nobody sees what the other side says
//! before they have spoken themselves or the days are over, so that nobody answers in kind. A review is changed once, and
//! after its publication only for the better. The side that it is about replies once. A published review counts in every
//! sum it belongs to and a hidden one in none; a review changes as many rows of sums as its order has listings, whatever
//! the shop's history, and `jishi check` counts everything anew.
//!
//! ```text
//! sealed --publish--> published
//! published --hide--> hidden
//! hidden --restore--> published
//! ```
//!
//! **Clocks.** Written within 15 d of completion, and published then at the latest; the buyer is reminded after 5 d. All are
//! configuration (`rules`).
//!
//! **Not here.** What a listing is found by (`search`). Reviews are about an order; a listing shows those of the orders it
//! was in.

pub mod api;
mod capability;
mod case;
mod credit;
mod decide;
mod demo;
mod dispatch_time;
mod edit;
mod invariants;
pub mod jobs;
mod kinds;
pub mod mail;
pub mod numbers;
pub mod pages;
mod person;
mod promises;
mod publish;
mod rated;
mod reply;
mod report;
mod report_store;
mod reputation;
mod review;
mod shown_review;
mod signal_store;
mod signals;
mod store;
pub mod tell;
pub mod wire;
mod write;

pub use capability::CAPABILITY;
pub use case::{Decided, Decision, Report, ReportReason};
pub use credit::reputation;
pub use decide::{DecisionError, decide};
pub use dispatch_time::order_moved;
pub use edit::{Change, EditError, edit};
pub use person::export;
pub use promises::{ReviewNews, TellOfReview};
pub use publish::publish;
pub use reply::{ReplyError, reply};
pub use report::{ReportError, report};
pub use report_store::{Reported, count_open, list_decided, list_reported, reports};
pub use reputation::{Credit, Level, Rank, Rating, Recent, Reputation, WINDOW_DAYS, first_day};
pub use review::{
    Author, Opinion, Reply, Review, ReviewAct, ReviewId, ReviewStage, ReviewState, Scores, Step, Verdict,
};
pub use shown_review::ShownReview;
pub use store::{
    credit_of_buyer, credit_of_shop, find, list_by_author, list_of_listing, list_of_order, list_of_shop,
    rating, ratings, shop_ratings,
};
pub use write::{WriteError, write, write_until};
