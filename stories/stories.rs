//! Stories: what people do at the fair, told over HTTP to a real server, on both engines.
//!
//! Every file beside this one is a module, and every file of `town/` a part of the module `town`: `build.rs` finds them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod harness;

include!(concat!(env!("OUT_DIR"), "/stories.rs"));
