use kernel::{Forbidden, Refused};
use platform::db::DbError;

use super::OrderStage;
use crate::ledger::Unbalanced;

/// Why an order was not cancelled, or its money not sent back.
#[derive(Clone, Debug, thiserror::Error)]
pub enum CancelError {
    #[error("there is no such order")]
    NoSuchOrder,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error(transparent)]
    Refused(#[from] Refused<OrderStage>),
    #[error("the time in which it should have been sent is not over")]
    TooEarly,
    #[error("the shop has begun to make it")]
    Begun,
    #[error("the payment of this order cannot be found")]
    NoPayment,
    #[error(transparent)]
    Unbalanced(#[from] Unbalanced),
    #[error("the order could not be cancelled")]
    Store(#[from] DbError),
}
