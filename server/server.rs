//! The one binary: commands, configuration, wiring, the demo market.

pub mod commands;
pub mod demo;
mod description;
mod metrics;
pub mod migrations;
pub mod router;
pub mod wiring;
