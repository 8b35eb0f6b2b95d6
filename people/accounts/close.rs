use kernel::{Actor, Forbidden, Timestamp};
use platform::db::{DbError, Tx};

use super::{access::end_access, sign_in_code_store, store};

#[derive(Clone, Debug, thiserror::Error)]
pub enum CloseError {
    #[error("nobody would be left to run the market")]
    LastOperator,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the account could not be closed")]
    Store(#[from] DbError),
}

/// Close the account of the one who asks and forget who it was.
///
/// Its number stays, since orders and ledger entries name it; name, login, password, birth year, addresses and
/// tokens go, and every session ends. The last operator stays, or nobody could run the market.
pub async fn close(tx: &mut Tx, by: &Actor, now: Timestamp) -> Result<(), CloseError> {
    let account = by.account()?;
    let operators = store::lock_operators(tx).await?;
    if operators <= 1 && store::find(tx, account).await?.is_some_and(|account| account.is_operator) {
        return Err(CloseError::LastOperator);
    }
    store::anonymise(tx, account, now).await?;
    store::delete_addresses(tx, account).await?;
    sign_in_code_store::delete_all(tx, account).await?;
    end_access(tx, account).await?;
    Ok(())
}
