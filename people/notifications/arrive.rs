use kernel::{AccountId, Timestamp};
use platform::db::{DbError, Tx};

use super::{NewNotification, Preference, store};
use crate::texts;

/// Put something into somebody's list, and on its way to their phone, unless they do not want it there; the answer is what
/// they want.
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
    if let (Some(text), true) = (news.text.as_deref(), choice.text) {
        texts::write(tx, now, to, news.kind.name, text).await?;
    }
    Ok(choice)
}
