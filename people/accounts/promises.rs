use kernel::Timestamp;
use platform::jobs::Promise;
use serde::{Deserialize, Serialize};

/// Send a code to an e-mail address, if it is somebody's login.
///
/// The code is made here and kept as a hash only: no row ever holds the digits.
#[derive(Serialize, Deserialize)]
pub struct SendCode {
    pub email: String,
    pub purpose: String,
    pub asked_at: Timestamp,
}

impl Promise for SendCode {
    const KIND: &'static str = "accounts.send_code";
}
