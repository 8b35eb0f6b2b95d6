//! The one binary: commands, configuration, wiring, the demo market.

pub mod commands;
pub mod demo;
mod description;
pub mod error;
mod metrics;
pub mod migrations;
pub mod router;
pub mod wiring;

/// Rows are made on one thread and dropped on another all the time, which the system's allocator is slow at: a sixth of
/// all the work of placing purchases.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;
