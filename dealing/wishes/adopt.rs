use kernel::AccountId;
use platform::db::{DbError, Tx};

use super::{MOST_WISHES, store};

/// Give a visitor's wishes to the account they signed in to, each in its place by when it was kept. Where the account has
/// no room for all, the newest come along.
pub async fn adopt(tx: &mut Tx, guest: i64, account: AccountId) -> Result<(), DbError> {
    let room = MOST_WISHES - store::count(tx, account.get()).await?;
    if room > 0 {
        store::give(tx, guest, account.get(), room).await?;
    }
    store::clear(tx, guest).await
}
