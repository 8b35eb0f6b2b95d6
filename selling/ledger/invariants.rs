//! What must always be true of the ledger.

use people::capability::Fault;
use platform::{
    Later,
    db::{DbError, Tx},
    files::Files,
};

use super::list_unbalanced;

/// A transfer sums to zero.
pub fn check<'a>(tx: &'a mut Tx, _: &'a Files) -> Later<'a, Result<Vec<Fault>, DbError>> {
    Box::pin(async move {
        let fault = |(shop, transfer)| Fault {
            invariant: "a transfer sums to zero",
            example: format!("{shop} {transfer}"),
        };
        Ok(list_unbalanced(tx).await?.into_iter().map(fault).collect())
    })
}
