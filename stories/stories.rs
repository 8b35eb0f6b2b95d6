//! Stories: what people do at the fair, told over HTTP to a real server, on both engines.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod harness;

mod access;
mod accounts;
mod aftersale;
mod aftersale_chance;
mod api;
mod buying;
mod chance;
mod crash;
mod description;
mod holding;
mod imports;
mod input;
mod input_api;
mod keeping;
mod nights;
mod operator;
mod pages;
mod photos;
mod promises;
mod shops;
