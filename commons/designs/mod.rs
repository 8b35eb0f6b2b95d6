//! Designs: what is new is put down, dated and signed, and known again where somebody copies it.
//!
//! **Words.** A *record* is what a maker says of a design, with its pictures: its *content*. It is *sealed* while only its
//! hash is public, and *open* from when its author opens it. Records stand in one *chain*: each has an *entry* with the
//! hash of the one before it, signed with the market's *key*. A *claim* is what a listing says of its origin; a maker's
//! *consent* lets another shop claim a record. A *print* is what a picture is recognised by; a *likeness* is a picture of a
//! listing that is like one of a record. What makers and sellers say of that to each other are `notices`.
//!
//! ```text
//! sealed --open--> open
//! ```
//!
//! **Promises.**
//! - No record is back-dated unnoticed: an entry names the one before it, and the last of each day is published, so that
//!   whoever noted one sees whether the chain still holds it. `jishi check` walks the whole chain.
//! - A record says when it was put down here and by whom. It is no patent, and nobody has looked whether it is new; an
//!   office and a number stand as their owner says.
//! - A likeness is told to the seller, the maker and a moderator. No machine takes anything down.
//! - Pictures are found that were copied: cut, mirrored, packed anew. Copied ideas are not.
//! - Keys that signed once stay published when they are replaced.
//!
//! **Not here.** How a listing is kept (`catalog`), and what a shop's reputation is (`reviews`).

pub mod api;
mod beside;
mod canonical;
mod capability;
mod chain_store;
mod check;
mod claim;
mod claim_store;
mod claimed;
mod commands;
mod credential;
mod demo;
mod entry;
mod find;
mod gallery;
pub mod index;
mod invariants;
mod jobs;
mod key;
mod key_store;
mod kinds;
mod likeness;
mod likeness_store;
mod look;
mod mail;
mod make;
pub mod notices;
mod numbers;
mod open;
mod origin;
mod original;
mod pages;
mod person;
pub mod print;
mod promises;
mod record;
mod scopes;
mod see;
mod store;
mod tell;
mod wire;

pub use capability::CAPABILITY;
pub use chain_store::{entries_after, entry_at, heads};
pub use claim::{ClaimError, Consent, claim, consent};
pub use claim_store::{asked_of, find as find_claim, find_several as find_claims, of_record};
pub use claimed::{Claim, ClaimState};
pub use entry::{Entry, sha256};
pub use find::{find_own, find_public};
pub use gallery::{COLOURS, EDGES, Gallery, Like, confirmed};
pub use key::{PublicKey, did};
use key_store::signing_key;
pub use key_store::{keys, rotate};
pub use likeness::{Likeness, LikenessState, Way};
pub use likeness_store::{
    count_likenesses, likenesses_of, likenesses_of_maker, list_likenesses, list_likenesses_seen,
};
pub use look::{files_of, look};
pub use make::{MOST_PICTURES, MakeError, make};
pub use open::{OpenError, open};
pub use record::{NewPicture, NewRecord, Record, RecordAct, RecordId, RecordPicture, RecordStage, Said};
pub use see::{SeeError, see};
pub use store::{find, find_several, list_of_shop, list_open, list_open_of_shop, pictures};
