use kernel::{AccountId, Timestamp};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    sessions,
};

use super::{countable::countable, raw_store as store};
use crate::catalog::ListingId;

/// Who looks, as far as people are told apart: the account, or the session, or the network address.
#[derive(Clone, Debug)]
pub struct Who {
    /// The account, or the session while nobody has signed in.
    pub holder: Option<i64>,
    pub from: String,
}

impl Who {
    fn holder(secret: &str, holder: i64) -> String {
        sessions::hash(&format!("{secret}:holder:{holder}"))
    }

    /// What somebody is told apart by who has no session.
    fn address(&self, secret: &str) -> String {
        sessions::hash(&format!("{secret}:from:{}", self.from))
    }

    fn hash(&self, secret: &str) -> String {
        self.holder.map_or_else(|| self.address(secret), |holder| Self::holder(secret, holder))
    }
}

/// Somebody looked for words and found so many.
///
/// Guests are told apart by their network address alone: sessions come and go with the cookie.
pub async fn asked(
    tx: &mut Tx,
    now: Timestamp,
    account: Option<AccountId>,
    from: &str,
    lang: Lang,
    (words, found): (&str, i64),
) -> Result<(), DbError> {
    let Some(text) = countable(words) else { return Ok(()) };
    let secret = store::ensure_secret(tx, week_of(now)).await?;
    let who = Who { holder: account.map(AccountId::get), from: from.to_owned() }.hash(&secret);
    if store::has_room(tx, &who).await? {
        store::put_asked(tx, day_of(now), &who, lang, &text, found).await?;
    }
    Ok(())
}

/// Somebody opened the page of a listing from what was found by words.
pub async fn clicked(
    tx: &mut Tx,
    now: Timestamp,
    who: &Who,
    lang: Lang,
    words: &str,
    listing: ListingId,
) -> Result<(), DbError> {
    let Some(text) = countable(words) else { return Ok(()) };
    let secret = store::ensure_secret(tx, week_of(now)).await?;
    store::put_led(tx, now, day_of(now), &who.hash(&secret), lang, &text, listing).await
}

/// Somebody put a listing into their cart. From then on they are told apart by their session. The answer is whether
/// they came to it by words.
pub async fn carted(tx: &mut Tx, now: Timestamp, who: &Who, listing: ListingId) -> Result<bool, DbError> {
    let Some(secret) = store::find_secret(tx, week_of(now)).await? else { return Ok(false) };
    store::mark_carted(tx, &who.hash(&secret), &who.address(&secret), listing).await
}

/// Whether an account came to a listing by words: most do not, and then there is nothing to note of what they pay for.
pub async fn came_by_words(
    tx: &mut Tx,
    now: Timestamp,
    account: AccountId,
    listing: ListingId,
) -> Result<bool, DbError> {
    let Some(secret) = store::find_secret(tx, week_of(now)).await? else { return Ok(false) };
    store::is_led(tx, &Who::holder(&secret, account.get()), listing).await
}

/// An account paid for a listing.
pub async fn bought(
    tx: &mut Tx,
    now: Timestamp,
    account: AccountId,
    listing: ListingId,
) -> Result<(), DbError> {
    let Some(secret) = store::find_secret(tx, week_of(now)).await? else { return Ok(()) };
    store::mark_bought(tx, &Who::holder(&secret, account.get()), listing).await
}

/// A visitor has signed in: what they clicked is the account's.
pub async fn come_in(tx: &mut Tx, now: Timestamp, guest: i64, account: AccountId) -> Result<(), DbError> {
    let Some(secret) = store::find_secret(tx, week_of(now)).await? else { return Ok(()) };
    store::give(tx, &Who::holder(&secret, guest), &Who::holder(&secret, account.get())).await
}

/// Days since 1970 in UTC.
pub(super) fn day_of(now: Timestamp) -> i64 {
    now.micros().div_euclid(86_400_000_000)
}

/// The day of the week's Monday. The first of 1970 was a Thursday.
pub(super) fn monday(day: i64) -> i64 {
    day - (day + 3).rem_euclid(7)
}

fn week_of(now: Timestamp) -> i64 {
    monday(day_of(now))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_begins_on_monday() {
        // The fifth of January 1970 was the first Monday.
        assert_eq!([0, 3, 4, 10, 11].map(monday), [-3, -3, 4, 4, 11]);
    }
}
