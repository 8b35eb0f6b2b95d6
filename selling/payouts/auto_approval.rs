//! When a payout needs nobody to look at it.

use kernel::{Currency, Money, MoneyError, ShopId, Timestamp};
use people::rules::Rules;
use platform::db::{DbError, Tx};

use super::{Doubt, numbers, store};
use crate::ledger::{self, Account};

/// What a shop has, and where it is.
#[derive(Clone, Copy, Debug)]
pub struct Funds {
    /// Waits for the buyers.
    pub escrow: Money,
    /// Released to the shop and not yet asked for. Below nothing, the shop owes.
    pub balance: Money,
    /// On its way to the bank.
    pub pending: Money,
}

impl Funds {
    /// What can be asked for.
    pub fn available(&self) -> Money {
        if self.balance.is_positive() { self.balance } else { Money::zero(self.balance.currency()) }
    }
}

/// What a shop has. Cost: the number of its entries.
pub async fn funds(tx: &mut Tx, shop: ShopId, currency: Currency) -> Result<Funds, DbError> {
    Ok(Funds {
        escrow: ledger::balance(tx, shop, &Account::Escrow, currency).await?,
        balance: ledger::balance(tx, shop, &Account::Shop, currency).await?,
        pending: ledger::balance(tx, shop, &Account::Payouts, currency).await?,
    })
}

/// Whole units of a currency as money.
fn units(count: i64, currency: Currency) -> Result<Money, MoneyError> {
    Money::new(10_i64.pow(currency.exponent()), currency).times(count)
}

/// The smallest payout.
pub fn least(rules: &Rules, currency: Currency) -> Result<Money, MoneyError> {
    units(rules.units(numbers::LEAST, currency), currency)
}

/// What is known of a payout before it is decided.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facts {
    pub now: Timestamp,
    pub amount: Money,
    pub shop_opened_at: Timestamp,
    pub account_changed_at: Timestamp,
    /// What stays in the balance.
    pub left: Money,
    /// What buyers ask back of completed orders.
    pub asked_back: Money,
}

impl Facts {
    pub async fn asked_back(tx: &mut Tx, shop: ShopId, currency: Currency) -> Result<Money, DbError> {
        store::asked_back(tx, shop, currency).await
    }

    /// Everything that speaks against paying without a look; nothing, and it is approved by rule.
    pub fn doubts(&self, rules: &Rules) -> Result<Vec<Doubt>, MoneyError> {
        let currency = self.amount.currency();
        let limit = units(rules.units(numbers::AUTOMATIC, currency), currency)?;
        let asked = [
            (Doubt::Large, self.amount.compare(limit)?.is_gt()),
            (Doubt::NewShop, self.now.since(self.shop_opened_at) < rules.time(numbers::SHOP_AGE)),
            (Doubt::NewAccount, self.now.since(self.account_changed_at) < rules.time(numbers::ACCOUNT_AGE)),
            (Doubt::AskedBack, self.asked_back.compare(self.left)?.is_gt()),
        ];
        Ok(asked.into_iter().filter(|(_, is_so)| *is_so).map(|(doubt, _)| doubt).collect())
    }
}

#[cfg(test)]
mod tests {
    use kernel::days;

    use super::*;

    #[test]
    fn a_small_payout_of_an_old_shop_needs_nobody() {
        let (rules, cny) = (Rules::default(), Currency::CNY);
        let opened = Timestamp::from_micros(0);
        let now = opened + days(60);
        let money = |units: i64| Money::new(units * 100, cny);
        let good = Facts {
            now,
            amount: money(5_000),
            shop_opened_at: opened,
            account_changed_at: opened,
            left: money(0),
            asked_back: money(0),
        };
        assert_eq!(good.doubts(&rules), Ok(vec![]));
        for (facts, doubt) in [
            (Facts { amount: Money::new(500_001, cny), ..good }, Doubt::Large),
            (Facts { shop_opened_at: now - days(29), ..good }, Doubt::NewShop),
            (Facts { account_changed_at: now - days(2), ..good }, Doubt::NewAccount),
            (Facts { left: money(99), asked_back: money(100), ..good }, Doubt::AskedBack),
        ] {
            assert_eq!(facts.doubts(&rules), Ok(vec![doubt]));
        }
        assert_eq!(Facts { left: money(100), asked_back: money(100), ..good }.doubts(&rules), Ok(vec![]));
    }

    #[test]
    fn a_number_of_units_is_of_the_shops_currency() {
        let rules = Rules::default();
        assert_eq!(least(&rules, Currency::CNY), Ok(Money::new(1_000, Currency::CNY)));
        assert_eq!(least(&rules, Currency::JPY), Ok(Money::new(200, Currency::JPY)));
        let rupiah = Currency::IDR;
        assert_eq!(least(&rules, rupiah), Ok(Money::new(20_000 * 100, rupiah)));
        let dollars = Currency::parse("HKD").unwrap();
        assert_eq!(least(&rules, dollars), Ok(Money::new(1_000, dollars)));
        let set = vec![("payout_least_idr_units".to_owned(), "50000".to_owned())];
        let changed = Rules::from_settings(set);
        assert_eq!(least(&changed, rupiah), Ok(Money::new(50_000 * 100, rupiah)));
    }

    #[test]
    fn a_shop_that_owes_has_nothing_to_ask_for() {
        let yuan = |fen| Money::new(fen, Currency::CNY);
        let funds = Funds { escrow: yuan(900), balance: yuan(-5), pending: yuan(0) };
        assert_eq!(funds.available(), yuan(0));
        assert_eq!(Funds { balance: yuan(5), ..funds }.available(), yuan(5));
    }
}
