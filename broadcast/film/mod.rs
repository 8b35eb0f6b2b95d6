//! A short film as a phone makes it: what it is, and what it says of its owner.

mod blank;
mod look;

pub use blank::blank;
pub use look::{FilmLook, NotAFilm, look};
