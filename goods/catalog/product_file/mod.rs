//! Product files: reading what sellers bring along from other programs, and writing what they take away.
//!
//! Pure functions: bytes in, [`ListingDraft`]s, refusals and notes out. Nothing is looked up and nothing is
//! stored; the act that imports decides what becomes of a draft.
//!
//! The words. A *row* is one line of the file, or several when a cell holds line breaks. Rows with the same
//! *handle* make one listing: the first row holds the words of the listing, its first variant and its first
//! picture; each further row brings one more variant, one more picture, or both. This is Shopify's way, of which two
//! *dialects* of column names are in use, [`Dialect::Legacy`] and [`Dialect::Current`]; the files of other programs
//! are *translated* into it row by row, and a table of the seller's own by a [`Mapping`] of its columns. What this
//! market has no column for (metafields, market prices, advertising) is kept *aside*, letter by letter.
//!
//! Promises:
//! - A column that is missing is told apart from a cell that is empty, see [`Cell`], and both from a zero.
//! - A cell that cannot be read costs that cell. No good row is lost for a bad one, and no bad one goes unreported:
//!   every row is in a draft, in a refusal with its line and its reason, or in a note.
//! - A number is read as its writer meant it, or refused: see `number`.
//! - Reading what [`write()`] wrote gives the same drafts; reading a file and writing it with its own
//!   [`Columns`] keeps every cell that was accepted.
//! - No bytes make it panic. Time is proportional to the size of the file, and memory is limited by
//!   [`MAX_BYTES`] and [`MAX_ROWS`]: a [`ProductFile`] keeps its text and where rows begin, and makes listings only
//!   when they are asked for.
//!
//! What it does not do: download pictures, clean descriptions (see `body`), or defuse cells that begin with
//! `=`, `+`, `-` or `@`. A spreadsheet may take such a cell for a formula when somebody opens the export,
//! but a quote put in front of it would come back as part of the title at the next import. The seller's own
//! words go back to the seller unchanged; pages that offer the export say so.

mod amount;
mod cell;
mod columns;
mod decode;
mod draft;
mod etsy;
mod field;
mod food_network;
mod group;
mod handle;
mod head;
mod index;
mod kind;
mod measure;
mod merchant;
mod merchant_xml;
mod number;
mod part;
mod read;
mod refusal;
mod rows;
mod table;
mod translate;
mod unreadable;
mod woocommerce;
mod write;

#[cfg(test)]
mod tests;

pub use cell::Cell;
pub use columns::Columns;
pub use draft::{Aside, ListingDraft, OptionDraft, OutOfStock, PictureDraft, Status, VariantDraft};
pub use field::{Dialect, TAX_CLASS};
pub use handle::kebab;
pub use index::MAX_ROWS;
pub use kind::FileKind;
pub use measure::{Weight, WeightUnit};
pub use read::{MAX_BYTES, Part, ProductFile, Reading, read};
pub use refusal::{Note, Refusal, RefusalReason};
pub use table::{Mapping, Target};
pub use unreadable::Unreadable;
pub use write::write;
