//! Stories: what people do at the fair, told over HTTP to a real server, on both engines.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod harness;

mod access;
mod accounts;
mod addresses;
mod aftersale;
mod aftersale_chance;
mod api;
mod bargaining;
mod bargaining_chance;
mod buying;
mod chance;
mod coupon_uses;
mod coupons;
mod crash;
mod dealing;
mod description;
mod finding;
mod gifts;
mod holding;
mod imports;
mod input;
mod input_api;
mod input_good;
mod keeping;
mod mail;
mod nights;
mod notifications;
mod operator;
mod pages;
mod paging;
mod panels;
mod papers;
mod payouts;
mod photos;
mod program;
mod promises;
mod quotes;
mod quotes_chance;
mod reconciliation;
mod reviews;
mod safety;
mod shops;
mod stripe;
mod talking;
mod till;
mod waking;
