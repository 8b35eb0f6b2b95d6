//! Publication: what everybody may know of a period, as pages and as files that never change.
//!
//! **Words.** A *sum* is what the shops of a place sold, of one craft or of all. It is *withheld* where it tells of a shop, or
//! where another that does could be reckoned from it. The *audit* attacks what is left before it goes out.
//!
//! **Promises.** Nobody comes closer than a tenth to what a shop sold: neither from one sum nor from all of them together, with
//! the versions before; neither an outsider nor any shop that knows its own figures. Sums of fewer than five shops are not told.
//! A version stays at its address as it is; a correction is a later version, with its reason.
//!
//! **Not here.** Two shops that tell each other their figures.

pub mod audit;
pub mod chance;
pub mod cube;
mod files;
mod publish;
pub mod store;
pub mod suppress;

use kernel::Timestamp;

use super::recognition::Period;

pub use cube::Contribution;
pub use files::Described;
pub use publish::{Economy, PublishError, economy, publish};

/// A version of a period's data.
#[derive(Clone, Debug)]
pub struct Publication {
    pub period: Period,
    pub version: i64,
    pub rule: i64,
    pub reason: String,
    pub sums: i64,
    pub withheld: i64,
    pub solved: i64,
    pub created_at: Timestamp,
}

impl Publication {
    pub fn path(&self) -> String {
        format!("/villages/data/{}/{}", self.period, self.version)
    }
}

/// A sum, told or withheld.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedSum {
    /// Empty for everything.
    pub division: String,
    /// Empty for all crafts.
    pub craft: String,
    pub told: Option<Told>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    pub shops: i64,
    pub active_shops: i64,
    pub revenue_minor: i64,
}

/// A file of a version.
#[derive(Clone, Debug)]
pub struct DataFile {
    pub name: String,
    pub kind: String,
    pub sha256: String,
    pub content: Vec<u8>,
}
