use platform::web::{Fields, Problem, Refusal};

use crate::festivals::{
    MakeError, ZoneError,
    booths::{ApplyError, CallError, SelectError},
    ground::{GroundError, OutlineFault},
    programme::{ArrangeError, ReserveError},
};

fn refused(name: &str, code: &'static str) -> Problem {
    Fields::default().refused(name, code)
}

impl From<MakeError> for Problem {
    fn from(error: MakeError) -> Self {
        match error {
            MakeError::NoSuch => Self::not_found(),
            MakeError::Closed => Self::conflict("problem-shop-closed"),
            MakeError::TooMany => Self::conflict("problem-festivals-full"),
            MakeError::HandleTaken => refused("handle", "refused-festival-handle-taken"),
            MakeError::NotDays => refused("last_day", "refused-festival-days"),
            MakeError::Past => refused("last_day", "refused-festival-past"),
            MakeError::Begun => refused("first_day", "refused-festival-begun"),
            MakeError::Empty => Self::conflict("problem-festival-empty"),
            MakeError::Ticketed => refused("last_day", "refused-festival-ticketed"),
            MakeError::Zone(error) => error.into(),
            MakeError::Refused(error) => error.into(),
            MakeError::Forbidden(error) => error.into(),
            MakeError::Store(error) => error.into(),
        }
    }
}

/// Put what an act has refused beside its fields in a form. What no field is to blame for stays a problem.
pub fn blame(form: &mut Fields, problem: Problem) -> Result<(), Problem> {
    if problem.fields.is_empty() {
        return Err(problem);
    }
    for (name, refusal) in problem.fields {
        form.refuse(&name, refusal);
    }
    Ok(())
}

impl From<ZoneError> for Problem {
    fn from(error: ZoneError) -> Self {
        match error {
            ZoneError::NoSuch => Self::not_found(),
            ZoneError::Over => Self::conflict("problem-festival-over"),
            ZoneError::Twice => refused("theme", "refused-zone-twice"),
            ZoneError::TooMany => Self::conflict("problem-festival-zones-full"),
            ZoneError::TooManyBooths => Self::conflict("problem-zone-booths"),
            ZoneError::Taken => Self::conflict("problem-zone-taken"),
            ZoneError::Applied => Self::conflict("problem-zone-applied"),
            ZoneError::Ticketed => Self::conflict("problem-zone-ticketed"),
            ZoneError::Last => Self::conflict("problem-festival-empty"),
            ZoneError::NoSuchFee => Self::conflict("problem-zone-fee"),
            ZoneError::Store(error) => error.into(),
        }
    }
}

impl From<CallError> for Problem {
    fn from(error: CallError) -> Self {
        match error {
            CallError::NoSuch => Self::not_found(),
            CallError::Over => Self::conflict("problem-festival-over"),
            CallError::NotDays => refused("closes_at", "refused-call-days"),
            CallError::Store(error) => error.into(),
        }
    }
}

impl From<ApplyError> for Problem {
    fn from(error: ApplyError) -> Self {
        match error {
            ApplyError::NoSuch => Self::not_found(),
            ApplyError::NotOpen => Self::conflict("problem-call-closed"),
            ApplyError::NoSuchZone => refused("zone", "refused-application-zone"),
            ApplyError::NoSuchListing => refused("listings", "refused-application-listing"),
            ApplyError::Closed => Self::conflict("problem-shop-closed"),
            ApplyError::Refused(error) => error.into(),
            ApplyError::Forbidden(error) => error.into(),
            ApplyError::Store(error) => error.into(),
        }
    }
}

impl From<SelectError> for Problem {
    fn from(error: SelectError) -> Self {
        match error {
            SelectError::NoSuch => Self::not_found(),
            SelectError::Over => Self::conflict("problem-festival-over"),
            SelectError::Full => Self::conflict("problem-zone-full"),
            SelectError::Refused(error) => error.into(),
            SelectError::Store(error) => error.into(),
        }
    }
}

impl From<GroundError> for Problem {
    fn from(error: GroundError) -> Self {
        match error {
            GroundError::NoSuch => Self::not_found(),
            GroundError::Over => Self::conflict("problem-festival-over"),
            GroundError::OutsideAcross => refused("x", "refused-booth-outside"),
            GroundError::OutsideDown => refused("y", "refused-booth-outside"),
            GroundError::Covered => {
                let mut place = Fields::default();
                for name in ["x", "y"] {
                    place.refuse(name, Refusal::new("refused-booth-covered"));
                }
                Self::invalid(&place)
            }
            GroundError::Store(error) => error.into(),
        }
    }
}

/// What is said beside the field of a drawing that cannot be read.
pub fn of_outline(fault: OutlineFault) -> Refusal {
    Refusal::new(match fault {
        OutlineFault::NotSvg => "refused-outline-not-svg",
        OutlineFault::TooLarge => "refused-outline-large",
        OutlineFault::Empty => "refused-outline-empty",
    })
}

impl From<ArrangeError> for Problem {
    fn from(error: ArrangeError) -> Self {
        match error {
            ArrangeError::NoSuch => Self::not_found(),
            ArrangeError::Over => Self::conflict("problem-festival-over"),
            ArrangeError::NotThen => refused("begins_at", "refused-item-day"),
            ArrangeError::Begun => Self::conflict("problem-item-begun"),
            ArrangeError::Taken => refused("seats", "refused-item-taken"),
            ArrangeError::Full => Self::conflict("problem-programme-full"),
            ArrangeError::Store(error) => error.into(),
        }
    }
}

impl From<ReserveError> for Problem {
    fn from(error: ReserveError) -> Self {
        match error {
            ReserveError::NoSuch => Self::not_found(),
            ReserveError::NotNow => Self::conflict("problem-item-not-now"),
            ReserveError::Full => Self::conflict("problem-item-full"),
            ReserveError::NoSeat => Self::conflict("problem-item-no-seat"),
            ReserveError::Forbidden(error) => error.into(),
            ReserveError::Store(error) => error.into(),
        }
    }
}
