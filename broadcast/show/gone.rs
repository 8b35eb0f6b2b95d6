//! Why a publisher is sent away.

/// Why a publisher is not, or no longer, heard. The words are for the person who publishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Gone {
    #[error("somebody else is on air with this key")]
    Occupied,
    #[error("another publisher took over")]
    Replaced,
    #[error("the show has ended")]
    Ended,
    #[error("the show has been on air for as long as a show may be")]
    TooLong,
    #[error("the bit rate is higher than a show may have")]
    TooManyBits,
    #[error("the show has not begun: its first camera comes first")]
    NotBegun,
    #[error("as many shows are on air as there may be")]
    Full,
}
