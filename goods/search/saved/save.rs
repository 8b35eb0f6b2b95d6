use kernel::Timestamp;
use platform::db::{DbError, Tx};

use super::{MOST_SEARCHES, SavedId, SavedSearch, store};
use crate::search::asked::SearchRequest;

#[derive(Clone, Debug, thiserror::Error)]
pub enum SaveError {
    #[error("nothing is looked for")]
    Everything,
    #[error("the holder saved as many searches as they may")]
    Full,
    #[error("the search could not be saved")]
    Store(#[from] DbError),
}

/// Save a search. What is saved already stays as it is.
///
/// Refused where nothing is looked for: of everything that is new nobody needs to be told.
pub async fn save(
    tx: &mut Tx,
    now: Timestamp,
    holder: i64,
    asked: &SearchRequest,
) -> Result<SavedSearch, SaveError> {
    let query = asked.essence();
    if query.is_empty() {
        return Err(SaveError::Everything);
    }
    if let Some(same) = store::find_same(tx, holder, &query).await? {
        return Ok(same);
    }
    if store::count(tx, holder).await? >= MOST_SEARCHES {
        return Err(SaveError::Full);
    }
    let id = SavedId::new(tx.next_id(now));
    let search = SavedSearch { id, query, has_alerts: true, saved_at: now };
    store::insert(tx, holder, &search).await?;
    Ok(search)
}
