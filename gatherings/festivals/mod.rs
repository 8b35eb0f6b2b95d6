//! Festivals: shops show what they make in one place for some days, and people come to see it.
//!
//! draft --announce--> announced
//! announced --call-off--> called-off
//!
//! **Words.** A *festival* is run by the owner or the staff of a shop, its *organiser*, on *days* of the calendar of its place,
//! or online. It has *zones*, each with so many *booths* ([`booths`]) that stand on its *ground* ([`ground`]), a *programme*
//! ([`programme`]), and *tickets* ([`tickets`]) at which its *gates* look ([`gate`]).
//!
//! **Promises.** An address never changes its festival. A festival is over by the clock of its place. One that is called off
//! gives every booth and every ticket back with what was paid for it, and tells everybody who has one of them or a seat.
//!
//! **Not here.** How a fee is paid and goes back (`orders`).

pub mod api;
pub mod booths;
pub mod booths_api;
mod capability;
mod demo;
pub mod desk_api;
mod festival;
mod find;
pub mod gate;
pub mod ground;
pub mod ground_api;
mod invariants;
mod jobs;
mod kinds;
mod make;
mod numbers;
mod pages;
mod person;
pub mod programme;
mod scopes;
mod stands;
mod store;
pub mod tickets;
mod wire;
mod zones;

pub use capability::CAPABILITY;
pub use festival::{
    ApplicationId, Days, Festival, FestivalAct, FestivalId, FestivalStage, MOST_BOOTHS, MOST_DAYS,
    MOST_ZONES, Plan, Season, Theme, Venue, Zone, ZoneId, ZonePlan,
};
pub use find::find_own;
pub use make::{MakeError, NewFestival, edit, make, set_cover, step};
pub use stands::{Given, Stand, stands};
pub use store::{find, find_by_handle, find_zone, list_of_shop, list_past, list_to_come, zones};
pub use zones::{MOST_ALL_BOOTHS, ZoneError, add as add_zone, edit as edit_zone, remove as remove_zone};
