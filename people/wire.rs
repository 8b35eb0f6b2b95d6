//! What every API answer is made of.

use crate::one_of::CurrencyCode;
use axum::{Json, http::StatusCode};
use kernel::{Money, Timestamp};
use platform::web::Problem;
use serde::Serialize;
use utoipa::ToSchema;

/// What a call answers.
pub type Answer<T> = Result<Json<T>, Problem>;

/// What a call answers that has made something, with the status beside it.
pub type Made<T> = Result<(StatusCode, Json<T>), Problem>;

/// What a call answers that has nothing to tell.
pub type Done = Result<StatusCode, Problem>;

/// An amount as decimal text, exact, with its currency.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Amount {
    #[schema(example = "12.50")]
    pub amount: String,
    /// ISO 4217.
    #[schema(value_type = CurrencyCode, example = "CNY")]
    pub currency: &'static str,
}

impl From<Money> for Amount {
    fn from(money: Money) -> Self {
        Self { amount: money.decimal(), currency: money.currency().code() }
    }
}

/// A page of a list. Ask for the next one with `cursor`.
#[derive(Serialize, ToSchema)]
pub struct List<T> {
    pub items: Vec<T>,
    /// None on the last page.
    pub next: Option<String>,
}

impl<T> List<T> {
    /// A list that has no second page.
    pub fn all<U: Into<T>>(list: Vec<U>) -> Self {
        Self { items: list.into_iter().map(Into::into).collect(), next: None }
    }

    /// The same page with each thing shown as something else.
    pub fn map<U>(self, show: impl FnMut(T) -> U) -> List<U> {
        List { items: self.items.into_iter().map(show).collect(), next: self.next }
    }
}

/// RFC 3339 in UTC.
pub fn time(at: Timestamp) -> String {
    at.rfc3339()
}
