use axum::http::StatusCode;
use broadcast::NotJoined;
use platform::web::Problem;

use crate::live::{AirError, KeyError, ModerateError, PinError, PlanError, SayError, talk::NotNow};

/// When somebody who found no seat, or no place for a show, may try again, in seconds.
const SEATS_AGAIN: u32 = 30;

impl From<PlanError> for Problem {
    fn from(error: PlanError) -> Self {
        match error {
            PlanError::Past => Self::conflict("problem-room-past"),
            PlanError::Closed => Self::conflict("problem-shop-closed"),
            PlanError::Banned => Self::conflict("problem-live-banned"),
            PlanError::TooMany => Self::conflict("problem-rooms-full"),
            PlanError::Forbidden(error) => error.into(),
            PlanError::Store(error) => error.into(),
        }
    }
}

impl From<AirError> for Problem {
    fn from(error: AirError) -> Self {
        match error {
            AirError::NoSuchRoom => Self::not_found(),
            AirError::Plan(error) => error.into(),
            AirError::Refused(error) => error.into(),
            AirError::Forbidden(error) => error.into(),
            AirError::Store(error) => error.into(),
        }
    }
}

impl From<KeyError> for Problem {
    fn from(error: KeyError) -> Self {
        match error {
            KeyError::NoSuchRoom => Self::not_found(),
            KeyError::Over => Self::conflict("problem-room-over"),
            KeyError::Forbidden(error) => error.into(),
            KeyError::Store(error) => error.into(),
        }
    }
}

impl From<PinError> for Problem {
    fn from(error: PinError) -> Self {
        match error {
            PinError::NoSuchRoom | PinError::NoSuchListing => Self::not_found(),
            PinError::NotOnAir => Self::conflict("problem-room-not-on-air"),
            PinError::Forbidden(error) => error.into(),
            PinError::Store(error) => error.into(),
        }
    }
}

impl From<SayError> for Problem {
    fn from(error: SayError) -> Self {
        match error {
            SayError::NoSuchRoom => Self::not_found(),
            SayError::NotOnAir => Self::conflict("problem-room-not-on-air"),
            SayError::Silenced => Self::conflict("problem-room-silenced"),
            SayError::NotNow(NotNow::Unwanted) => Self::conflict("problem-room-unwanted"),
            SayError::NotNow(NotNow::Slow { seconds }) => {
                let retry_after_seconds = Some(u32::try_from(seconds).unwrap_or(u32::MAX));
                Self { retry_after_seconds, ..Self::conflict("problem-room-slow") }
            }
            SayError::Forbidden(error) => error.into(),
            SayError::Store(error) => error.into(),
        }
    }
}

impl From<ModerateError> for Problem {
    fn from(error: ModerateError) -> Self {
        match error {
            ModerateError::NoSuchRoom | ModerateError::NoSuchLine => Self::not_found(),
            ModerateError::Forbidden(error) => error.into(),
            ModerateError::Store(error) => error.into(),
        }
    }
}

/// What a camera or a player is told that cannot begin; it looks at the status.
pub fn of_offer(error: &NotJoined) -> Problem {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::BAD_REQUEST);
    // Whom a page answers 401 it sends to sign in, which a camera cannot.
    let status = if status == StatusCode::UNAUTHORIZED { StatusCode::FORBIDDEN } else { status };
    let mut problem = match error {
        NotJoined::Off => Problem::new(status, "problem-live-off"),
        NotJoined::Full => Problem::busy(),
        NotJoined::Offer(_) | NotJoined::NotAdmitted(_) | NotJoined::NotByWebRtc => {
            Problem::new(status, "problem-offer-refused")
        }
    };
    if status == StatusCode::SERVICE_UNAVAILABLE {
        problem.retry_after_seconds = Some(SEATS_AGAIN);
    }
    problem.detail = Some(error.to_string());
    problem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_finds_no_seat_is_told_when_to_try_again() {
        let problem = of_offer(&NotJoined::Full);
        assert_eq!(
            (problem.status, problem.retry_after_seconds),
            (StatusCode::SERVICE_UNAVAILABLE, Some(30))
        );
        assert!(problem.detail.is_some_and(|detail| detail.contains("the playlist has room")));
        assert_eq!(of_offer(&NotJoined::NotByWebRtc).retry_after_seconds, None);
    }
}
