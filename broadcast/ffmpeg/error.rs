//! Why something was not made.

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FfmpegError {
    #[error("it is no video that can be read")]
    NotAVideo,
    #[error("its picture has too many pixels")]
    TooManyPixels,
    #[error("it lasts too long")]
    TooLong,
    /// In its place of time, memory or the disk.
    #[error("it needs more than one may have")]
    TooMuch,
    #[error("the disk is full")]
    DiskFull,
    #[error("nothing was recorded then")]
    NothingThere,
    /// Whoever asked for it does not want it any more.
    #[error("it was given up")]
    GivenUp,
    /// In the program's own words, which are for the log.
    #[error("ffmpeg failed: {0}")]
    Failed(String),
}

impl FfmpegError {
    pub(crate) fn io(error: &std::io::Error) -> FfmpegError {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => FfmpegError::DiskFull,
            _ => FfmpegError::Failed(error.to_string()),
        }
    }
}
