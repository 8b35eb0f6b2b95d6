use platform::web::Problem;

use crate::designs::{
    ClaimError, MakeError, OpenError, SeeError,
    notices::{GiveError, RuleError, StepError},
};

/// After a week's notices, some are possible again within a week: a day is a fair time to try.
const A_DAY: u32 = 86_400;

impl From<MakeError> for Problem {
    fn from(error: MakeError) -> Self {
        match error {
            MakeError::Closed => Self::conflict("problem-shop-closed"),
            MakeError::NoPicture => Self::conflict("problem-design-no-picture"),
            MakeError::Forbidden(error) => error.into(),
            MakeError::Store(error) => error.into(),
        }
    }
}

impl From<OpenError> for Problem {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::NoSuchRecord => Self::not_found(),
            OpenError::Refused(error) => error.into(),
            OpenError::Forbidden(error) => error.into(),
            OpenError::Store(error) => error.into(),
        }
    }
}

impl From<ClaimError> for Problem {
    fn from(error: ClaimError) -> Self {
        match error {
            ClaimError::NoSuchClaim => Self::not_found(),
            ClaimError::Forbidden(error) => error.into(),
            ClaimError::Store(error) => error.into(),
        }
    }
}

impl From<SeeError> for Problem {
    fn from(error: SeeError) -> Self {
        match error {
            SeeError::NoSuchLikeness => Self::not_found(),
            SeeError::Forbidden(error) => error.into(),
            SeeError::Store(error) => error.into(),
        }
    }
}

impl From<GiveError> for Problem {
    fn from(error: GiveError) -> Self {
        match error {
            GiveError::NoSuchRecord | GiveError::NoSuchListing => Self::not_found(),
            GiveError::Sealed => Self::conflict("problem-notice-sealed"),
            GiveError::Granted => Self::conflict("problem-notice-granted"),
            GiveError::Already => Self::conflict("problem-notice-already"),
            GiveError::TooMany => Self::too_many(A_DAY),
            GiveError::Paused(_) => Self::conflict("problem-notice-paused"),
            GiveError::Forbidden(error) => error.into(),
            GiveError::Store(error) => error.into(),
        }
    }
}

impl From<StepError> for Problem {
    fn from(error: StepError) -> Self {
        match error {
            StepError::NoSuchNotice => Self::not_found(),
            StepError::Refused(error) => error.into(),
            StepError::Forbidden(error) => error.into(),
            StepError::Store(error) => error.into(),
        }
    }
}

impl From<RuleError> for Problem {
    fn from(error: RuleError) -> Self {
        match error {
            RuleError::NoSuchNotice => Self::not_found(),
            RuleError::OwnCase => Self::conflict("problem-notice-own-case"),
            RuleError::Refused(error) => error.into(),
            RuleError::Forbidden(error) => error.into(),
            RuleError::Store(error) => error.into(),
        }
    }
}
