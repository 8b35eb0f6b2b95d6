//! Recommendations: what somebody has looked at lately, and what goes with it.
//!
//! **Words.** What somebody *viewed* is a listing whose page they have opened. A *companion* of a listing is another one
//! that is looked at or bought together with it; its *weight* says how often, and halves every thirty days. Whoever looks
//! is the *holder*: an account, or the session while nobody has signed in, as with wishes.
//!
//! **Promises.** Of a holder the sixty listings viewed last are known, and nothing else. One switch turns it off and forgets
//! them at once, for guests too; from then on nothing is noted. What is kept of companions are counts, without anybody who
//! looked or bought: forty of a listing at most, brought up to date as people look and buy. Everything that is shown says
//! why. A guest's views come along when they sign in, and stand in the export of an account.
//!
//! **Not here.** What is like a listing by what it is (`search`), and what somebody keeps (`wishes`).

mod api;
mod bought;
mod capability;
mod companion_store;
mod demo;
mod invariants;
mod jobs;
mod numbers;
mod pages;
mod promises;
mod see;
mod shelf;
mod similar;
mod store;
mod switch;
mod viewed;
mod weight;

pub use bought::bought;
pub use capability::CAPABILITY;
pub use see::see;
pub use shelf::{Pick, shelf};
pub use similar::similar;
pub use store::{export, is_off, list};
pub use switch::{Switch, adopt, forget, turn};
pub use viewed::{MOST_VIEWED, Viewed};
