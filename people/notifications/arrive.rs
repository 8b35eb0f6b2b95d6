use kernel::{AccountId, Timestamp};
use platform::db::{DbError, Tx};

use super::{NewNotification, Preference, store};

/// Put something into somebody's list, unless they do not want it there; the answer is what they want.
pub async fn arrive(
    tx: &mut Tx,
    now: Timestamp,
    to: AccountId,
    news: &NewNotification,
) -> Result<Preference, DbError> {
    let choice = store::find_choice(tx, to, news.kind).await?.in_force();
    if choice.list {
        store::put(tx, now, to, news).await?;
    }
    Ok(choice)
}
