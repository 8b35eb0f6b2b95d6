//! The hall: a room to walk through, in which models of listings stand that somebody may like.
//!
//! **Words.** An *exhibit* is the model of a listing in the hall; its *poster* is what is seen of it where no model is drawn.
//! The *lighter version* of a model stands in the room, the model itself is drawn when somebody takes it into their hands.
//! A *hall* is the room of one person on one day; a *pick* is an exhibit in it with the *reason* why it is there.
//!
//! **Promises.** A listing has one exhibit at most, and only what is on sale is shown. A model is looked at before it is
//! kept: it is one file with all in it, needs no decoder, and is within the operator's limits. What is picked comes from
//! what somebody looked at, keeps, looks for and bought, of which nobody else learns; whoever wants nothing noted, and
//! everybody of whom nothing is known, gets a mix in which every shop has the same chance, another one each day. The hall of
//! a day stays the same until somebody asks for another. The page carries all that the room has.
//!
//! **The state of an exhibit**
//! ```text
//! shown --take_out--> out
//! out --put_back--> shown
//! ```
//!
//! **Not here.** What a model shows on the page of its listing (`catalog`), and what a buyer pays (`orders`).

mod api;
mod capability;
mod check;
mod choose;
mod demo;
mod enter;
mod exhibit;
mod exhibit_store;
mod hall_store;
mod invariants;
mod keep;
mod layout;
mod numbers;
mod pages;
mod person;
mod pick;
mod place;
mod room;
mod seed;
mod show;
mod taste;
mod wire;

pub use capability::CAPABILITY;
pub use enter::{EnterError, enter, renew};
pub use exhibit::{Exhibit, ExhibitAct, ExhibitId, ExhibitState, Model};
pub use exhibit_store::{find, find_of_listing, list_of_shop};

pub use keep::{KeepError, keep};
pub use layout::{Layout, Stand};
pub use pick::{Hall, Pick, Reason};
pub use place::{PlaceError, place};
pub use show::{ShowError, show};
