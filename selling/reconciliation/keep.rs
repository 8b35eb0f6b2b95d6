use std::collections::HashMap;

use kernel::{Actor, Forbidden, Money, Timestamp, days};
use platform::{
    audit,
    db::{DbError, Tx},
};
use serde_json::json;

use crate::payments::PaymentId;

use super::{Booking, Comparison, Kind, Reconciliation, ReconciliationId, Report, compare, store};

#[derive(Clone, Debug, thiserror::Error)]
pub enum KeepError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the comparison could not be kept")]
    Store(#[from] DbError),
}

/// A refund of a payment that never was in escrow, since it came too late.
const LATE: &str = "late";

/// Our books of some days: what a provider charged and sent back, by the ledger. Cost: the entries since then.
pub async fn ours(
    tx: &mut Tx,
    provider: &str,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<Booking>, DbError> {
    let moved = store::moved(tx, provider, from).await?;
    let mut held: HashMap<i64, i64> = HashMap::new();
    // The two parts of an order that is paid in two, each by its payment.
    let mut parts: HashMap<&str, i64> = HashMap::new();
    let mut sent: HashMap<&str, i64> = HashMap::new();
    for row in &moved {
        if row.cause == "capture" {
            *held.entry(row.purchase).or_default() -= row.minor;
            *parts.entry(&row.subject).or_default() -= row.minor;
        } else {
            *sent.entry(&row.subject).or_default() += row.minor;
        }
    }
    let mut settled: HashMap<i64, i64> = HashMap::new();
    let payments = store::payments(tx, provider, from, to).await?;
    for payment in &payments {
        let first = settled.entry(payment.purchase).or_insert(payment.id);
        *first = (*first).min(payment.id);
    }
    let mut entries = Vec::new();
    for payment in payments {
        // The first payment of a purchase is in escrow; one that came after it was sent back whole.
        let is_first = settled.get(&payment.purchase) == Some(&payment.id);
        let is_late = store::is_sent_back(tx, payment.id, LATE).await?;
        let part = parts.get(PaymentId::new(payment.id).to_string().as_str());
        let minor = match part.or_else(|| held.get(&payment.purchase)) {
            Some(held) if is_first && !is_late => *held,
            None if is_first && !is_late => 0,
            _ => payment.amount.minor(),
        };
        let amount = Money::new(minor, payment.amount.currency());
        entries.push(Booking {
            kind: Kind::Charge,
            reference: payment.reference,
            key: String::new(),
            amount,
        });
    }
    let refunds = store::refunds(tx, provider, from, to).await?;
    let mut wanted: HashMap<&str, i64> = HashMap::new();
    for refund in &refunds {
        *wanted.entry(&refund.key).or_default() += refund.amount.minor();
    }
    for refund in &refunds {
        let key = refund.key.as_str();
        let minor = match sent.get(key) {
            _ if key == LATE => refund.amount.minor(),
            // One sum may go back through two payments.
            Some(sent) if wanted.get(key) == Some(sent) => refund.amount.minor(),
            Some(sent) => *sent,
            None => 0,
        };
        let amount = Money::new(minor, refund.amount.currency());
        let (reference, key) = (refund.reference.clone(), refund.key.clone());
        entries.push(Booking { kind: Kind::Refund, reference, key, amount });
    }
    Ok(entries)
}

/// Days around a report's in which the two sides may have noted the same thing.
const AROUND: std::time::Duration = days(2);

/// Compare a report with our books of its days. Reads only.
pub async fn reconcile(
    tx: &mut Tx,
    provider: &str,
    from: Timestamp,
    to: Timestamp,
    report: &Report,
) -> Result<Comparison, DbError> {
    let own = ours(tx, provider, from, to).await?;
    let near = ours(tx, provider, from - AROUND, to + AROUND).await?;
    Ok(compare(&report.rows, &own, &near))
}

impl Reconciliation {
    /// Keep a comparison, with its differences and the rows that could not be read.
    pub async fn keep(
        &self,
        tx: &mut Tx,
        by: &Actor,
        comparison: &Comparison,
        report: &Report,
    ) -> Result<ReconciliationId, KeepError> {
        by.operator()?;
        store::insert(tx, self, comparison, report).await?;
        let detail =
            json!({ "provider": self.provider, "differences": self.differences, "refused": self.refused });
        let id = self.id.to_string();
        audit::record(tx, self.created_at, Some(self.made_by), "reconciliation.make", &id, &detail).await?;
        Ok(self.id)
    }
}
