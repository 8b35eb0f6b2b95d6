use platform::web::Problem;

use crate::drives::{CostError, HelperError, InviteError, JoinError, LeadError, TeachError};

impl From<LeadError> for Problem {
    fn from(error: LeadError) -> Self {
        match error {
            LeadError::NoSuchDrive | LeadError::NoSuchPlace => Self::not_found(),
            LeadError::TooMany => Self::conflict("problem-drive-too-many"),
            LeadError::CalledOff => Self::conflict("problem-drive-called-off"),
            LeadError::Refused(error) => error.into(),
            LeadError::Forbidden(error) => error.into(),
            LeadError::Store(error) => error.into(),
        }
    }
}

impl From<HelperError> for Problem {
    fn from(error: HelperError) -> Self {
        match error {
            HelperError::NoSuchDrive | HelperError::NoSuchAccount => Self::not_found(),
            HelperError::CalledOff => Self::conflict("problem-drive-called-off"),
            HelperError::TooMany => Self::conflict("problem-drive-helpers"),
            HelperError::CameByIt => Self::conflict("problem-drive-came-by-it"),
            HelperError::Forbidden(error) => error.into(),
            HelperError::Store(error) => error.into(),
        }
    }
}

impl From<CostError> for Problem {
    fn from(error: CostError) -> Self {
        match error {
            CostError::Lead(error) => error.into(),
            CostError::NoSuchCost => Self::not_found(),
            CostError::TooMany => Self::conflict("problem-drive-costs"),
            CostError::Forbidden(error) => error.into(),
            CostError::Store(error) => error.into(),
        }
    }
}

impl From<TeachError> for Problem {
    fn from(error: TeachError) -> Self {
        match error {
            TeachError::Lead(error) => error.into(),
            TeachError::NoSuchCourse => Self::not_found(),
            TeachError::TooMany => Self::conflict("problem-drive-courses"),
            TeachError::Store(error) => error.into(),
        }
    }
}

impl From<JoinError> for Problem {
    fn from(error: JoinError) -> Self {
        match error {
            JoinError::NoSuchDrive | JoinError::Nowhere => Self::not_found(),
            JoinError::NotNow => Self::conflict("problem-drive-not-now"),
            JoinError::OwnDrive => Self::conflict("problem-drive-own"),
            JoinError::HasShop => Self::conflict("problem-drive-has-shop"),
            JoinError::Already => Self::conflict("problem-drive-already"),
            JoinError::Refused(error) => error.into(),
            JoinError::Forbidden(error) => error.into(),
            JoinError::Store(error) => error.into(),
        }
    }
}

impl From<InviteError> for Problem {
    fn from(error: InviteError) -> Self {
        match error {
            InviteError::NoSuchDrive | InviteError::NoSuchInvitation => Self::not_found(),
            InviteError::NotNow => Self::conflict("problem-drive-not-now"),
            InviteError::Oneself => Self::conflict("problem-drive-oneself"),
            InviteError::Waits => Self::conflict("problem-drive-waits"),
            InviteError::SaidNo => Self::conflict("problem-drive-said-no"),
            InviteError::HelpersBrowser => Self::conflict("problem-drive-browser"),
            InviteError::Join(error) => error.into(),
            InviteError::Refused(error) => error.into(),
            InviteError::Forbidden(error) => error.into(),
            InviteError::Store(error) => error.into(),
        }
    }
}
