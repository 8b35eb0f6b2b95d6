//! The law of the room: how long shows are kept, who has agreed to appear, who may give none, and what is taken out of a replay.
//!
//! **Words.** A *preset* is what a market's place asks for as a whole. A *ban* keeps a shop from giving shows until its end. A
//! *passage* is a part of a replay that somebody wants to have taken out. Their stages stand in `ban.rs` and `passage.rs`.
//!
//! **Promises.**
//! - No camera is let in before its host has said that everybody who appears agrees, and that no host is under sixteen.
//! - A shop that is banned gives no show, at whichever door it knocks, and is told why, until when, and how to appeal.
//! - A request that is not answered in time is granted: the passage is taken out. What is taken out is seen by nobody, and its
//!   highlights and clips go with it; films of sales stay with their orders, as evidence.
//! - While a term of years is asked for, a replay is kept so long whatever else is set, also on a full disk: then nothing more is
//!   recorded, and the host is told so before the show.
//!
//! **Not here.** What a law says: a preset is a beginning, and whoever runs a market asks somebody who knows.

pub mod api;
mod ban;
mod ban_store;
mod bans;
mod consent;
pub(super) mod jobs;
pub(super) mod mail;
mod may_give;
pub(super) mod pages;
mod passage;
mod passage_store;
mod passages;
mod preset;
mod promises;
mod store;

pub use ban::{Ban, BanAct, BanId, BanStage, BanState};
pub use ban_store::{find_standing, list as list_bans, list_of_shop as list_bans_of_shop};
pub use bans::{BanError, appeal, ban, lift, uphold};
pub use consent::{ConsentError, agree, go_through};
pub use may_give::{Hindrance, hindrance};
pub use passage::{Passage, PassageAct, PassageId, PassageStage, PassageState};
pub use passage_store::{
    export, find as find_passage, forget, list_asked, list_called, list_of_shop as list_passages, taken_out,
};
pub use passages::{AnswerError, AskError, Decision, NewPassage, answer, ask, call, rule};
pub use preset::{BYTES_AN_HOUR, Law, Preset};
pub use store::{find as find_law, has_consent, has_gone_through, set_preset};
