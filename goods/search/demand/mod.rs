//! Demand: what people look for, what they do not find, and by which words they come to a shop.
//!
//! **Words.** *Demand* is words with how often they were typed, in which language, what was found, and what came of it:
//! clicks, carts, orders. A *roll-up* is that of one day. *Who* is a hash that tells people apart within a week.
//!
//! **Promises.** Words that fewer than five people typed in a week stand in no roll-up and are shown to nobody; of a shop's
//! words, those by which fewer than five came to its listings. Raw rows and the secret of their hashes are swept after some
//! days. Nobody who searches, clicks or buys waits for a note of it. Programs are left out, and what looks like an address
//! or a number.
//!
//! **Not here.** Suggestions while typing: they know names of what is there, and nothing that people typed.

pub mod api;
mod countable;
mod demanded;
mod file;
pub mod jobs;
mod note;
pub mod numbers;
pub mod pages;
mod promises;
mod raw_store;
mod roll_up;
mod store;
mod words_of;

pub use demanded::{Demand, Look, OfShop, PEOPLE};
pub use note::{Who, asked, bought, came_by_words, carted, clicked, come_in};
pub use roll_up::roll_up;
pub use words_of::{of_market, of_shop};
