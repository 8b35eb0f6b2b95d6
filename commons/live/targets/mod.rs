//! Targets: other services to which the shows of a shop are handed on while they go on.
//!
//! **Words.** A *target* is an address of such a service with the shop's stream key there. *Handing on* is what we do: our own
//! sender of RTMP says there what the show's publisher says here.
//!
//! ```text
//! on --switch-off--> off
//! off --switch-on--> on
//! ```
//!
//! **Promises.**
//! - Three targets for a shop. Only `rtmp://` and `rtmps://`, and only public addresses, looked at when a target is kept and again
//!   when the connection is made, so that a name cannot mean another address by then.
//! - A key is shown to nobody again, in no log and in no list of processes: no other program is told of it. It stands in the
//!   database as it is, since it must be said as it is.
//! - A show waits for no target. One that does not keep up, refuses or is not there is tried again, later and later, until
//!   the show is over. What has come of it stands at the desk.
//! - Of a browser's show the sound is made into AAC where there is an ffmpeg; else the picture goes without it.
//!
//! **Not here.** Who handed on where on another process of the same market: the one that takes the video tells.

mod add;
mod hand_on;
pub(super) mod jobs;
pub(super) mod pages;
mod remove;
mod standing;
mod store;
mod switch;
mod target;

pub use add::{AddError, MOST, NewTarget, add};
pub use hand_on::{HandedShow, go_on};
pub use remove::remove;
pub use standing::{Begin, Handed, Handing, Key, Standing, Trouble};
pub use store::{find, list_of_shop};
pub use switch::{SwitchError, switch};
pub use target::{Address, Target, TargetAct, TargetId, TargetStage};
