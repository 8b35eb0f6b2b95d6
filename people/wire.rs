//! What every API answer is made of.

use kernel::{Money, Page, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

/// An amount as decimal text, exact, with its currency.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Amount {
    #[schema(example = "12.50")]
    pub amount: String,
    /// ISO 4217.
    #[schema(example = "CNY")]
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

    pub fn page<U: Into<T>>(page: Page<U>) -> Self {
        let next = page.next.map(|cursor| cursor.to_string());
        Self { items: page.items.into_iter().map(Into::into).collect(), next }
    }
}

/// RFC 3339 in UTC.
pub fn time(at: Timestamp) -> String {
    at.rfc3339()
}
