//! A picture of our own making: a canvas to draw on, an encoder that no library stands behind, and a scene.
//!
//! The encoder says only what it can say exactly: a macroblock is as it was, or goes on as its neighbours end, or is sent
//! as it is. What is decoded is the canvas, byte for byte; a calm picture with few edges costs little.

mod bits;
mod canvas;
mod carving;
mod digits;
mod encoder;
mod film;
mod gouge;
mod ornament;
mod scene;
mod sets;

pub use canvas::{Canvas, Colour, Point};
pub use encoder::Encoder;
pub use film::Film;
pub use scene::Scene;
