//! Why something about tickets is not done.

use goods::catalog::SaveError;
use kernel::{Forbidden, Refused};
use platform::db::DbError;
use selling::orders::{
    ShipError,
    refunds::{self, AskError, GiveError, StepError},
};

use super::TicketStage;

/// Why a kind of ticket is not kept.
#[derive(Clone, Debug, thiserror::Error)]
pub enum KindError {
    #[error("there is no such festival or kind of ticket")]
    NoSuch,
    #[error("it has not such a day or zone")]
    NotThere,
    #[error("the festival has no such gate that is open")]
    NoGate,
    #[error("it is sold until before it begins")]
    Backwards,
    #[error("more are taken than that")]
    Taken,
    #[error("a festival has no more kinds of ticket")]
    Full,
    #[error("nothing is changed any more of a festival that was called off")]
    CalledOff,
    #[error(transparent)]
    Listing(#[from] SaveError),
    #[error("the kind of ticket could not be kept")]
    Store(#[from] DbError),
}

/// Why a free ticket is not taken.
#[derive(Clone, Debug, thiserror::Error)]
pub enum TakeError {
    #[error("there is no such kind of ticket")]
    NoSuch,
    #[error("it is bought")]
    NotFree,
    #[error("it is not given out now")]
    NotNow,
    #[error("there are none left")]
    Gone,
    #[error("nobody has more of them than {most}")]
    Enough { most: i64 },
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the ticket could not be kept")]
    Store(#[from] DbError),
}

/// Why a ticket is not handed on.
#[derive(Clone, Debug, thiserror::Error)]
pub enum TransferError {
    #[error("there is no such ticket")]
    NoSuch,
    #[error("its festival is over or called off")]
    Over,
    #[error("somebody has come in with it")]
    Used,
    #[error("it was handed on too often")]
    TooOften,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error(transparent)]
    Refused(#[from] Refused<TicketStage>),
    #[error("the step could not be kept")]
    Store(#[from] DbError),
}

/// Why a ticket is not given back.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ReturnError {
    #[error("there is no such ticket")]
    NoSuch,
    #[error("it was somebody else who bought it")]
    NotTheBuyer,
    #[error("it is not given back any more")]
    TooLate,
    #[error("somebody has come in with it")]
    Used,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error(transparent)]
    Refused(#[from] Refused<TicketStage>),
    #[error(transparent)]
    Ask(#[from] AskError),
    #[error(transparent)]
    Step(#[from] StepError),
    #[error("the ticket could not be given back")]
    Store(#[from] DbError),
}

/// Why the tickets of an order are not settled.
#[derive(Clone, Debug, thiserror::Error)]
pub enum IssueError {
    #[error("the shop has no owner")]
    NoOwner,
    #[error("no free number was found")]
    NoNumber,
    #[error(transparent)]
    Refused(#[from] Refused<TicketStage>),
    #[error(transparent)]
    Ship(#[from] ShipError),
    #[error(transparent)]
    Cancel(#[from] selling::orders::CancelError),
    #[error(transparent)]
    Give(#[from] GiveError),
    #[error("the tickets could not be kept")]
    Store(#[from] DbError),
}

impl From<super::void::VoidError> for IssueError {
    fn from(error: super::void::VoidError) -> Self {
        match error {
            super::void::VoidError::Refused(refused) => refused.into(),
            super::void::VoidError::Store(error) => error.into(),
        }
    }
}

impl From<refunds::StepError> for IssueError {
    fn from(error: refunds::StepError) -> Self {
        Self::Give(error.into())
    }
}
