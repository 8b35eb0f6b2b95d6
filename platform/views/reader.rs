//! In which currency a reader thinks.

use std::sync::Arc;

use kernel::{Conversion, Currency, Day, Rates};

/// The currency that a reader thinks in, and the rates that are known.
#[derive(Clone, Debug)]
pub struct Reader {
    pub currency: Currency,
    /// Whether they have chosen it: then they are also told when there is no rate.
    pub is_chosen: bool,
    pub rates: Arc<Rates>,
    pub today: Day,
}

/// One line of a list of currencies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CurrencyChoice {
    pub code: &'static str,
    pub current: bool,
}

impl Reader {
    /// The rate by which an amount is shown; none where it is shown in its own currency alone.
    pub fn conversion(&self, from: Currency) -> Option<Conversion> {
        self.rates.between(from, self.currency)
    }

    /// What makes two pages with prices the same: whoever keeps one keeps it under this.
    pub fn key(&self) -> String {
        format!("{}.{:x}.{}", self.currency.code(), self.rates.version(), self.today)
    }
}
