use kernel::{Currency, Money};
use platform::db::{DbError, Tx};
use selling::ledger::{self, Account, Balance};

/// The ledger summed up: per currency every account, and what they come to.
#[derive(Clone, Debug, Default)]
pub struct TrialBalance(pub Vec<CurrencyTrial>);

#[derive(Clone, Debug)]
pub struct CurrencyTrial {
    pub currency: Currency,
    pub accounts: Vec<Balance>,
    /// Nothing, when the ledger is whole. None when the sum is too large to be true.
    pub sum: Option<Money>,
}

impl CurrencyTrial {
    /// What an account holds; nothing when it has no entries.
    pub fn held(&self, account: &Account) -> Money {
        let name = account.name();
        let found = self.accounts.iter().find(|balance| balance.account == name);
        found.map_or(Money::zero(self.currency), |balance| balance.amount)
    }

    pub fn escrow(&self) -> Money {
        self.held(&Account::Escrow)
    }

    pub fn commission(&self) -> Money {
        self.held(&Account::Commission)
    }

    pub fn owed_to_shops(&self) -> Money {
        self.held(&Account::Shop)
    }

    pub fn is_balanced(&self) -> bool {
        self.sum.is_some_and(Money::is_zero)
    }
}

impl TrialBalance {
    /// Sum up balances that come ordered by currency.
    pub fn of(balances: Vec<Balance>) -> Self {
        let mut list: Vec<CurrencyTrial> = Vec::new();
        for balance in balances {
            let currency = balance.amount.currency();
            match list.last_mut().filter(|trial| trial.currency == currency) {
                Some(trial) => {
                    trial.sum = trial.sum.and_then(|sum| sum.checked_add(balance.amount).ok());
                    trial.accounts.push(balance);
                }
                None => {
                    let sum = Some(balance.amount);
                    list.push(CurrencyTrial { currency, accounts: vec![balance], sum });
                }
            }
        }
        Self(list)
    }

    /// Read and sum the whole ledger. Cost: all its entries.
    pub async fn take(tx: &mut Tx) -> Result<Self, DbError> {
        Ok(Self::of(ledger::trial_balance(tx).await?))
    }

    pub fn is_balanced(&self) -> bool {
        self.0.iter().all(CurrencyTrial::is_balanced)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn balance(account: &str, minor: i64, currency: Currency) -> Balance {
        Balance { account: account.into(), amount: Money::new(minor, currency) }
    }

    #[test]
    fn each_currency_must_come_to_nothing_on_its_own() {
        let (cny, jpy) = (Currency::CNY, Currency::JPY);
        let good = TrialBalance::of(vec![
            balance("escrow", 5, cny),
            balance("provider:x", -5, cny),
            balance("escrow", 0, jpy),
        ]);
        assert!(good.is_balanced());
        assert_eq!(good.0[0].escrow().minor(), 5);
        assert_eq!(good.0[1].commission().minor(), 0);
        let bad = TrialBalance::of(vec![balance("escrow", 5, cny), balance("escrow", -5, jpy)]);
        assert!(!bad.is_balanced());
        let huge = TrialBalance::of(vec![balance("escrow", i64::MAX, cny), balance("shop", i64::MAX, cny)]);
        assert!(!huge.is_balanced());
        assert!(TrialBalance::default().is_balanced());
    }
}
