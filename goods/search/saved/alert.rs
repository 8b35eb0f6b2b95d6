use kernel::AccountId;
use platform::db::{DbError, Tx};

use super::{MOST_SEARCHES, SavedId, store};

/// Whether the holder of a search is told of what is new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alerts {
    On,
    Off,
}

/// Tell the holder of a search of what is new, or tell them no more. The answer is whether there is such a search.
pub async fn choose_alerts(tx: &mut Tx, holder: i64, id: SavedId, alerts: Alerts) -> Result<bool, DbError> {
    store::set_alerts(tx, holder, id, alerts == Alerts::On).await
}

/// Tell an account of nothing new any more: what the link of its mails does. The answer is whether it is one of ours.
pub async fn end_alerts(tx: &mut Tx, token: &str) -> Result<bool, DbError> {
    let is_known = store::knows(tx, token).await?;
    if is_known {
        store::end_alerts(tx, token).await?;
    }
    Ok(is_known)
}

/// Save a search no more.
pub async fn remove(tx: &mut Tx, holder: i64, id: SavedId) -> Result<(), DbError> {
    store::delete(tx, holder, id).await
}

/// Give a visitor's searches to the account they signed in to. Where it has no room for all, the newest come along.
pub async fn adopt(tx: &mut Tx, guest: i64, account: AccountId) -> Result<(), DbError> {
    let room = MOST_SEARCHES - store::count(tx, account.get()).await?;
    if room > 0 {
        store::give(tx, guest, account.get(), room).await?;
    }
    store::clear(tx, guest).await
}
