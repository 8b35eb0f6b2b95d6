//! Which amounts a provider takes: known before anything is placed, without asking it.

use kernel::Money;

/// Why a provider will not take an amount, whatever the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unpayable {
    #[error("the amount is finer than the provider takes")]
    TooFine,
    #[error("the amount is smaller than the provider takes")]
    TooSmall,
    #[error("the amount is larger than the provider takes")]
    TooLarge,
}

impl Unpayable {
    /// The key of its text, at a checkout and as a problem.
    pub fn key(self) -> &'static str {
        match self {
            Self::TooFine => "problem-unpayable-too-fine",
            Self::TooSmall => "problem-unpayable-too-small",
            Self::TooLarge => "problem-unpayable-too-large",
        }
    }
}

/// The amounts that the provider of new payments takes.
#[derive(Clone, Copy)]
pub struct Takes(fn(Money) -> Result<(), Unpayable>);

impl Takes {
    pub const ALL: Self = Self(|_| Ok(()));

    pub const fn new(check: fn(Money) -> Result<(), Unpayable>) -> Self {
        Self(check)
    }

    /// What costs nothing needs no provider.
    pub fn check(self, amount: Money) -> Result<(), Unpayable> {
        if amount.is_zero() { Ok(()) } else { (self.0)(amount) }
    }
}
