use kernel::{AccountId, Money, Timestamp};

use super::Payout;
pub use super::payout::BatchId;

/// What was handed to the bank in one file.
#[derive(Clone, Debug)]
pub struct Batch {
    pub id: BatchId,
    /// Payouts in it.
    pub payouts: i64,
    pub total: Money,
    pub made_by: AccountId,
    pub created_at: Timestamp,
}

/// The file for the bank: one line a payout, with the account as it was when the money was asked for.
///
/// It is made of what never changes again, so the same batch always has the same file.
pub fn bank_file(batch: &Batch, payouts: &[Payout]) -> Result<Vec<u8>, csv::Error> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(["batch", "payout", "bank", "holder", "account", "amount", "currency"])?;
    let mut sorted: Vec<&Payout> = payouts.iter().collect();
    sorted.sort_by_key(|payout| (payout.created_at, payout.id));
    for payout in sorted {
        csv.write_record([
            &batch.id.to_string(),
            &payout.id.to_string(),
            &payout.account.bank,
            &payout.account.holder,
            &payout.account.number,
            &payout.amount.decimal(),
            payout.amount.currency().code(),
        ])?;
    }
    csv.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

#[cfg(test)]
mod tests {
    use kernel::{Currency, ShopId};

    use super::*;
    use crate::payouts::{PayoutAccount, PayoutId, PayoutState};

    #[test]
    fn the_file_is_the_same_whatever_became_of_its_payouts() {
        let at = Timestamp::from_micros(0);
        let total = Money::new(200, Currency::CNY);
        let batch =
            Batch { id: BatchId::new(9), payouts: 2, total, made_by: AccountId::new(1), created_at: at };
        let one = |number, state| Payout {
            id: PayoutId::new(ShopId::new(1), number),
            key: String::new(),
            state,
            amount: Money::new(100, Currency::CNY),
            account: PayoutAccount::new("农业银行, 贺兰", "张", "6222", at).unwrap(),
            batch: Some(batch.id),
            created_at: at,
            updated_at: at,
        };
        let exported = || PayoutState::Exported { at, batch: batch.id };
        let first = bank_file(&batch, &[one(1, exported()), one(2, exported())]).unwrap();
        let paid = PayoutState::Paid { at, batch: batch.id };
        let sent_back = PayoutState::Returned { at, words: "no such account".into() };
        assert_eq!(bank_file(&batch, &[one(2, sent_back), one(1, paid)]).unwrap(), first);
        let text = String::from_utf8(first).unwrap();
        assert!(text.starts_with("batch,payout,bank,holder,account,amount,currency\n"));
        assert!(text.contains("0000000000009,000000010000000000001,\"农业银行, 贺兰\",张,6222,1.00,CNY\n"));
    }
}
