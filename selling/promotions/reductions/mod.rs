//! Reductions without a code: what shops and the market take off for everybody.
//!
//! **Words.** *Quantity prices* (tiers) are a variant's from so many pieces or so much weight on. A *campaign* makes a listing
//! cheaper for some days, and may have a *floor*. A *bundle* is taken off things that are bought together. A *threshold* is
//! taken off goods that come to so much; the market has thresholds too, over the goods of all shops.
//!
//! **Promises.** What a reduction gives never changes once it is made; it can be paused, and ended for good. Whatever it
//! gives, the engine of `prices` works out. Beside what is cheaper stands its lowest price of the thirty days before. What one
//! piece costs everybody now is said here for pages, feeds, programs and the index that stand before (`now`), which hear when
//! that changes (`change`). Quantity prices are also said in the form of their listing (`beside`): changed there, they end and
//! are made anew.
//!
//! ```text
//! open --pause--> paused
//! open --end--> ended
//! paused --resume--> open
//! paused --end--> ended
//! ```

pub mod api;
pub mod beside;
mod change;
mod create;
pub mod demo;
pub mod jobs;
mod kept;
pub mod kinds;
mod lowest;
mod now;
pub mod pages;
mod promises;
mod read;
mod store;
mod take_step;
mod wire;

pub use create::{MakeError, NewReduction, make};
pub use kept::{KeptReduction, ReductionAct, ReductionId, ReductionStage, ReductionStanding, Sort};
pub use lowest::{Lowest, lowest};
pub use now::{Past, prices_now};
pub use store::{Thing, find, in_force, list, source, things};
pub use take_step::{ReductionStepError, take_reduction_step};
