//! Quotes: what a shop would make for one buyer, for how much and until when.
//!
//! **Words.** The buyer's *brief* says what is wanted, in words and sketches. A *quote* answers it with *terms*: a
//! price, paid at once or with a *deposit* first, the days it takes, what is included, how many revisions, and the
//! *milestones* that the buyer will hear of. A shop may also quote without a brief, for what was talked about.
//!
//! **Promises.** The terms of an order are those that the buyer saw. It is placed through `orders::place`, once per
//! key. When it is not paid, the quote stands again until its day. What was said before stays in the conversation.
//!
//! ```text
//! asked --quote--> quoted
//! asked --decline--> declined
//! asked --withdraw--> withdrawn
//! asked --expire--> expired
//! quoted --quote--> quoted
//! quoted --decline--> declined
//! quoted --withdraw--> withdrawn
//! quoted --expire--> expired
//! quoted --order--> ordered
//! ordered --reopen--> quoted
//! ```
//!
//! **Clocks.** 7 d to answer a brief, 14 d for which a quote stands. Both are configuration (`rules`).
//!
//! **Not here.** Paying in two parts, and what happens when the rest is not paid (`orders`).

pub mod api;
mod ask;
mod buy;
mod card;
mod end;
pub mod jobs;
pub mod pages;
mod progress;
mod promises;
mod propose;
mod quote;
mod step;
mod store;
mod terms;
mod wire;

pub use ask::{ask, withdraw};
pub use buy::{QuoteCheckout, buy, price, reckon};
pub use card::QuoteCard;
pub use end::{decline, end_turn, order_moved};
pub use progress::{ProgressError, progress};
pub use propose::{propose, revise};
pub use quote::{Quote, QuoteAct, QuoteId, QuoteStage, QuoteState, Step};
pub use step::QuoteError;
pub use store::{find_for, list_of};
pub use terms::{Brief, QuoteTerms, TermsError};
pub use wire::QuoteOut;
