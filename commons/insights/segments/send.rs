use kernel::{AccountId, Actor, Forbidden, Timestamp, days};
use platform::{
    db::{DbError, Tx},
    jobs,
};

use super::{
    freeze::may_write,
    note::{NewNote, Note, NoteId},
    store,
};
use crate::insights::promises::SendNote;

#[derive(Clone, Debug, thiserror::Error)]
pub enum NoteError {
    #[error("a shop writes once a week")]
    TooSoon,
    #[error("fewer than twenty people of it allow notes")]
    TooFew,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the note could not be kept")]
    Store(#[from] DbError),
}

/// Write to those of a segment who allow it, if the newest snapshot tells a crowd of them; once a week for each shop.
pub async fn write(tx: &mut Tx, by: &Actor, now: Timestamp, new: NewNote) -> Result<Note, NoteError> {
    let (shop, account) = (by.shop()?, by.account()?);
    if store::last_note(tx, shop).await?.is_some_and(|last| now < last + days(7)) {
        return Err(NoteError::TooSoon);
    }
    // By what the shop is told already: an answer of its own would say when one more has come.
    if !may_write(tx, now, shop, new.segment).await? {
        return Err(NoteError::TooFew);
    }
    let note = Note { id: NoteId::new(shop, tx.next_id(now)), new, by: account, sent_at: now };
    store::insert(tx, &note).await?;
    jobs::enqueue(tx, now, now, &SendNote { note: note.id, after: AccountId::new(0) }).await?;
    Ok(note)
}
