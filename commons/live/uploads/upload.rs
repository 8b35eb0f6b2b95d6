//! The lifecycle of an upload.

use broadcast::FfmpegError;
use goods::catalog::ListingId;
use kernel::{Refused, Timestamp, lifecycle, shop_id, words};
use serde::{Deserialize, Serialize};

use crate::live::RoomId;

shop_id!(
    /// A film on its way; the room that it becomes has its number.
    UploadId
);

lifecycle! {
    "an upload", "problem-upload-state";
    /// Where an upload stands, by name: for tables and texts.
    UploadStage of UploadState {
        Receiving = "receiving", Waiting = "waiting", Converting = "converting", Failed = "failed",
    }
    /// What is done with an upload, by name.
    UploadAct of UploadStep { Keep = "keep", Convert = "convert", Fail = "fail" }
    Receiving --Keep--> Waiting
    Waiting --Convert--> Converting
    Converting --Convert--> Converting
    Waiting --Fail--> Failed
    Converting --Fail--> Failed
}

words!(
    /// What a film is sent for.
    UploadPurpose {
        /// To be seen again like a show.
        Show = "show",
        /// To be a short film.
        Short = "short",
    }
);

words!(
    /// Why a film is none, or is not taken.
    UploadFailure {
        /// There is no ffmpeg.
        Absent = "absent",
        NoVideo = "no-video",
        Pixels = "pixels",
        TooLong = "too-long",
        TooMuch = "too-much",
        DiskFull = "disk-full",
        /// It has not the length of a short film.
        NotShort = "not-short",
        /// Its picture is HEVC, and there is no ffmpeg.
        Hevc = "hevc",
        Broken = "broken",
    }
);

/// Where an upload stands, with what is true there and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UploadState {
    Receiving,
    Waiting,
    Converting { percent: i64 },
    Failed { why: String },
}

/// A step with what it brings along.
#[derive(Clone, Copy, Debug)]
pub enum UploadStep {
    Keep,
    Convert,
    Fail { why: UploadFailure },
}

impl UploadState {
    pub fn next(self, step: UploadStep) -> Result<Self, Refused<UploadStage>> {
        match (self, step) {
            (Self::Receiving, UploadStep::Keep) => Ok(Self::Waiting),
            (Self::Waiting | Self::Converting { .. }, UploadStep::Convert) => {
                Ok(Self::Converting { percent: 0 })
            }
            (Self::Waiting | Self::Converting { .. }, UploadStep::Fail { why }) => {
                Ok(Self::Failed { why: why.name().to_owned() })
            }
            (from @ (Self::Waiting | Self::Converting { .. } | Self::Failed { .. }), UploadStep::Keep)
            | (
                from @ (Self::Receiving | Self::Failed { .. }),
                UploadStep::Convert | UploadStep::Fail { .. },
            ) => Err(Refused { from: from.stage(), act: step.act() }),
        }
    }
}

/// A film on its way.
#[derive(Clone, Debug)]
pub struct Upload {
    pub id: UploadId,
    /// In the shop's own language.
    pub title: String,
    /// As its file is called where it came from.
    pub file_name: String,
    pub size_bytes: i64,
    pub received_bytes: i64,
    pub purpose: UploadPurpose,
    /// What of the shop a short film shows.
    pub listing: Option<ListingId>,
    pub state: UploadState,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl Upload {
    pub fn is_short(&self) -> bool {
        self.purpose == UploadPurpose::Short
    }

    /// The room that it becomes.
    pub fn room(&self) -> RoomId {
        RoomId::new(self.id.shop(), self.id.number())
    }

    /// Whether it changes by itself.
    pub fn is_under_way(&self) -> bool {
        matches!(self.state, UploadState::Waiting | UploadState::Converting { .. })
    }

    pub fn is_whole(&self) -> bool {
        self.received_bytes == self.size_bytes
    }

    /// How much of what is done now is done.
    pub fn percent(&self) -> i64 {
        match self.state {
            UploadState::Receiving => self.received_bytes.saturating_mul(100) / self.size_bytes.max(1),
            UploadState::Converting { percent } => percent,
            UploadState::Waiting | UploadState::Failed { .. } => 0,
        }
    }

    /// Why it failed; empty where it did not.
    pub fn why(&self) -> &str {
        if let UploadState::Failed { why } = &self.state { why } else { "" }
    }
}

impl From<&FfmpegError> for UploadFailure {
    fn from(error: &FfmpegError) -> Self {
        match error {
            FfmpegError::NotAVideo | FfmpegError::NothingThere => Self::NoVideo,
            FfmpegError::TooManyPixels => Self::Pixels,
            FfmpegError::TooLong => Self::TooLong,
            FfmpegError::TooMuch => Self::TooMuch,
            FfmpegError::DiskFull => Self::DiskFull,
            FfmpegError::GivenUp | FfmpegError::Failed(_) => Self::Broken,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one_of(stage: UploadStage) -> UploadState {
        match stage {
            UploadStage::Receiving => UploadState::Receiving,
            UploadStage::Waiting => UploadState::Waiting,
            UploadStage::Converting => UploadState::Converting { percent: 7 },
            UploadStage::Failed => UploadState::Failed { why: "broken".into() },
        }
    }

    fn step_of(act: UploadAct) -> UploadStep {
        match act {
            UploadAct::Keep => UploadStep::Keep,
            UploadAct::Convert => UploadStep::Convert,
            UploadAct::Fail => UploadStep::Fail { why: UploadFailure::Broken },
        }
    }

    kernel::lifecycle_tests! {
        UploadStage ends at [Failed], drawn in include_str!("mod.rs"),
        next by |from, act| one_of(from).next(step_of(act)).map(|state| state.stage())
    }
}
