//! Shipping: what it costs to send a parcel of a weight to a place.
//!
//! **Words.** A shop has *zones*, in order; the first that fits the address is used. A zone has a *first* weight with
//! its price and a price for each started *next* weight. Goods from some amount on may travel free.
//!
//! **Promises.** The same parcel costs the same, whoever asks. No zone means no shipment, and the buyer is told before
//! paying.

mod quote;
mod store;
mod zone;

pub use quote::quote;
pub use store::{insert, list, replace_all};
pub use zone::{Rate, Zone};
