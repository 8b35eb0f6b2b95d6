//! How refusals are told.

use models::ModelRefusal;
use platform::web::{Problem, Refusal};

use crate::hall::{EnterError, PlaceError, ShowError};

impl From<EnterError> for Problem {
    fn from(error: EnterError) -> Self {
        match error {
            EnterError::Store(error) => error.into(),
        }
    }
}

impl From<PlaceError> for Problem {
    fn from(error: PlaceError) -> Self {
        match error {
            PlaceError::NoSuchExhibit => Self::not_found(),
            PlaceError::Refused(error) => error.into(),
            PlaceError::Forbidden(error) => error.into(),
            PlaceError::Store(error) => error.into(),
        }
    }
}

impl From<ShowError> for Problem {
    fn from(error: ShowError) -> Self {
        match error {
            ShowError::NoSuchListing => Self::not_found(),
            ShowError::Full => Self::conflict("problem-exhibits-full"),
            ShowError::Forbidden(error) => error.into(),
            ShowError::Store(error) => error.into(),
        }
    }
}

/// What whoever made a model is told to change.
pub fn refusal(why: &ModelRefusal) -> Refusal {
    match why {
        ModelRefusal::NotBinary => Refusal::new("refused-model-not-binary"),
        ModelRefusal::Version { version } => Refusal::new("refused-model-version").with("version", version),
        ModelRefusal::Cut => Refusal::new("refused-model-cut"),
        ModelRefusal::Unreadable => Refusal::new("refused-model-unreadable"),
        ModelRefusal::TooManyBytes { max } => {
            Refusal::new("refused-model-bytes").with("megabytes", max >> 20)
        }
        ModelRefusal::External => Refusal::new("refused-model-external"),
        ModelRefusal::Packed { name } => Refusal::new("refused-model-packed").with("name", name),
        ModelRefusal::Extension { name } => Refusal::new("refused-model-extension").with("name", name),
        ModelRefusal::TooManyTriangles { has, max } => {
            Refusal::new("refused-model-triangles").with("has", has).with("max", max)
        }
        ModelRefusal::TooManyPieces { max } => Refusal::new("refused-model-pieces").with("max", max),
        ModelRefusal::NotATree => Refusal::new("refused-model-tree"),
        ModelRefusal::Bones => Refusal::new("refused-model-bones"),
        ModelRefusal::NotTriangles => Refusal::new("refused-model-lines"),
        ModelRefusal::TooManyTextures { max } => Refusal::new("refused-model-textures").with("max", max),
        ModelRefusal::TooManyPixels { max } => {
            Refusal::new("refused-model-pixels").with("megapixels", max / 1_000_000)
        }
        ModelRefusal::Texture => Refusal::new("refused-model-texture"),
        ModelRefusal::OutOfRange => Refusal::new("refused-model-range"),
        ModelRefusal::NotANumber => Refusal::new("refused-model-nowhere"),
        ModelRefusal::Empty => Refusal::new("refused-model-empty"),
        ModelRefusal::TooLarge { max } => Refusal::new("refused-model-large").with("max", max),
    }
}
