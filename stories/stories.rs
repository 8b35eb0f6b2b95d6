//! Stories: what people do at the fair, told over HTTP to a real server, on both engines.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod harness;

mod access;
mod aftersale;
mod aftersale_chance;
mod buying;
mod chance;
mod crash;
mod holding;
mod keeping;
mod promises;
