//! Rates: what money of one currency comes to in another, day by day, as a bank says it.
//!
//! **Words.** A *rate* is how much one unit of the *base* is in the *quote*, on a *day*, by a *source*. A rate file is
//! *looked at* before it is *taken*; each of its rates gets a *verdict*. A rate is *doubtful* when another is kept for its
//! day, when it leaps, or when its pair seems swapped.
//!
//! **Promises.** Nothing is kept in place of something else in silence: a doubtful rate is taken only when the operator
//! says so, and the record of operators keeps what was there before. A bad row costs that row and is named; so are days
//! without a rate, and currencies that the last days had and the file has not. A rate is a ratio of whole numbers, never a
//! float; a way through a third currency is exact, and what it comes to is rounded once. A rate that is not known is never
//! guessed: of a day without one the last within a week is meant, and told with its own day.
//!
//! **Not here.** What is paid: buyers pay in the shop's currency, and the ledger knows no rate. Who wants which currency
//! (`accounts`, `visit`), what an order was shown with (`orders`), and asking a bank: somebody brings the file.

pub mod api;
mod capability;
mod commands;
mod demo;
mod file;
mod fresh;
mod gaps;
mod jobs;
mod known;
mod look;
mod pages;
mod store;
mod sum;
mod take;
mod verdict;
pub mod wire;

pub use capability::CAPABILITY;
pub use file::{FileError, RateFile};
pub use fresh::reload;
pub use gaps::{Absent, Gap};
pub use known::KnownRate;
pub use look::{Look, Looked, look};
pub use store::{list_newest, load, load_of_day};
pub use sum::{Sum, SumError, sum_in};
pub use take::{Doubtful, TakeError, take};
pub use verdict::Verdict;
