//! What shops sell: listings, their variants, their stock and their pictures.
//!
//! **Words.** A *listing* is one thing on offer; a *variant* is one SKU of it; *stock* counts pieces that nobody
//! holds. Kinds: `stock` is ready, `made_to_order` has a lead time, `harvest` has a season.
//!
//! **Promises.** Stock is never below zero: it is taken by one conditional statement. Prices are integers in the
//! shop's currency. A description is sanitised before it is kept.
//!
//! **Not here.** Finding (`search`), and who holds which pieces (`orders`).

mod listing;
mod stock;
mod store;

pub use listing::{Kind, ListingId, ListingState, Offered, PictureId, VariantId};
pub use stock::{Pieces, put_back, take};
pub use store::{find_offered, find_variant};
