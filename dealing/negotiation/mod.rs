//! Bargaining: the conversation of a buyer and a shop, and the offers in it.
//!
//! **Words.** A *conversation* is what one buyer and one shop say to each other; its *messages* stand in one order.
//! An *offer* is a price for some of the shop's things; a *counter-offer* answers one. Shops may set a *floor*, below
//! which an offer declines itself, and a price from which it is accepted at once. What is made to a buyer's wishes is
//! [`quotes`]' matter.
//!
//! **Promises.** A message is kept once, however often it is sent, and everybody sees the same order without gaps.
//! A conversation is read by its two sides, and by a moderator only when one of them reports it (`reports`). Nobody
//! answers their own offer. No offer is above the list price. An accepted offer locks the price and holds the
//! pieces; it is bought through `orders::place` or the pieces go back. Floor and acceptance price are never shown, and
//! a refusal by the floor comes when a person's might.
//!
//! ```text
//! open --accept--> accepted
//! open --decline--> declined
//! open --counter--> countered
//! open --withdraw--> withdrawn
//! open --expire--> expired
//! open --end--> ended
//! accepted --withdraw--> withdrawn
//! accepted --order--> ordered
//! accepted --lapse--> lapsed
//! ordered --reopen--> accepted
//! ordered --lapse--> lapsed
//! ordered --end--> ended
//! ```
//!
//! An open offer *ends* when its things are sold out or changed, the shop is resting, or one side blocks the other.
//! A deal whose purchase closes unpaid is good again for what is left of its 24 h, if the pieces can still be held.
//!
//! **Clocks.** 48 h to answer an offer, 24 h to buy what was agreed. Both are configuration (`rules`).
//!
//! **Not here.** Placing and paying (`orders`), and who is told by mail that something waits (`post`).

mod accept;
mod agreed;
pub mod api;
mod block;
mod buy;
mod capability;
mod cards;
mod conversation;
mod counter;
mod decide;
mod decline;
mod demo;
mod end;
mod invariants;
pub mod jobs;
mod judge;
mod kinds;
mod links;
pub mod mail;
mod make;
mod message;
mod negotiable;
mod negotiable_store;
pub mod numbers;
mod offer;
mod offers;
mod open;
pub mod pages;
mod post;
mod promises;
pub mod push;
pub mod quotes;
mod read;
mod reopen;
mod reply;
pub mod reports;
mod say;
mod say_error;
mod settings;
mod step;
mod store;
mod stream;
pub mod tell;
mod thing;
mod unfinished;
mod want;
mod wire;
mod withdraw;

pub use accept::accept;
pub use agreed::AGREED;
pub use block::{block, unblock};
pub use buy::{BuyError, Checkout, Deal, buy, deal};
pub use capability::CAPABILITY;
pub use cards::{OfferCard, ThingCard};
pub use conversation::{Conversation, ConversationId, Inbox, ReadMark, page_topic, topic};
pub use counter::counter;
pub use decline::decline;
pub use end::{end_stale, end_turn};
pub use make::{Made, OfferError, Proposal, offer};
pub use message::{Body, Message};
pub use offer::{Cause, Offer, OfferAct, OfferId, OfferStage, OfferState, Step};
pub use offers::{bands, find_deal, find_for as find_offer, list_of as offers_of, steps as offer_steps};
pub use open::{OpenError, open};
pub use promises::OfferMoved;
pub use read::read;
pub use reopen::order_moved;
pub use reply::{ReplyTime, reply_time};
pub use say::{say, show_listing, show_order};
pub use say_error::SayError;
pub use settings::{
    Away, QuickReply, ReplyId, assign, away, forget_reply, keep_reply, note, quick_replies, set_away, snooze,
};
pub use step::StepError;
pub use store::{
    count_unread, export, find_for, find_of_buyer, find_said, list_for_buyer, list_for_seller, messages,
    messages_after, search,
};
pub use thing::OfferLine;
pub use want::{Want, WantError};
pub use wire::MessageOut;
pub use withdraw::withdraw;
