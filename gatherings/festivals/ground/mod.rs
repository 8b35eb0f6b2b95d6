//! The ground of a festival: where its booths stand, and what is drawn below them.
//!
//! **Promises.** Every booth of a zone stands on the ground, within its border and on no other booth. Of a drawing that was
//! sent only shapes are kept, made anew from numbers; what else was in it is dropped and named.

mod booth;
mod fit;
mod outline;
mod place;
pub(super) mod store;

pub use booth::{Booth, DEPTH, HEIGHT, LENGTH, WIDTH};
pub use fit::{clear, fit};
pub use outline::{Outline, OutlineFault, Read};
pub use place::{GroundError, draw, place};
pub use store::{booth, booths, outline};
