use platform::web::{Fields, Problem, Refusal};

use crate::academy::cohorts::{AttendError, JoinError, LeadError, SessionError};

impl From<LeadError> for Problem {
    fn from(error: LeadError) -> Self {
        match error {
            LeadError::NoSuch => Self::not_found(),
            LeadError::NoSuchCourse => Self::conflict("problem-cohort-course"),
            LeadError::NoSuchLecturer => refused("lecturer", "refused-cohort-lecturer"),
            LeadError::Taken => refused("seats", "refused-cohort-taken"),
            LeadError::Empty => Self::conflict("problem-cohort-empty"),
            LeadError::StillOn => Self::conflict("problem-cohort-still-on"),
            LeadError::Refused(error) => error.into(),
            LeadError::Forbidden(error) => error.into(),
            LeadError::Store(error) => error.into(),
        }
    }
}

fn refused(name: &str, code: &'static str) -> Problem {
    Fields::default().refused(name, code)
}

/// Put what is wrong with a cohort beside its field. False when no field is to blame.
pub fn blame(form: &mut Fields, error: &LeadError) -> bool {
    let (name, code) = match error {
        LeadError::NoSuchCourse => ("course", "refused-cohort-course"),
        LeadError::NoSuchLecturer => ("lecturer", "refused-cohort-lecturer"),
        LeadError::Taken => ("seats", "refused-cohort-taken"),
        LeadError::NoSuch
        | LeadError::Empty
        | LeadError::StillOn
        | LeadError::Refused(_)
        | LeadError::Forbidden(_)
        | LeadError::Store(_) => return false,
    };
    form.refuse(name, Refusal::new(code));
    true
}

impl From<SessionError> for Problem {
    fn from(error: SessionError) -> Self {
        match error {
            SessionError::NoSuch => Self::not_found(),
            SessionError::NoSuchRoom => refused("room", "refused-session-room"),
            SessionError::Past => refused("begins_at", "refused-session-past"),
            SessionError::Full => Self::conflict("problem-session-full"),
            SessionError::Last => Self::conflict("problem-session-last"),
            SessionError::Begun => Self::conflict("problem-session-begun"),
            SessionError::Over => Self::conflict("problem-cohort-state"),
            SessionError::Forbidden(error) => error.into(),
            SessionError::Store(error) => error.into(),
        }
    }
}

/// The same for a session.
pub fn blame_session(form: &mut Fields, error: &SessionError) -> bool {
    let (name, code) = match error {
        SessionError::NoSuchRoom => ("room", "refused-session-room"),
        SessionError::Past => ("begins_at", "refused-session-past"),
        SessionError::NoSuch
        | SessionError::Full
        | SessionError::Last
        | SessionError::Begun
        | SessionError::Over
        | SessionError::Forbidden(_)
        | SessionError::Store(_) => return false,
    };
    form.refuse(name, Refusal::new(code));
    true
}

impl From<JoinError> for Problem {
    fn from(error: JoinError) -> Self {
        match error {
            JoinError::NoSuch => Self::not_found(),
            JoinError::NotOpen => Self::conflict("problem-cohort-not-open"),
            JoinError::Full => Self::conflict("problem-cohort-full"),
            JoinError::NotIn => Self::conflict("problem-cohort-not-in"),
            JoinError::Begun => Self::conflict("problem-cohort-begun"),
            JoinError::Learn(error) => error.into(),
            JoinError::Forbidden(error) => error.into(),
            JoinError::Store(error) => error.into(),
        }
    }
}

impl From<AttendError> for Problem {
    fn from(error: AttendError) -> Self {
        match error {
            AttendError::NoSuch => Self::not_found(),
            AttendError::NotYet => Self::conflict("problem-session-not-yet"),
            AttendError::NoSuchMember => refused("attendance", "refused-attendance-member"),
            AttendError::Forbidden(error) => error.into(),
            AttendError::Store(error) => error.into(),
        }
    }
}
