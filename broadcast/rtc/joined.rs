//! What comes of an offer.

use crate::gate::Refusal;
use crate::show::Gone;
use crate::studio::NotAdmitted;

/// What the answer to a WHIP or WHEP request holds, sent with status 201.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joined {
    /// The last piece of the `Location` at which the session is deleted. It is secret.
    pub session: String,
    /// The body, `application/sdp`.
    pub answer: String,
}

/// Why a session was not begun.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotJoined {
    #[error("the offer cannot be read: {0}")]
    Offer(String),
    #[error(transparent)]
    NotAdmitted(#[from] NotAdmitted),
    #[error("this show cannot be watched without delay; its playlist can be")]
    NotByWebRtc,
    #[error("as many watch without delay as there may be; the playlist has room")]
    Full,
    #[error("WebRTC is not switched on")]
    Off,
}

impl NotJoined {
    /// The status of HTTP that says so.
    pub fn status(&self) -> u16 {
        match self {
            NotJoined::Offer(_) => 400,
            NotJoined::NotAdmitted(NotAdmitted::Refused(Refusal::UnknownKey)) => 401,
            NotJoined::NotAdmitted(NotAdmitted::Refused(Refusal::Said(_))) => 403,
            NotJoined::NotAdmitted(NotAdmitted::NotNow(Gone::Full)) | NotJoined::Full => 503,
            NotJoined::NotAdmitted(NotAdmitted::NotNow(_)) => 409,
            NotJoined::NotByWebRtc => 404,
            NotJoined::Off => 501,
        }
    }
}
