use platform::web::{Fields, Problem, Refusal};

use crate::festivals::tickets::{KindError, ReturnError, TakeError, TransferError};

impl From<KindError> for Problem {
    fn from(error: KindError) -> Self {
        match error {
            KindError::NoSuch => Self::not_found(),
            KindError::NotThere => Self::conflict("problem-tickets-not-there"),
            KindError::NoGate => Self::conflict("problem-tickets-no-gate"),
            KindError::Backwards => Self::conflict("problem-tickets-backwards"),
            KindError::Taken => Self::conflict("problem-tickets-taken"),
            KindError::Full => Self::conflict("problem-tickets-full"),
            KindError::CalledOff => Self::conflict("problem-tickets-called-off"),
            KindError::Listing(error) => error.into(),
            KindError::Store(error) => error.into(),
        }
    }
}

/// Say beside its field what is wrong with a kind; false when no field is to blame.
pub fn blame(form: &mut Fields, error: &KindError) -> bool {
    let (field, key) = match error {
        KindError::NotThere => ("day", "problem-tickets-not-there"),
        KindError::NoGate => ("gate", "problem-tickets-no-gate"),
        KindError::Backwards => ("sale_until", "problem-tickets-backwards"),
        KindError::Taken => ("capacity", "problem-tickets-taken"),
        KindError::NoSuch
        | KindError::Full
        | KindError::CalledOff
        | KindError::Listing(_)
        | KindError::Store(_) => return false,
    };
    form.refuse(field, Refusal::new(key));
    true
}

impl From<TakeError> for Problem {
    fn from(error: TakeError) -> Self {
        match error {
            TakeError::NoSuch => Self::not_found(),
            TakeError::NotFree => Self::conflict("problem-tickets-not-free"),
            TakeError::NotNow => Self::conflict("problem-tickets-not-now"),
            TakeError::Gone => Self::conflict("problem-tickets-gone"),
            TakeError::Enough { .. } => Self::conflict("problem-tickets-enough"),
            TakeError::Forbidden(error) => error.into(),
            TakeError::Store(error) => error.into(),
        }
    }
}

impl From<TransferError> for Problem {
    fn from(error: TransferError) -> Self {
        match error {
            TransferError::NoSuch => Self::not_found(),
            TransferError::Over => Self::conflict("problem-tickets-over"),
            TransferError::Used => Self::conflict("problem-tickets-used"),
            TransferError::TooOften => Self::conflict("problem-tickets-too-often"),
            TransferError::Forbidden(error) => error.into(),
            TransferError::Refused(error) => error.into(),
            TransferError::Store(error) => error.into(),
        }
    }
}

impl From<ReturnError> for Problem {
    fn from(error: ReturnError) -> Self {
        match error {
            ReturnError::NoSuch => Self::not_found(),
            ReturnError::NotTheBuyer => Self::conflict("problem-tickets-not-the-buyer"),
            ReturnError::TooLate => Self::conflict("problem-tickets-too-late"),
            ReturnError::Used => Self::conflict("problem-tickets-used"),
            ReturnError::Forbidden(error) => error.into(),
            ReturnError::Refused(error) => error.into(),
            ReturnError::Ask(error) => error.into(),
            ReturnError::Step(error) => error.into(),
            ReturnError::Store(error) => error.into(),
        }
    }
}
