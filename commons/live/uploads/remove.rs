use kernel::{Actor, Forbidden};
use platform::db::{DbError, Tx};

use super::{Upload, UploadId, store};

/// Take an upload away, whatever becomes of it just now. Its file goes when this is committed. None if there is none of the
/// asker's shop.
pub async fn remove(tx: &mut Tx, by: &Actor, id: UploadId) -> Result<Option<Upload>, DbError> {
    let Ok::<_, Forbidden>(shop) = by.shop() else { return Ok(None) };
    let found = store::find(tx, id).await?.filter(|_| shop == id.shop());
    match found {
        Some(upload) => Ok(store::delete(tx, id).await?.then_some(upload)),
        None => Ok(None),
    }
}
