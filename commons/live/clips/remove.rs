use kernel::Actor;
use platform::db::Tx;

use super::{Clip, ClipId, CutError, store};
use crate::live::find_own;

/// Take a clip away, also one that is being made. Its file goes when this is committed.
pub async fn remove(tx: &mut Tx, by: &Actor, id: ClipId) -> Result<Clip, CutError> {
    by.shop()?;
    let clip = store::find(tx, id).await?.ok_or(CutError::NoSuchReplay)?;
    // Another shop's is not there for the asker.
    find_own(tx, by, clip.room).await?.ok_or(CutError::NoSuchReplay)?;
    store::delete(tx, id).await?;
    Ok(clip)
}
