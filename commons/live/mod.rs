//! Live: shows in which a shop sells what the camera sees.
//!
//! **Words.** A *room* is one live show of a shop, from the day it is planned until it is only a *replay*. Its *host* is
//! whoever works in the shop. A *pin* is the listing on show. Everything said and shown in a room is a *moment* on one
//! *timeline*, kept by the time of the programme: a viewer who is two seconds behind hears of a moment two seconds later,
//! when the host on their screen speaks of it. A *practice* is a picture that only its host sees, before the show.
//!
//! ```text
//! planned --begin--> on-air
//! planned --cancel--> cancelled
//! on-air --end--> ended
//! ```
//!
//! **Promises.**
//! - A room is on air when its camera or its program sends, and ends when the host says so, or when nobody has sent for
//!   longer than the grace of `broadcast`. A process that was killed goes on with the room if its sender comes back.
//! - The timeline of a room has no gap and no two moments in one place. What is said twice with one key is said once.
//! - One listing is pinned at a time. What is pinned is bought as everywhere, at the price of now: a pin promises none.
//! - A stream key opens one room, is shown once, and is kept as a hash; a new one ends the old.
//! - A show that finds no room on the disk goes on without being recorded, and its host and the operator are told. A
//!   recording that no show has is thrown away, at the start and every night.
//! - What a show shows is seen in lists, anew every half minute while somebody looks; its replay keeps a picture.
//! - A practice is told to nobody, seen by nobody else, and kept by nobody.
//!
//! Clips of replays are in [`clips`], short films in [`films`], films that a shop has already in [`uploads`], services to which a show is handed on in
//! [`targets`], how shows are announced in [`schedule`], what of them belongs to an order in [`receipts`], what a place asks of them in [`law`], guests and second cameras in [`stage`]; what of it needs ffmpeg says so where there is none.
//!
//! **Not here.** How video comes in and goes out (`broadcast`), and the purchase itself (`orders`).

mod air;
pub mod api;
mod capability;
mod change;
pub mod clips;
pub mod coupons;
mod demo;
mod disk;
mod disk_store;
pub mod figures;
pub mod films;
mod find;
pub mod giveaways;
pub mod hosting;
mod invariants;
mod jobs;
mod key;
mod kinds;
pub mod law;
mod line;
pub mod manners;
mod moderate;
mod moment;
mod moment_store;
mod numbers;
pub mod offers;
mod pages;
mod person;
mod picture;
mod pictures;
mod pin;
mod plan;
pub mod prices;
mod promises;
pub mod receipts;
mod room;
pub mod run_sheet;
mod sale;
mod say;
pub mod schedule;
mod scopes;
pub mod stage;
mod store;
mod studio;
mod subtitles;
mod sweep;
pub mod talk;
pub mod targets;
pub mod uploads;
mod wire;

pub use air::{AirError, Kept, begin, cancel, end};
pub use capability::CAPABILITY;
pub use change::{change, set_cover};
pub use disk::{Measured, WhyUnrecorded};
pub use disk_store::{count_unrecorded, measured, unrecorded_since};
pub use find::{find_for, find_own};
pub use jobs::follow;
pub use key::{KeyError, find_by_key, new_key};
pub use moderate::{ModerateError, hide, silence};
pub use moment::{Body, Moment};
use moment_store::find as find_line;
pub use moment_store::{
    after as moments_after, asked_now, last as last_position, lately as moments_lately,
    shown as moments_shown,
};
pub use picture::shown_now;
pub use pin::{PinError, pin, unpin};
pub use plan::{NewRoom, PlanError, plan};
pub use room::{Repeats, Room, RoomAct, RoomId, RoomStage, RoomState};
pub use sale::Sale;
pub use say::{SayError, caption, say};
use store::find as find_any;
pub use store::{list_now, list_of_shop, list_replays, list_seen_of_shop, list_seen_of_village, list_soon};
use studio::show_name;
pub use studio::{Purpose, Studio};
pub use subtitles::subtitles;
pub use sweep::{SweepError, is_wanted, stop_recording, sweep};
pub use wire::RoomOut;
