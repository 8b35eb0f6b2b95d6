use platform::web::{Problem, Refusal};

use crate::live::uploads::{KeepError, ReceiveError, SendError, UploadFailure};

impl From<SendError> for Problem {
    fn from(error: SendError) -> Self {
        match error {
            SendError::TooLarge => Self::too_large(),
            SendError::Closed => Self::conflict("problem-shop-closed"),
            SendError::TooMany => Self::conflict("problem-uploads-full"),
            SendError::Forbidden(error) => error.into(),
            SendError::Store(error) => error.into(),
        }
    }
}

impl From<ReceiveError> for Problem {
    fn from(error: ReceiveError) -> Self {
        match error {
            ReceiveError::NotNext => Self::conflict("problem-upload-piece"),
            ReceiveError::File(error) => error.into(),
            ReceiveError::Store(error) => error.into(),
        }
    }
}

impl From<KeepError> for Problem {
    fn from(error: KeepError) -> Self {
        match error {
            KeepError::NotTaken(why) => {
                let mut fields = platform::web::Fields::default();
                fields.refuse("file", refusal(why));
                Self::invalid(&fields)
            }
            KeepError::NotWhole => Self::conflict("problem-upload-piece"),
            KeepError::Refused(error) => error.into(),
            KeepError::Store(error) => error.into(),
        }
    }
}

/// Why a film is not taken, for whoever sent it.
pub fn refusal(why: UploadFailure) -> Refusal {
    Refusal::new(match why {
        UploadFailure::Absent => "upload-failed-absent",
        UploadFailure::NoVideo => "upload-failed-no-video",
        UploadFailure::Pixels => "upload-failed-pixels",
        UploadFailure::TooLong => "upload-failed-too-long",
        UploadFailure::TooMuch => "upload-failed-too-much",
        UploadFailure::DiskFull => "upload-failed-disk-full",
        UploadFailure::NotShort => "upload-failed-not-short",
        UploadFailure::Hevc => "upload-failed-hevc",
        UploadFailure::Broken => "upload-failed-broken",
    })
}
