//! A show on air: one publisher at a time, any number of readers.

mod cameras;
mod gone;
mod live;
mod publisher;
mod reading;
mod tap;

pub use cameras::NoSuchCamera;
pub use gone::Gone;
pub use live::{OnAir, Presence, Show, Tended};
pub use publisher::Publisher;
pub use tap::{Heard, Tap};
