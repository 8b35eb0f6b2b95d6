//! Reductions without a code: what shops and the market take off for everybody.
//!
//! **Words.** *Quantity prices* (tiers) are a variant's from so many pieces or so much weight on. A *campaign* makes a listing
//! cheaper for some days, and may have a *floor*. A *bundle* is taken off things that are bought together. A *threshold* is
//! taken off goods that come to so much; the market has thresholds too, over the goods of all shops.
//!
//! **Promises.** What a reduction gives never changes once it is made; it can be paused, and ended for good. Whatever it
//! gives, the engine of `prices` works out. Beside what is cheaper stands its lowest price of the thirty days before.
//!
//! ```text
//! open --pause--> paused
//! open --end--> ended
//! paused --resume--> open
//! paused --end--> ended
//! ```

pub mod api;
mod create;
pub mod demo;
mod kept;
pub mod kinds;
mod lowest;
pub mod pages;
mod read;
mod store;
mod take_step;
mod wire;

pub use create::{MakeError, NewReduction, make};
pub use kept::{KeptReduction, ReductionAct, ReductionId, ReductionStage, ReductionStanding, Sort};
pub use lowest::{Lowest, lowest};
pub use store::{Thing, find, in_force, list, source, things};
pub use take_step::{ReductionStepError, take_reduction_step};
