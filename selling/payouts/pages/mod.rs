//! A shop's payouts on its desk, and the market's on the operator's.

mod batches;
mod desk;
mod history;
mod money;
mod operator;
pub(super) mod panels;

pub(super) use batches::bank_csv;
pub(super) use desk::{read_account, read_amount};
pub use history::{PayoutHistory, tone, turn};
pub(super) use operator::{OperatorAct, read_currency};

use platform::web::{Problem, Refusal, Routes};

use super::{AccountError, AccountFault, ExportError, RequestError, StepError};
use crate::Selling;

pub fn routes() -> Routes<Selling> {
    Routes::default()
        .get("/desk/{handle}/money", money::money)
        .get("/desk/{handle}/money.csv", money::money_csv)
        .get("/desk/{handle}/payouts", desk::index)
        .post("/desk/{handle}/payouts", desk::create)
        .get("/desk/{handle}/payouts/account", desk::edit_account)
        .post("/desk/{handle}/payouts/account", desk::update_account)
        .get("/desk/{handle}/payouts/{id}", desk::show)
        .post("/desk/{handle}/payouts/{id}/withdrawal", desk::withdraw)
        .get("/operator/payouts", operator::index)
        .get("/operator/payouts/{id}", operator::show)
        .post("/operator/payouts/{id}/{act}", operator::act)
        .get("/operator/payout-batches", batches::index)
        .post("/operator/payout-batches", batches::create)
        .get("/operator/payout-batches/{id}", batches::show)
        .get("/operator/payout-batches/{id}/bank.csv", batches::file)
        .post("/operator/payout-batches/{id}/payment", batches::pay)
}

impl AccountFault {
    /// The field to blame, and why.
    fn refusal(self) -> (&'static str, Refusal) {
        match self {
            Self::Number => ("number", Refusal::new("refused-account-number")),
            Self::Name => ("holder", Refusal::new("refused-account-name")),
        }
    }
}

impl From<StepError> for Problem {
    fn from(error: StepError) -> Self {
        match error {
            StepError::NoSuchPayout => Self::not_found(),
            StepError::Forbidden(error) => error.into(),
            StepError::Refused(error) => error.into(),
            StepError::Owes => Self::conflict("problem-payout-owes"),
            StepError::Money(_) => Self::conflict("problem-amount"),
            StepError::Unbalanced(error) => Self::broken(error),
            StepError::Store(error) => error.into(),
        }
    }
}

impl From<AccountError> for Problem {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::Forbidden(error) => error.into(),
            AccountError::Store(error) => error.into(),
        }
    }
}

impl From<ExportError> for Problem {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Forbidden(error) => error.into(),
            ExportError::Money(_) => Self::conflict("problem-amount"),
            ExportError::Step(error) => error.into(),
            ExportError::Store(error) => error.into(),
        }
    }
}

impl From<RequestError> for Problem {
    fn from(error: RequestError) -> Self {
        match error {
            RequestError::NoSuchShop => Self::not_found(),
            RequestError::NoAccount => Self::conflict("problem-no-payout-account"),
            RequestError::TooLittle { .. } | RequestError::TooMuch { .. } => {
                let mut fields = platform::web::Fields::default();
                desk::blame(&mut fields, &error);
                Self::invalid(&fields)
            }
            RequestError::OtherCurrency | RequestError::Money(_) => Self::conflict("problem-amount"),
            RequestError::Forbidden(error) => error.into(),
            RequestError::Refused(error) => error.into(),
            RequestError::Unbalanced(error) => Self::broken(error),
            RequestError::Store(error) => error.into(),
        }
    }
}
