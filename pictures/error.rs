//! How large an upload may be, and why one is not taken.

pub const MAX_BYTES: usize = 25 << 20;
/// What the largest phone cameras make without joining pictures.
pub const MAX_PIXELS: u64 = 50_000_000;
pub const MAX_SIDE: u32 = 12_000;

/// More than the profile of any screen or printer; what unpacks to more is passed over.
pub const MAX_PROFILE_BYTES: usize = 4 << 20;

/// Why an upload is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    #[error("the file is not a picture")]
    NotAPicture,
    #[error("the file is larger than {max} bytes")]
    TooManyBytes { max: usize },
    #[error("the picture has more than {max} pixels, or a side of more than {MAX_SIDE}")]
    TooManyPixels { max: u64 },
    #[error("the picture is damaged")]
    Damaged,
    #[error("pictures of the kind {kind} are not taken")]
    Unsupported { kind: &'static str },
}

impl PictureError {
    /// The key of the sentence in the translations.
    pub const fn code(self) -> &'static str {
        match self {
            PictureError::NotAPicture => "not-a-picture",
            PictureError::TooManyBytes { .. } => "too-many-bytes",
            PictureError::TooManyPixels { .. } => "too-many-pixels",
            PictureError::Damaged => "damaged",
            PictureError::Unsupported { .. } => "unsupported",
        }
    }
}
