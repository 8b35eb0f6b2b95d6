//! Who brings people to a drive, and their code.

use kernel::{AccountId, Timestamp};

use super::DriveId;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelperCode {
    pub drive: DriveId,
    pub account: AccountId,
    pub code: String,
    pub named_at: Timestamp,
    pub dismissed_at: Option<Timestamp>,
}

impl HelperCode {
    pub fn is_there(&self) -> bool {
        self.dismissed_at.is_none()
    }
}
