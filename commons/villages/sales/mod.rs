//! Sales: what shops sold, day by day and in one currency, counted from the ledger as it moves.
//!
//! **Words.** A *sale* is money that came into escrow by one transfer. A *day* is the shop's own; its *sums* are orders,
//! revenue, what of it went back, and payments without a rate.
//!
//! **Promises.** A transfer counts once, however often and in whatever order it is told. A refund counts on the day of its
//! sale and by the same rate, so that what went back whole leaves nothing. A rate that is not known is never guessed: such a
//! payment is in no sum, is said, and is counted when its rate is known. The ledger can be counted anew at any time and
//! comes to the same, to the last unit: `jishi check` does it.

mod check;
mod count;
mod recount;
mod sale;
pub mod store;

pub use check::check;
pub use count::count;
pub use recount::{rate_again, recount};
pub use sale::{COUNTED_IN, Days, Rated, Sale, Sums, allot, days, difference};
