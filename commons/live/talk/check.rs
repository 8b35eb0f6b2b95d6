use std::time::Duration;

use kernel::{AccountId, Timestamp};
use platform::db::{DbError, Tx};

use super::{silence_store, word_store};
use crate::live::{RoomId, manners};

/// Why a line is not said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotNow {
    /// It comes too soon after the one before; so many seconds are left.
    Slow { seconds: u64 },
    /// It has a word that the shop does not want to read.
    Unwanted,
}

/// Whether a viewer may say this now.
pub async fn check(
    tx: &mut Tx,
    now: Timestamp,
    room: RoomId,
    account: AccountId,
    words: &str,
) -> Result<Option<NotNow>, DbError> {
    let slow = manners::of_room(tx, room).await?.slow_seconds;
    if let Some(slow) = u64::try_from(slow).ok().filter(|slow| *slow > 0)
        && let Some(last) = silence_store::last_line(tx, room, account).await?
    {
        let next = last + Duration::from_secs(slow);
        if now < next {
            return Ok(Some(NotNow::Slow { seconds: next.since(now).as_secs().max(1) }));
        }
    }
    let said = words.to_lowercase();
    let unwanted = word_store::unwanted(tx, room.shop()).await?;
    Ok(unwanted.iter().any(|word| said.contains(word.as_str())).then_some(NotNow::Unwanted))
}
