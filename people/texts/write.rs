use kernel::{AccountId, Timestamp};
use platform::{
    db::{DbError, Tx},
    jobs,
    sms::segments,
};

use super::{
    TextId, TextState,
    promises::SendText,
    store::{self, NewText},
};

/// Have a text sent to somebody's phone, as soon as it is day there.
pub async fn write(
    tx: &mut Tx,
    now: Timestamp,
    to: AccountId,
    kind: &str,
    words: &str,
) -> Result<TextId, DbError> {
    let id = TextId::new(tx.next_id(now));
    let text =
        NewText { id, account: to, kind, words, segments: segments(words).count, state: TextState::Waiting };
    store::insert(tx, now, &text).await?;
    jobs::enqueue(tx, now, now, &SendText { text: id }).await?;
    Ok(id)
}
