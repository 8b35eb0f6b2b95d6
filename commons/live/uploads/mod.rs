//! Films that a shop has already: sent in any usual format, and to be seen again like a show.
//!
//! **Words.** An *upload* is such a film on its way: received piece by piece, looked at, and converted into a recording. Then
//! it is a room that is over, with a replay, and the upload is gone.
//!
//! ```text
//! receiving --keep--> waiting
//! waiting --convert--> converting
//! converting --convert--> converting
//! waiting --fail--> failed
//! converting --fail--> failed
//! ```
//!
//! **Promises.** A film is never in memory as a whole: it goes to the disk as it comes, and goes on where it broke off. What is no
//! video, or larger or longer than one may send, is refused as soon as that is known, and nothing of it stays. Who gives up
//! stops the work. What is left lying for a day is thrown away.
//!
//! **Not here.** How it is converted, and within which bounds (`broadcast`).

mod finish;
pub(super) mod jobs;
mod keep;
pub(super) mod pages;
mod promises;
mod receive;
mod remove;
mod send;
mod store;
mod upload;

pub use finish::finish;
pub use keep::{KeepError, keep};
pub use receive::{MOST_FORM, MOST_PIECE, ReceiveError, receive, whole};
pub use remove::remove;
pub use send::{MOST_SHORT_BYTES, NewUpload, SendError, send};
pub use store::{find, list_of_shop};
pub use upload::{Upload, UploadFailure, UploadId, UploadPurpose, UploadStage, UploadState};
