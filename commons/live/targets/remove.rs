use kernel::{Actor, Forbidden};
use platform::db::{DbError, Tx};

use super::{Target, TargetId, store};

/// Hand nothing on there any more, and forget its key. None if the asker's shop has no such target.
pub async fn remove(tx: &mut Tx, by: &Actor, id: TargetId) -> Result<Option<Target>, DbError> {
    let Ok::<_, Forbidden>(shop) = by.shop() else { return Ok(None) };
    let Some(target) = store::find(tx, id).await?.filter(|_| shop == id.shop()) else { return Ok(None) };
    store::delete(tx, id).await?;
    Ok(Some(target))
}
