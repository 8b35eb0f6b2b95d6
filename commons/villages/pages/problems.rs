use platform::web::Problem;

use crate::villages::{
    AppointError, JoinError, PlaceError, divisions::ChangeError, publication::PublishError,
    recognition::RuleError,
};

impl From<JoinError> for Problem {
    fn from(error: JoinError) -> Self {
        match error {
            JoinError::NoSuchVillage | JoinError::Nowhere => Self::not_found(),
            JoinError::NotAVillage => Self::conflict("problem-village-not-one"),
            JoinError::Elsewhere => Self::conflict("problem-village-elsewhere"),
            JoinError::Refused(error) => error.into(),
            JoinError::Forbidden(error) => error.into(),
            JoinError::Store(error) => error.into(),
        }
    }
}

impl From<AppointError> for Problem {
    fn from(error: AppointError) -> Self {
        match error {
            AppointError::NoSuchDivision | AppointError::NoSuchAccount => Self::not_found(),
            AppointError::Forbidden(error) => error.into(),
            AppointError::Store(error) => error.into(),
        }
    }
}

impl From<PlaceError> for Problem {
    fn from(error: PlaceError) -> Self {
        match error {
            PlaceError::NoSuchPlace => Self::not_found(),
            PlaceError::OtherLevel => Self::conflict("problem-village-level"),
            PlaceError::NotShown => Self::conflict("problem-village-not-shown"),
            PlaceError::Forbidden(error) => error.into(),
            PlaceError::Store(error) => error.into(),
        }
    }
}

impl From<ChangeError> for Problem {
    fn from(error: ChangeError) -> Self {
        match error {
            ChangeError::Unknown => Self::not_found(),
            ChangeError::Forbidden(error) => error.into(),
            ChangeError::Store(error) => error.into(),
        }
    }
}

impl From<RuleError> for Problem {
    fn from(error: RuleError) -> Self {
        match error {
            RuleError::Unsound => Self::conflict("problem-village-rule"),
            RuleError::Forbidden(error) => error.into(),
            RuleError::Store(error) => error.into(),
        }
    }
}

impl From<PublishError> for Problem {
    fn from(error: PublishError) -> Self {
        match error {
            PublishError::NotFinal => Self::conflict("problem-village-not-final"),
            PublishError::NothingNew => Self::conflict("problem-village-nothing-new"),
            PublishError::Exposed(_) => Self::conflict("problem-village-exposed"),
            PublishError::File(error) => Self::broken(error),
            PublishError::Forbidden(error) => error.into(),
            PublishError::Store(error) => error.into(),
        }
    }
}
