use kernel::{AccountId, Timestamp};
use platform::jobs::{Lane, Promise};
use serde::{Deserialize, Serialize};

use super::Asker;

/// Send a code to an e-mail address, if it is somebody's login.
///
/// The code is made here and kept as a hash only: no row ever holds the digits.
#[derive(Serialize, Deserialize)]
pub struct SendCode {
    pub email: String,
    pub purpose: String,
    pub asked_at: Timestamp,
    #[serde(default)]
    pub asker: Asker,
}

impl Promise for SendCode {
    const KIND: &'static str = "accounts.send_code";
    const LANE: Lane = Lane::Post;
}

/// Send a code to a phone, if it is somebody's login. The body stands with `texts`.
#[derive(Serialize, Deserialize)]
pub struct TextCode {
    pub phone: String,
    pub purpose: String,
    /// Whose number it is to be.
    #[serde(default)]
    pub account: Option<AccountId>,
    pub asked_at: Timestamp,
    pub asker: Asker,
}

impl Promise for TextCode {
    const KIND: &'static str = "accounts.text_code";
    const LANE: Lane = Lane::Texts;
}

/// Forget what has ended.
#[derive(Serialize, Deserialize)]
pub struct SweepAccess {}

impl Promise for SweepAccess {
    const KIND: &'static str = "accounts.sweep_access";
    const LANE: Lane = Lane::Long;
}
