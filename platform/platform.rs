//! The ground a capability stands on: rows, pages, sessions, jobs, files, languages. Knows no shop.

pub mod audit;
pub mod calendar;
pub mod config;
pub mod db;
pub mod ear;
pub mod events;
pub mod files;
pub mod health;
pub mod http;
pub mod i18n;
pub mod idempotency;
pub mod jobs;
pub mod mail;
pub mod metrics;
pub mod paper;
pub mod plot;
pub mod push;
pub mod qr;
pub mod sessions;
pub mod settings;
pub mod sms;
pub mod views;
pub mod web;

/// What is done later: a future in a box, compiled where it is written and not where it is awaited.
pub type Later<'a, T> = std::pin::Pin<Box<dyn Future<Output = T> + Send + 'a>>;
