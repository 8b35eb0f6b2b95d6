use kernel::{Money, MoneyError, Rounding};
use people::rules::Rules;
use selling::orders;
use serde::{Deserialize, Serialize};

use crate::negotiation::ThingCard;

/// What a buyer wants to have made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brief {
    /// Empty when the shop quotes of its own accord.
    pub words: String,
    /// Names of sketches and photos.
    pub photos: Vec<String>,
    /// What it should be like.
    pub like: Option<ThingCard>,
    /// What the buyer would spend.
    pub budget: Option<Money>,
}

/// What a shop proposes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuoteTerms {
    pub title: String,
    /// What the price includes.
    pub includes: String,
    /// For the piece, without shipping.
    pub amount: Money,
    pub shipping: Money,
    /// Paid before the work begins; without it everything is.
    pub deposit: Option<Money>,
    /// Days from the first payment until it is ready.
    pub days: i64,
    /// How often the buyer may ask for changes on the way.
    pub revisions: i64,
    /// What the buyer will hear of, in the order of the work.
    pub milestones: Vec<String>,
    /// Names of sketches and photos.
    pub photos: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TermsError {
    #[error("the price must be more than nothing")]
    Amount,
    #[error("the deposit must be less than the price, and no more than the market allows")]
    Deposit { most: Money },
    #[error("it takes at least a day")]
    Days,
    #[error("the amounts are too large")]
    Money(#[from] MoneyError),
}

impl QuoteTerms {
    /// Whether the market takes such terms.
    pub fn check(&self, rules: &Rules) -> Result<(), TermsError> {
        if !self.amount.is_positive() || self.shipping.is_negative() {
            return Err(TermsError::Amount);
        }
        if self.days < 1 {
            return Err(TermsError::Days);
        }
        let most = self.amount.rate(rules.share(orders::numbers::DEPOSIT_MOST), Rounding::Down)?;
        let is_good = self.deposit.is_none_or(|deposit| {
            deposit.is_positive() && deposit.minor() <= most.minor() && deposit.minor() < self.amount.minor()
        });
        self.total()?;
        if is_good { Ok(()) } else { Err(TermsError::Deposit { most }) }
    }

    pub fn total(&self) -> Result<Money, MoneyError> {
        self.amount.checked_add(self.shipping)
    }

    /// What is paid when it is ordered.
    pub fn now(&self) -> Result<Money, MoneyError> {
        self.deposit.map_or_else(|| self.total(), Ok)
    }

    /// What is paid when it is ready.
    pub fn later(&self) -> Result<Money, MoneyError> {
        self.total()?.checked_sub(self.now()?)
    }
}

#[cfg(test)]
mod tests {
    use kernel::Currency;

    use super::*;

    #[test]
    fn a_deposit_is_less_than_the_price_and_than_the_market_allows() {
        let (yuan, rules) = (|fen| Money::new(fen, Currency::CNY), Rules::default());
        let terms = |amount, deposit: Option<i64>| QuoteTerms {
            title: "a saddle".into(),
            includes: String::new(),
            amount: yuan(amount),
            shipping: yuan(1_200),
            deposit: deposit.map(yuan),
            days: 30,
            revisions: 2,
            milestones: Vec::new(),
            photos: Vec::new(),
        };
        assert_eq!(terms(10_000, None).check(&rules), Ok(()));
        assert_eq!(terms(10_000, Some(5_000)).check(&rules), Ok(()));
        for refused in [0, -1, 5_001, 10_000] {
            let most = yuan(5_000);
            assert_eq!(terms(10_000, Some(refused)).check(&rules), Err(TermsError::Deposit { most }));
        }
        assert_eq!(terms(0, None).check(&rules), Err(TermsError::Amount));
        assert_eq!(QuoteTerms { days: 0, ..terms(1, None) }.check(&rules), Err(TermsError::Days));
        let parted = terms(10_000, Some(3_000));
        assert_eq!((parted.now(), parted.later()), (Ok(yuan(3_000)), Ok(yuan(8_200))));
        assert_eq!(terms(10_000, None).later(), Ok(yuan(0)));
    }
}
