use kernel::{Money, MoneyError, ShopId, words};

/// Whose money it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Account {
    /// Held for one order until it is released or refunded.
    Escrow,
    /// Owed to the shop.
    Shop,
    /// The market's own.
    Commission,
    /// What the market has paid by its coupons; its balance is negative or zero.
    Coupons,
    /// Asked for by the shop, on its way to its bank.
    Payouts,
    /// Paid out by the market's bank.
    Bank,
    /// On the way from a shop to the host who sold for it; over the market its balance is zero.
    Hosts,
    /// Held by a payment provider for the market; its balance is negative or zero.
    Provider(String),
}

impl Account {
    pub fn name(&self) -> String {
        match self {
            Self::Escrow => "escrow".into(),
            Self::Shop => "shop".into(),
            Self::Commission => "commission".into(),
            Self::Coupons => "coupons".into(),
            Self::Payouts => "payouts".into(),
            Self::Bank => "bank".into(),
            Self::Hosts => "hosts".into(),
            Self::Provider(name) => format!("provider:{name}"),
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "escrow" => Some(Self::Escrow),
            "shop" => Some(Self::Shop),
            "commission" => Some(Self::Commission),
            "coupons" => Some(Self::Coupons),
            "payouts" => Some(Self::Payouts),
            "bank" => Some(Self::Bank),
            "hosts" => Some(Self::Hosts),
            other => other.strip_prefix("provider:").map(|name| Self::Provider(name.to_owned())),
        }
    }
}

words! {
    /// Why money moved.
    Cause {
        Capture = "capture", Release = "release", Refund = "refund",
        /// A shop asks for its money, the bank has paid it, it has come back.
        Payout = "payout", PayoutSent = "payout-sent", PayoutBack = "payout-back",
        /// A host has their share of what they sold for a shop, and gives it back with a refund.
        HostShare = "host-share", HostShareBack = "host-share-back",
    }
}

/// One side of a transfer. Credit is positive.
#[derive(Clone, Debug)]
pub struct Leg {
    pub account: Account,
    pub amount: Money,
}

/// The legs of a transfer do not sum to zero in one currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the legs of a transfer must sum to zero in one currency")]
pub struct Unbalanced;

impl From<MoneyError> for Unbalanced {
    fn from(_: MoneyError) -> Self {
        Self
    }
}

/// Money on its way between accounts of one shop, balanced by construction.
#[derive(Clone, Debug)]
pub struct Transfer {
    pub(super) shop: ShopId,
    /// Number of the order it is about; 0 when it is about none.
    pub(super) order: i64,
    pub(super) cause: Cause,
    pub(super) subject: String,
    pub(super) legs: Vec<Leg>,
}

impl Transfer {
    /// A transfer about one order, or about none when that is 0. Legs of nothing are left out; what remains must sum to zero.
    pub fn about(
        shop: ShopId,
        order: i64,
        subject: impl ToString,
        cause: Cause,
        legs: impl IntoIterator<Item = Leg>,
    ) -> Result<Self, Unbalanced> {
        let legs: Vec<Leg> = legs.into_iter().filter(|leg| !leg.amount.is_zero()).collect();
        let currency = legs.first().map(|leg| leg.amount.currency()).ok_or(Unbalanced)?;
        if !Money::sum(legs.iter().map(|leg| leg.amount), currency)?.is_zero() {
            return Err(Unbalanced);
        }
        Ok(Self { shop, order, cause, subject: subject.to_string(), legs })
    }

    /// A cause moves an order's money once.
    pub(super) fn key(&self) -> String {
        format!("{}:{}", self.cause.name(), self.subject)
    }
}

#[cfg(test)]
mod tests {
    use kernel::Currency;

    use super::*;

    fn transfer(amounts: &[(Account, i64, Currency)]) -> Result<Transfer, Unbalanced> {
        let legs = amounts.iter().map(|(account, minor, currency)| Leg {
            account: account.clone(),
            amount: Money::new(*minor, *currency),
        });
        Transfer::about(ShopId::new(1), 7, "order", Cause::Release, legs)
    }

    #[test]
    fn only_balanced_transfers_exist() {
        let (cny, jpy) = (Currency::CNY, Currency::JPY);
        assert!(
            transfer(&[
                (Account::Escrow, -100, cny),
                (Account::Shop, 95, cny),
                (Account::Commission, 5, cny)
            ])
            .is_ok()
        );
        assert_eq!(
            transfer(&[(Account::Escrow, -100, cny), (Account::Shop, 95, cny)]).unwrap_err(),
            Unbalanced
        );
        assert_eq!(
            transfer(&[(Account::Escrow, -100, cny), (Account::Shop, 100, jpy)]).unwrap_err(),
            Unbalanced
        );
        assert_eq!(
            transfer(&[(Account::Escrow, i64::MIN, cny), (Account::Shop, i64::MIN, cny)]).unwrap_err(),
            Unbalanced
        );
        assert_eq!(transfer(&[]).unwrap_err(), Unbalanced);
        assert_eq!(transfer(&[(Account::Escrow, 0, cny)]).unwrap_err(), Unbalanced);
    }
}
