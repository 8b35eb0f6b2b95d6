//! What must always be true of the ledger.

use people::capability::Fault;
use platform::{
    Later,
    db::{DbError, Tx},
    files::Files,
};

use super::{list_unbalanced, list_uncountable};

/// A transfer sums to zero, and what the pages sum up can be counted.
pub fn check<'a>(tx: &'a mut Tx, _: &'a Files) -> Later<'a, Result<Vec<Fault>, DbError>> {
    Box::pin(async move {
        let fault = |(shop, transfer)| Fault {
            invariant: "a transfer sums to zero",
            example: format!("{shop} {transfer}"),
        };
        let mut faults: Vec<Fault> = list_unbalanced(tx).await?.into_iter().map(fault).collect();
        let large = |(account, currency): (String, String)| Fault {
            invariant: "the sum of an account can be counted",
            example: format!("{account} {currency}"),
        };
        faults.extend(list_uncountable(tx).await?.into_iter().map(large));
        Ok(faults)
    })
}
