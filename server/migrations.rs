//! The schema, step by step: what stands in `migrations/`, by number. The build finds it.

use platform::db::Migration;

/// Every migration, in order.
pub const MIGRATIONS: &[Migration] = include!(concat!(env!("OUT_DIR"), "/migrations.rs"));
