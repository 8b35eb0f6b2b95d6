use kernel::{Actor, Forbidden, Money, MoneyError, Refused, Timestamp};
use people::{rules::Rules, shops};
use platform::db::{DbError, Tx};

use super::{
    Approval, Payout, PayoutAct, PayoutId, PayoutStage, PayoutState, Step, StepError,
    auto_approval::{self, Facts, funds},
    promises, step, store,
};
use crate::ledger::{self, Account, Cause, Unbalanced};

#[derive(Clone, Debug, thiserror::Error)]
pub enum RequestError {
    #[error("there is no such shop")]
    NoSuchShop,
    #[error("the shop has not said where to pay to")]
    NoAccount,
    #[error("less than {least} is not paid out")]
    TooLittle { least: Money },
    #[error("the balance is {most}")]
    TooMuch { most: Money },
    #[error("the amount is in another currency than the shop's")]
    OtherCurrency,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error(transparent)]
    Money(#[from] MoneyError),
    #[error(transparent)]
    Refused(#[from] Refused<PayoutStage>),
    #[error(transparent)]
    Unbalanced(#[from] Unbalanced),
    #[error("the request could not be recorded")]
    Store(#[from] DbError),
}

impl From<StepError> for RequestError {
    fn from(error: StepError) -> Self {
        match error {
            StepError::NoSuchPayout => Self::NoSuchShop,
            StepError::Forbidden(error) => error.into(),
            StepError::Refused(error) => error.into(),
            StepError::Owes => {
                Self::Refused(Refused { from: PayoutStage::Requested, act: PayoutAct::Approve })
            }
            StepError::Money(error) => error.into(),
            StepError::Unbalanced(error) => error.into(),
            StepError::Store(error) => error.into(),
        }
    }
}

/// Ask for money of the shop's balance, which it leaves at once. The same key asks once.
///
/// Approved by rule when nothing speaks against it; else it waits for the operator.
pub async fn request(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    key: &str,
    amount: Money,
) -> Result<Payout, RequestError> {
    let id = shops::owner(by)?;
    let shop = shops::find(tx, id).await?.ok_or(RequestError::NoSuchShop)?;
    if amount.currency() != shop.currency {
        return Err(RequestError::OtherCurrency);
    }
    // Two requests of a shop wait for each other here, so that both see what the other left.
    if !store::count_request(tx, id).await? {
        return Err(RequestError::NoAccount);
    }
    if let Some(asked) = store::find_by_key(tx, id, key).await? {
        return Ok(asked);
    }
    let account = store::find_account(tx, id).await?.ok_or(RequestError::NoAccount)?;
    let (least, funds) = (auto_approval::least(rules, shop.currency)?, funds(tx, id, shop.currency).await?);
    if amount.compare(least)?.is_lt() {
        return Err(RequestError::TooLittle { least });
    }
    if amount.compare(funds.available())?.is_gt() {
        return Err(RequestError::TooMuch { most: funds.available() });
    }
    let facts = Facts {
        now,
        amount,
        shop_opened_at: shop.opened_at,
        account_changed_at: account.changed_at,
        left: funds.balance.checked_sub(amount)?,
        asked_back: Facts::asked_back(tx, id, shop.currency).await?,
    };
    let doubts = facts.doubts(rules)?;
    let is_good = doubts.is_empty();
    let payout = Payout {
        id: PayoutId::new(id, tx.next_id(now)),
        key: key.to_owned(),
        state: PayoutState::Requested { doubts },
        amount,
        account,
        batch: None,
        created_at: now,
        updated_at: now,
    };
    store::insert(tx, by, &payout).await?;
    let moved = step::transfer(&payout, Cause::Payout, Account::Shop, Account::Payouts)?;
    ledger::post(tx, now, &moved).await?;
    promises::announce(tx, now, &payout).await?;
    if is_good {
        let step = Step::Approve { at: now, by: Approval::Rule };
        return Ok(step::take(tx, &Actor::System, now, &payout, step).await?);
    }
    Ok(payout)
}
