//! Who is on the stage of a show: guests of honour, and the second camera of a co-host.
//!
//! **Words.** A *guest of honour* is shown with a title; who signs in has it beside their lines in the chat. A *co-host* is whoever
//! works in the shop: on another telephone they help at the desk, or are the second camera.
//!
//! **Promises.** One camera is on air. The host switches, and the other comes on air at its next key frame; when the camera on air
//! is gone, the other takes its place.
//!
//! **Not here.** How pictures are switched (`broadcast`).

pub mod api;
mod guest;
mod invite;
pub(super) mod pages;
mod store;
mod switch;

pub use guest::{Guest, GuestId};
pub use invite::{GuestError, NewGuest, invite, part};
pub use store::{forget, list, title_of};
pub use switch::{SwitchError, camera_of, switch, word};
