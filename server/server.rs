//! The one binary: commands, configuration, wiring, the demo market.

pub mod commands;
pub mod demo;
pub mod migrations;
pub mod router;
pub mod wiring;
