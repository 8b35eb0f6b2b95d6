//! Insights: what a shop, a place and the market learn of their own trade.
//!
//! **Words.** A *channel* is the door by which something was sold. A *crowd* is a number of people that may be told: a
//! multiple of twenty, never more than they are. *Unmet* is what crowds look for and find nothing of, or hardly anything;
//! *near* is what shares a thing, a craft or a place with what a shop makes.
//!
//! **Promises.** Pages read sums by day and no orders, so what they cost does not grow with what was sold. A sum is what its
//! orders come to, told in whatever order and however often. Of people who are not in a shop's own orders only crowds are
//! told, frozen when their week is over; no sequence of calls comes down to fewer than twenty, and nobody is told who they
//! are. Raw rows hold hashes that nobody can read once the week is over.
//!
//! **Not here.** What people look for, word by word (`search::demand`), and what a shop is paid (`ledger`, `payouts`).

pub mod api;
mod capability;
mod count;
mod counted;
mod crowd;
mod crowd_store;
pub mod demo;
mod invariants;
pub mod jobs;
pub mod mail;
pub mod market;
mod opened;
pub mod pages;
pub mod places;
mod promises;
mod sale_store;
pub mod scopes;
pub mod segments;
mod shop;
mod shown;
mod sold;
mod span;
mod tell;
mod word;
mod word_store;

pub use capability::CAPABILITY;
pub use count::count;
pub use counted::Counted;
pub use crowd::{CROWD, Crowd};
pub use crowd_store::Week;
pub use sale_store::insert;
pub use shop::{LATELY, ShopInsight, ShopWords, WEEKS, of_shop, words_for};
pub use shown::Showings;
pub use sold::{BuyersOf, DaySum, Selling, Sum};
pub use word::Word;
