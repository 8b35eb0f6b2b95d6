//! Shipping: what it costs to send a parcel of a weight to a place.
//!
//! **Words.** A shop has *zones*, in order; the first that fits the address is used. A zone has a *first* weight with
//! its price and a price for each started *next* weight. Goods from some amount on may travel free.
//!
//! **Promises.** The same parcel costs the same, whoever asks. No zone means no shipment, and the buyer is told before
//! paying: a shop without any sells nothing yet.

pub mod api;
mod capability;
mod commands;
mod demo;
mod free;
pub mod pages;
mod places;
mod quote;
mod reach;
mod read;
mod store;
mod zone;
mod zones;

pub use capability::CAPABILITY;
pub use quote::{does_ship, free_from, quote, zone_for};
pub use read::read_zone;
pub use store::{insert, list, list_kept, replace_all};
pub use zone::{KeptZone, Rate, Zone};
pub use zones::{Way, ZoneError, add_zone, edit_zone, move_zone, remove_zone, set_zones};

kernel::id!(
    /// A zone, which means something only beside its shop.
    ZoneId
);
