//! Stories: what people do at the fair, told over HTTP to a real server, on both engines.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod harness;

mod access;
mod addresses;
mod buying;
mod chance;
mod crash;
mod finding;
mod holding;
mod keeping;
mod mail;
mod paging;
mod promises;
