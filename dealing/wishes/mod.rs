//! Wishes: listings that somebody keeps to see again.
//!
//! **Words.** A *wish* is a listing that somebody keeps. Whoever keeps it is its *holder*: an account, or the session while
//! nobody has signed in, as with a cart.
//!
//! **Promises.** A listing is one wish of a holder, however often they keep it, and they keep 500 at most. Only what is on
//! sale can be kept; a wish whose listing has ended stays, is shown as no longer sold, and can be taken out. Whoever signs
//! in takes along what they have kept as a guest. Nobody sees the wishes of others, the shop neither.
//!
//! What has become cheaper since it was kept, is sold out or there again is said beside it, and an account is told of what
//! is cheaper or there again: once a day at most, in one letter.
//!
//! **Not here.** A wish holds no stock and no price (`orders` does).

mod adopt;
mod api;
mod capability;
mod change_store;
mod demo;
mod invariants;
mod jobs;
mod keep;
mod mail;
mod note_words;
mod numbers;
mod pages;
mod promises;
mod shown_wish;
mod store;
mod take_out;
mod there;
mod wish;

pub use capability::CAPABILITY;
pub use keep::{KeepError, keep};
pub use note_words::note_words;
pub use shown_wish::{Shown, ShownWish};
pub use store::{count, export, find, list};
pub use take_out::take_out;
pub use wish::{Lately, MOST_WISHES, Note, Wish, WishId};
