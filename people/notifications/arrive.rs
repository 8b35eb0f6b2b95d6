use kernel::{AccountId, Timestamp};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
};

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

/// Put the same news, worded in each language, into the lists of all who do not refuse its kind.
///
/// `to` is in the order of accounts, and nobody stands in it twice.
pub async fn arrive_many(
    tx: &mut Tx,
    now: Timestamp,
    to: &[(AccountId, Lang)],
    news: &[(Lang, NewNotification)],
) -> Result<(), DbError> {
    let (Some((first, _)), Some((last, _)), Some((_, any))) = (to.first(), to.last(), news.first()) else {
        return Ok(());
    };
    let refused = store::list_refused(tx, any.kind, (*first, *last)).await?;
    let wanted = to.iter().filter(|(account, _)| refused.binary_search(account).is_err());
    let worded = wanted.map(|(account, lang)| {
        let own = news.iter().find(|(of, _)| of == lang);
        (*account, own.map_or(any, |(_, news)| news))
    });
    store::put_all(tx, now, worded).await
}
