//! How payouts look to programs.

use people::{
    one_of::{maybe_word_of, word_of, words_of},
    wire::{Amount, List, time},
};
use platform::db::{DbError, Tx};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    Batch, Doubt, Funds, Payout, PayoutAccount, PayoutAct, PayoutStage, PayoutState, StepRow, Turn, steps,
};

#[derive(Serialize, ToSchema)]
pub struct PayoutAccountOut {
    bank: String,
    holder: String,
    /// The end of the number; the whole of it is in the bank's file only.
    #[schema(example = "•••• 4567")]
    number: String,
    changed_at: String,
}

impl From<PayoutAccount> for PayoutAccountOut {
    fn from(account: PayoutAccount) -> Self {
        let number = account.masked();
        let PayoutAccount { bank, holder, changed_at, .. } = account;
        Self { bank, holder, number, changed_at: time(changed_at) }
    }
}

#[derive(Serialize, ToSchema)]
pub struct FundsOut {
    /// Waits for the buyers.
    escrow: Amount,
    /// Released and not yet asked for; below nothing, the shop owes.
    balance: Amount,
    /// What can be asked for.
    available: Amount,
    /// On its way to the bank.
    pending: Amount,
}

impl From<Funds> for FundsOut {
    fn from(funds: Funds) -> Self {
        Self {
            available: funds.available().into(),
            escrow: funds.escrow.into(),
            balance: funds.balance.into(),
            pending: funds.pending.into(),
        }
    }
}

#[derive(Serialize, ToSchema)]
pub struct PayoutStepOut {
    act: String,
    #[schema(schema_with = word_of::<PayoutStage>)]
    state: &'static str,
    by: String,
    at: String,
}

impl From<StepRow> for PayoutStepOut {
    fn from(step: StepRow) -> Self {
        Self { act: step.act, state: step.state.name(), by: step.by, at: time(step.at) }
    }
}

#[derive(Serialize, ToSchema)]
pub struct PayoutOut {
    id: String,
    amount: Amount,
    /// `requested`, `approved`, `exported`, `paid`, `returned`, `refused` or `withdrawn`.
    #[schema(schema_with = word_of::<PayoutStage>)]
    state: &'static str,
    /// `market` or `bank`; none when it has ended.
    #[schema(schema_with = maybe_word_of::<Turn>)]
    turn: Option<&'static str>,
    /// Why it waits for the operator: `large`, `new-shop`, `new-account`, `asked-back`.
    #[schema(schema_with = words_of::<Doubt>)]
    doubts: Vec<&'static str>,
    /// Why it was refused or sent back.
    reason: Option<String>,
    bank: String,
    holder: String,
    #[schema(example = "•••• 4567")]
    number: String,
    /// The batch it was handed to the bank in.
    batch: Option<String>,
    /// What can happen next.
    #[schema(schema_with = words_of::<PayoutAct>)]
    acts: Vec<&'static str>,
    history: Vec<PayoutStepOut>,
    created_at: String,
}

/// A payout with its history.
pub async fn out(tx: &mut Tx, payout: Payout) -> Result<PayoutOut, DbError> {
    let history = steps(tx, payout.id).await?.into_iter().map(Into::into).collect();
    let acts = PayoutAct::ALL.iter().filter(|act| payout.can(**act)).map(|act| act.name()).collect();
    let doubts = payout.doubts().iter().map(|doubt| Doubt::name(*doubt)).collect();
    let number = payout.account.masked();
    let (state, turn) = (payout.state.name(), payout.state.turn().map(Turn::name));
    let reason = match payout.state {
        PayoutState::Refused { words, .. } | PayoutState::Returned { words, .. } => Some(words),
        PayoutState::Requested { .. }
        | PayoutState::Approved { .. }
        | PayoutState::Exported { .. }
        | PayoutState::Paid { .. }
        | PayoutState::Withdrawn { .. } => None,
    };
    Ok(PayoutOut {
        id: payout.id.to_string(),
        amount: payout.amount.into(),
        state,
        turn,
        doubts,
        reason,
        bank: payout.account.bank,
        holder: payout.account.holder,
        number,
        batch: payout.batch.map(|batch| batch.to_string()),
        acts,
        history,
        created_at: time(payout.created_at),
    })
}

/// A page of payouts, each with its history.
pub async fn outs(tx: &mut Tx, page: List<Payout>) -> Result<List<PayoutOut>, DbError> {
    let mut items = Vec::with_capacity(page.items.len());
    for payout in page.items {
        items.push(out(tx, payout).await?);
    }
    Ok(List { items, next: page.next })
}

#[derive(Serialize, ToSchema)]
pub struct BatchOut {
    id: String,
    payouts: i64,
    total: Amount,
    created_at: String,
}

impl From<Batch> for BatchOut {
    fn from(batch: Batch) -> Self {
        Self {
            id: batch.id.to_string(),
            payouts: batch.payouts,
            total: batch.total.into(),
            created_at: time(batch.created_at),
        }
    }
}
